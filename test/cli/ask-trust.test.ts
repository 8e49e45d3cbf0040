import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import type { Thing } from '../../src/core/trust/things.ts';
import { Gate, isTrustGiven } from '../../src/cli/ask-trust.ts';
import { cleanEnvironment, wabot, wabotHere, type RanHere } from '../cli.ts';
import { useFolder } from '../folder.ts';
import { openWorld } from '../flow/world.ts';

const parent = useFolder();
const trace = 'ran';

/** Notes, in the folder where wabot runs, that it ran. */
const noting = `import { appendFileSync } from 'node:fs';\nappendFileSync('${trace}', 'x');\n`;

/** A folder with a plugin that notes whenever anything of it runs. */
function strangersFolder(): string {
  const folder = emptyFolder();
  const plugin = join(folder, 'node_modules/wabot-plugin-noting');
  mkdirSync(join(plugin, 'commands'), { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "dependencies": { "wabot-plugin-noting": "1" } }');
  const hooks = { 'wabot:plugins': './index.js', init: './index.js', prerun: './index.js' };
  const manifest = {
    name: 'wabot-plugin-noting',
    version: '1.2.3',
    type: 'module',
    exports: './index.js',
  };
  writeFileSync(
    join(plugin, 'package.json'),
    JSON.stringify({ ...manifest, oclif: { commands: './commands', hooks } }),
  );
  writeFileSync(join(plugin, 'index.js'), `${noting}export default async () => ({});\n`);
  const command = `export default { id: 'note', flags: {}, args: {}, async run() { console.log('noted'); } };\n`;
  writeFileSync(join(plugin, 'commands/note.js'), noting + command);
  return folder;
}

function emptyFolder(): string {
  return realpathSync(mkdtempSync(join(parent(), 'folder-')));
}

/** A program that notes that it ran and says that it is ffmpeg. */
function notingProgram(folder: string): string {
  const path = join(folder, 'tool');
  const said = 'ffmpeg version 7.1 Copyright; A....D libmp3lame MP3; V libopus opus aac amrnb';
  writeFileSync(path, `#!/bin/sh\necho x >> '${folder}/${trace}'\necho '${said}'\n`);
  chmodSync(path, 0o755);
  return path;
}

function hasRun(folder: string): boolean {
  const ran = existsSync(join(folder, trace));
  rmSync(join(folder, trace), { force: true });
  return ran;
}

const start = (cwd: string, line: string, env: Record<string, string> = {}): Promise<RanHere> =>
  wabotHere(line.split(' ').filter(Boolean), { cwd, env });

describe('a plugin of a folder that nobody has agreed to', () => {
  it.each([
    '--version',
    '-v',
    '--help',
    '',
    'serve --help',
    'history',
    'history list -h',
    'autocomplete script bash',
    'note --help',
  ])('does not run for `wabot %s`', async (line) => {
    const folder = strangersFolder();
    const { stderr } = await start(folder, line);
    expect(stderr).not.toContain('agreed');
    expect(hasRun(folder)).toBe(false);
  });

  it.each([
    'serve',
    'doctor',
    'logs',
    'plugins',
    'config',
    'init --yes',
    'service print --systemd',
    'note',
    'dev --say hi',
  ])('ends `wabot %s` with 3 and the command to run, and does not run', async (line) => {
    const folder = strangersFolder();
    const { code, error } = await start(folder, line);
    expect({ code, error }).toMatchObject({ code: 3, error: { code: 'setup.trust' } });
    expect(String(error)).toContain(
      `plugin wabot-plugin-noting 1.2.3: ${folder}/node_modules/wabot-plugin-noting`,
    );
    expect(String((error as { suggestions: string[] }).suggestions)).toMatch(
      /: wabot plugins --trust,.*WABOT_TRUST/,
    );
    expect(hasRun(folder)).toBe(false);
  });

  it('ends a process in the same way, as data with --json', async () => {
    const cwd = strangersFolder();
    const plain = await wabot(['serve'], { cwd });
    expect(plain).toMatchObject({ code: 3, stdout: '' });
    expect(plain.stderr).toMatch(/setup\.trust[^]*wabot plugins --trust/);
    const { code, stdout, stderr } = await wabot(['serve', '--json'], { cwd });
    expect({ code, stderr }).toEqual({ code: 3, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'setup.trust', exit: 3 } });
    expect(hasRun(cwd)).toBe(false);
  });

  it.each(['WABOT_TRUST=true', 'WABOT_TRUST=.', 'XDG_STATE_HOME=.'])(
    'is not helped by %s in .env',
    async (line) => {
      const folder = strangersFolder();
      writeFileSync(join(folder, '.env'), `${line}\n`);
      mkdirSync(join(folder, 'wabot'));
      writeFileSync(
        join(folder, 'wabot/trust.json'),
        JSON.stringify({ folders: [folder], things: [] }),
        { mode: 0o600 },
      );
      expect(await start(folder, 'plugins')).toMatchObject({ code: 3 });
      expect(hasRun(folder)).toBe(false);
    },
  );
});

describe('a plugin of a folder that somebody has agreed to', () => {
  it('runs from then on, until it changes', async () => {
    const folder = strangersFolder();
    const agreed = await wabot(['plugins', '--trust'], { cwd: folder });
    expect(agreed).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('Remembered: plugin wabot-plugin-noting 1.2.3') as string,
    });
    expect(hasRun(folder)).toBe(true);
    expect(await wabot(['plugins'], { cwd: folder })).toMatchObject({ code: 0, stderr: '' });
    expect(hasRun(folder)).toBe(true);
    writeFileSync(join(folder, 'node_modules/wabot-plugin-noting/commands/note.js'), noting);
    expect(await start(folder, 'plugins')).toMatchObject({ code: 3 });
    expect(hasRun(folder)).toBe(false);
  });

  it('brings its command, which need not know the flag', async () => {
    const folder = strangersFolder();
    expect(await start(folder, 'note --trust')).toMatchObject({ code: 0, stdout: 'noted\n' });
    expect(await start(folder, 'note')).toMatchObject({ code: 0, stdout: 'noted\n' });
  });

  it('still does not run for help and version of wabot itself', async () => {
    const folder = strangersFolder();
    await wabot(['plugins', '--trust'], { cwd: folder });
    expect(hasRun(folder)).toBe(true);
    for (const line of ['--version', '--help', 'serve --help']) await start(folder, line);
    expect(hasRun(folder)).toBe(false);
  });

  it('may change where the environment trusts the folder', async () => {
    const folder = strangersFolder();
    expect(await start(folder, 'plugins', { WABOT_TRUST: folder })).toMatchObject({
      code: 0,
      stderr: '',
    });
    expect(await start(folder, 'plugins', { WABOT_TRUST: parent() })).toMatchObject({ code: 3 });
  });

  it('runs with a warning where it cannot be remembered', async () => {
    const folder = strangersFolder();
    const ran = await start(folder, 'plugins --trust', { XDG_STATE_HOME: '/dev/null' });
    expect(ran).toMatchObject({
      code: 0,
      stderr: expect.stringMatching(/cannot be remembered.*ENOTDIR/) as string,
    });
  });
});

describe('a program that .env names', () => {
  const line = (path: string): string => `FFMPEG_PATH=${path}\n`;

  it('does not run before somebody has agreed, nor after it has changed', async () => {
    const folder = emptyFolder();
    writeFileSync(join(folder, '.env'), line(notingProgram(folder)));
    const refused = await start(folder, 'doctor transcoder');
    expect(refused).toMatchObject({
      code: 3,
      stdout: expect.stringContaining('program that FFMPEG_PATH names') as string,
    });
    expect(hasRun(folder)).toBe(false);
    expect(await start(folder, 'plugins --trust')).toMatchObject({ code: 0 });
    expect(hasRun(folder)).toBe(false);
    expect(await start(folder, 'doctor transcoder')).toMatchObject({ code: 0, stderr: '' });
    expect(hasRun(folder)).toBe(true);
    writeFileSync(join(folder, 'tool'), `${readFileSync(join(folder, 'tool'), 'utf8')}# changed\n`);
    expect(await start(folder, 'doctor transcoder')).toMatchObject({ code: 3 });
    expect(hasRun(folder)).toBe(false);
    expect(await start(folder, 'doctor transcoder --trust')).toMatchObject({ code: 0 });
    expect(hasRun(folder)).toBe(true);
  });

  it('stops the server, and not when the environment names it', async () => {
    await using world = await openWorld({ idle: true });
    const path = notingProgram(world.folder);
    writeFileSync(join(world.folder, '.env'), line(path));
    const { code, stderr } = await wabot(['serve'], { cwd: world.folder, env: world.env });
    expect({ code, stderr }).toEqual({
      code: 3,
      stderr: expect.stringContaining('setup.trust') as string,
    });
    expect(hasRun(world.folder)).toBe(false);
    const { code: fine } = await start(world.folder, 'doctor transcoder', {
      ...world.env,
      FFMPEG_PATH: path,
    });
    expect({ fine, ran: hasRun(world.folder) }).toEqual({ fine: 0, ran: true });
  });

  it('is whisper.cpp as well', async () => {
    const folder = emptyFolder();
    const path = notingProgram(folder);
    const settings = {
      WABOT_SPEECH: 'whisper-cpp',
      WHISPER_CPP_PROGRAM: path,
      WHISPER_CPP_MODEL: path,
    };
    writeFileSync(
      join(folder, '.env'),
      Object.entries(settings)
        .map((entry) => `${entry.join('=')}\n`)
        .join(''),
    );
    expect(await start(folder, 'doctor speech')).toMatchObject({
      code: 3,
      stdout: expect.stringContaining('WHISPER_CPP_PROGRAM') as string,
    });
    expect(hasRun(folder)).toBe(false);
    await start(folder, 'doctor speech --trust');
    expect(hasRun(folder)).toBe(true);
  });

  it('is an adapter of Keyv as well, unless the real environment names it', async () => {
    const bringing = (env: string): string => {
      const folder = emptyFolder();
      const adapter = join(folder, 'node_modules/adapter');
      mkdirSync(adapter, { recursive: true });
      writeFileSync(
        join(adapter, 'package.json'),
        '{ "name": "adapter", "type": "module", "exports": "./index.js" }',
      );
      writeFileSync(join(adapter, 'index.js'), noting);
      writeFileSync(join(folder, '.env'), env);
      return folder;
    };
    const ran = { error: { code: 'setup.memory.adapter' }, ran: true };
    const folder = bringing('WABOT_MEMORY=keyv\nKEYV_ADAPTER=adapter\n');
    expect(await start(folder, 'history list')).toMatchObject({
      code: 3,
      error: { code: 'setup.trust' },
    });
    expect(hasRun(folder)).toBe(false);
    const agreed = await start(folder, 'history list --trust');
    expect({ error: agreed.error, ran: hasRun(folder) }).toMatchObject(ran);
    const other = bringing('');
    const named = await start(other, 'history list', {
      WABOT_MEMORY: 'keyv',
      KEYV_ADAPTER: 'adapter',
    });
    expect({ error: named.error, ran: hasRun(other) }).toMatchObject(ran);
  });
});

describe('a folder where a bot is set up', () => {
  it('by init may change what it brings', async () => {
    await using world = await openWorld({ idle: true });
    const said = {
      'id-instance': String(world.greenApi.idInstance),
      token: world.greenApi.token,
      'api-url': world.greenApi.url,
    };
    const flags = Object.entries({
      ...said,
      'base-url': `${world.openAi.url}/v1`,
      business: 'Flora',
    });
    const args = ['init', '--yes', ...flags.flatMap(([name, value]) => [`--${name}`, value])];
    expect(
      await wabotHere(args, { cwd: world.folder, env: { NO_PROXY: '127.0.0.1' } }),
    ).toMatchObject({ code: 0 });
    writeFileSync(join(world.folder, '.env'), `FFMPEG_PATH=${notingProgram(world.folder)}\n`);
    expect(await start(world.folder, 'doctor transcoder')).toMatchObject({ code: 0 });
    expect(hasRun(world.folder)).toBe(true);
  });

  it('by service print may change what it brings, for the service and for who printed it', async () => {
    const folder = strangersFolder();
    expect(await start(folder, 'service print --systemd')).toMatchObject({ code: 3 });
    const { code, stdout } = await start(folder, 'service print --systemd --trust');
    expect({ code, lines: stdout.split('\n') }).toEqual({
      code: 0,
      lines: expect.arrayContaining([`Environment=WABOT_TRUST=${folder}`]) as string[],
    });
    writeFileSync(join(folder, 'node_modules/wabot-plugin-noting/new.js'), '');
    expect(await start(folder, 'plugins')).toMatchObject({ code: 0 });
    expect(
      await start(folder, 'plugins', { XDG_STATE_HOME: emptyFolder(), WABOT_TRUST: folder }),
    ).toMatchObject({ code: 0 });
  });
});

describe('an address of .env', () => {
  it('gets no key of the environment, and both places are named', async () => {
    await using world = await openWorld({ idle: true });
    const { OPENAI_BASE_URL = '', ...env } = world.env;
    writeFileSync(join(world.folder, '.env'), `OPENAI_BASE_URL=${OPENAI_BASE_URL}\n`);
    const { code, error } = await start(world.folder, 'chat --phone 77001234567 hi', env);
    expect({ code, error }).toMatchObject({ code: 3, error: { code: 'setup.settings' } });
    expect(String(error)).toMatch(
      /OPENAI_BASE_URL stands in \.env .* OPENAI_API_KEY .* same place/,
    );
    expect(await start(world.folder, 'doctor model', env)).toMatchObject({ code: 3 });
    const init = await start(world.folder, 'init --yes --business Flora', env);
    expect(init).toMatchObject({ code: 3, error: { code: 'setup.settings' } });
    expect(world.openAi.requests).toEqual([]);
    writeFileSync(
      join(world.folder, '.env'),
      `OPENAI_BASE_URL=${OPENAI_BASE_URL}\nOPENAI_API_KEY=${env['OPENAI_API_KEY'] ?? ''}\n`,
    );
    expect(await start(world.folder, 'chat --phone 77001234567 hi', env)).toMatchObject({
      code: 0,
    });
  });
});

describe('the question', () => {
  const real = (): Record<string, string> => ({ XDG_STATE_HOME: emptyFolder() });

  function thing(): { folder: string; thing: Thing } {
    const folder = emptyFolder();
    writeFileSync(join(folder, 'tool'), 'one');
    return { folder, thing: { kind: 'program', name: 'TOOL', path: join(folder, 'tool') } };
  }

  async function gateWith(answer: () => boolean, folder: string, environment = real()) {
    const ask = vi.fn<(message: string) => Promise<boolean>>(async () => answer());
    const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    return {
      gate: new Gate({ args: [], folder, real: environment, ask }),
      ask,
      said: () => said.mock.calls.join(''),
    };
  }

  it('is asked once, says what it is about, and its yes is remembered', async () => {
    const { folder, thing: program } = thing();
    const environment = real();
    const { gate, ask, said } = await gateWith(() => true, folder, environment);
    await Promise.all([gate.permit([program]), gate.permit([program])]);
    expect(ask.mock.calls).toEqual([['Run it?']]);
    expect(said()).toContain(`program that TOOL names: ${folder}/tool`);
    const later = await gateWith(() => false, folder, environment);
    await later.gate.permit([program]);
    expect(later.ask).not.toHaveBeenCalled();
  });

  it('with a no ends with 3, and is asked again the next time', async () => {
    const { folder, thing: program } = thing();
    const environment = real();
    const { gate } = await gateWith(() => false, folder, environment);
    await expect(gate.permit([program])).rejects.toMatchObject({
      code: 'setup.trust',
      oclif: { exit: 3 },
    });
    const later = await gateWith(() => true, folder, environment);
    await later.gate.permit([program]);
    expect(later.ask).toHaveBeenCalledOnce();
  });

  it('is void when the thing changes while it is asked', async () => {
    const { folder, thing: program } = thing();
    const changing = (): boolean => {
      writeFileSync(program.path, 'two');
      return true;
    };
    const { gate } = await gateWith(changing, folder);
    await expect(gate.permit([program])).rejects.toThrow('changed while you were being asked');
  });
});

it.each([
  [['serve', '--trust'], true],
  [['serve'], false],
  [['chat', '--', '--trust'], false],
])('%j says --trust: %s', (args, given) => {
  expect(isTrustGiven(args)).toBe(given);
});

it('commands under test remember nothing in the home of the developer', () => {
  expect(cleanEnvironment()['XDG_STATE_HOME']).toContain('wabot-test-state');
});
