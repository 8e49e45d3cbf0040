import { spawnSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { systemdUnit } from '../../src/core/operator/service-unit.ts';
import { wabotHere } from '../cli.ts';
import { useFolder } from '../folder.ts';

const root = dirname(dirname(import.meta.dirname));
const hasAnalyser = spawnSync('systemd-analyze', ['--version']).status === 0;

/** What systemd says about a unit; empty when it finds nothing, or is not here. */
async function objections(unit: string, folder: string): Promise<string> {
  if (!hasAnalyser) return '';
  const file = join(folder, 'wabot.service');
  await writeFile(file, unit);
  const { stderr } = spawnSync('systemd-analyze', ['verify', '--man=no', file], {
    encoding: 'utf8',
  });
  // Older versions do not know the two settings about ever longer pauses, and say so.
  return stderr
    .split('\n')
    .filter((line) => line.includes('wabot.service') && !/Restart(Steps|MaxDelaySec)/.test(line))
    .join('\n');
}

describe('wabot service print', () => {
  const folder = useFolder();
  const print = (args: string[], env = {}) =>
    wabotHere(['service', 'print', ...args], { cwd: folder(), env });

  it('prints a unit for this installation that systemd understands', async () => {
    await writeFile(
      join(folder(), '.env'),
      'WABOT_DATA=/var/lib/wabot\nWABOT_DRAIN_MS=20000\nGREEN_API_WEBHOOK_URL=https://bot.example.kz/webhook\n',
    );
    const { code, stdout, stderr } = await print(['--systemd', '--memory', '2G']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const lines = stdout.split('\n');
    for (const line of [
      `WorkingDirectory=${folder()}`,
      `ExecStart=${process.execPath} ${join(root, 'bin/run.js')} serve`,
      `ReadWritePaths=/var/lib/wabot ${join(folder(), 'logs')}`,
      'ProtectSystem=strict',
      'MemoryMax=2G',
      'User=wabot',
      'Restart=on-failure',
      'TimeoutStopSec=54',
    ])
      expect(lines).toContain(line);
    expect(await objections(stdout, folder())).toBe('');
  });

  it.each([
    ['WABOT_POLL=true\n', [], 'serve --poll', ''],
    ['', ['--poll'], 'serve --poll', ''],
    ['WABOT_POLL=false\n', [], 'serve', ''],
    ['GREEN_API_WEBHOOK_URL=https://bot.example.kz/webhook\n', [], 'serve', ''],
    ['', [], 'serve', 'Nothing says how messages come in'],
  ])(
    'prints a bot that receives, or says that nothing will arrive: %j %j',
    async (env, args, command, warning) => {
      await writeFile(join(folder(), '.env'), env);
      const { code, stdout, stderr } = await print(['--systemd', ...args]);
      expect(code).toBe(0);
      expect(stdout).toMatch(new RegExp(`^ExecStart=.*/run\\.js ${command}$`, 'm'));
      expect([stderr.includes('Nothing says'), stdout.includes('# Nothing says')]).toEqual([
        warning !== '',
        warning !== '',
      ]);
    },
  );

  it('holds nothing of what .env keeps secret', async () => {
    await writeFile(
      join(folder(), '.env'),
      'GREEN_API_TOKEN=d75b3a66374942c5\nOPENAI_API_KEY=sk-abcdefghij\n',
    );
    const { stdout } = await print(['--systemd']);
    expect(stdout).not.toMatch(/d75b3a|sk-abc/);
  });

  it('brings a token of the webhook where there is none, and speaks of a short one', async () => {
    const token = /^# {3}echo 'GREEN_API_WEBHOOK_TOKEN=[0-9a-f]{48}' >> .*\.env$/m;
    const printed = async (text: string): Promise<string> => {
      await writeFile(join(folder(), '.env'), text);
      const { stdout } = await print(['--systemd']);
      expect(await objections(stdout, folder())).toBe('');
      return stdout;
    };
    expect(await printed('')).toMatch(token);
    const short = await printed('GREEN_API_WEBHOOK_TOKEN=fifteen-letters\n');
    expect(short).toMatch(/^# First: GREEN_API_WEBHOOK_TOKEN in \.env is short/);
    expect(short).not.toContain('fifteen');
    for (const enough of [
      'GREEN_API_WEBHOOK_TOKEN=sixteen--letters',
      'WABOT_POLL=true',
      'WABOT_OPEN_WEBHOOK=true',
    ])
      expect(await printed(`${enough}\n`)).not.toContain('GREEN_API_WEBHOOK_TOKEN');
  });

  it.each([
    [[], 'systemd'],
    [['--systemd', '--user', 'a b'], '--user'],
    [['--systemd', '--memory', 'much'], '--memory'],
  ])('refuses %j', async (args, named) => {
    const { code, error } = await print(args);
    expect(code).toBe(2);
    expect(String(error)).toContain(named);
  });

  it('says which setting is wrong', async () => {
    expect(await print(['--systemd'], { WABOT_DRAIN_MS: 'long' })).toMatchObject({
      code: 3,
      error: { code: 'setup.settings' },
    });
  });
});

describe('a unit', () => {
  const folder = useFolder();

  it('keeps together paths with spaces, quotes, signs and percents', async () => {
    const odd = join(folder(), `it's 100% "mine" $HOME`);
    await mkdir(odd);
    await writeFile(join(odd, 'run.js'), '');
    const unit = systemdUnit({
      node: process.execPath,
      program: join(odd, 'run.js'),
      folder: odd,
      writable: [join(odd, 'data')],
      user: 'wabot',
      memory: '1G',
      polls: false,
      drainMs: 8000,
    });
    expect(unit).toContain(String.raw`/it's 100%% \"mine\" $$HOME/run.js" serve`);
    expect(await objections(unit, folder())).toBe('');
  });

  it('lets a folder in a home be seen', () => {
    const paths = {
      node: '/usr/bin/node',
      program: '/opt/wabot/bin/run.js',
      writable: ['/home/anna/wabot/data'],
    };
    const unit = systemdUnit({
      ...paths,
      folder: '/home/anna/wabot',
      user: 'wabot',
      memory: '1G',
      polls: false,
      drainMs: 8000,
    });
    expect(unit).toContain('\nProtectHome=read-only\n');
    expect(unit).toContain('\nReadWritePaths=/home/anna/wabot/data\n');
  });
});
