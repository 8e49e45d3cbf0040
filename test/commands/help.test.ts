import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Config } from '@oclif/core/config';
import { describe, expect, it } from 'vitest';
import { fromSource } from '../../bin/from-source.ts';
import { wabot, wabotHere } from '../cli.ts';
import { useFolder } from '../folder.ts';

describe('wabot --help', () => {
  it('fits on one screen, in groups, and has a line for every command or its topic', async () => {
    const { code, stdout, stderr } = await wabotHere(['--help']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const lines = stdout.trimEnd().split('\n');
    expect(lines.length).toBeLessThan(24);
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
    const { commands, topics } = await Config.load(await fromSource());
    const words = commands
      .filter(({ id, hidden, aliases }) => !hidden && !aliases.includes(id))
      .map(({ id }) => id.split(':')[0] ?? id);
    for (const word of words)
      expect(
        lines.filter((line) => new RegExp(String.raw`^[A-Z ]{11}${word}\s+[A-Z]`).test(line)),
      ).toHaveLength(1);
    expect(stdout).not.toMatch(/^MORE/m);
    const summaries = [
      ...commands.map(({ summary = '' }) => summary),
      ...topics.map(({ description = '' }) => description),
    ];
    for (const line of lines.slice(2))
      expect(summaries.some((whole) => /^[.,:]/.test(whole.replace(line.slice(25), '')))).toBe(
        true,
      );
    expect(stdout.indexOf('init')).toBeLessThan(stdout.indexOf('serve'));
  });

  it.each(['history', 'outbox', 'prompts', 'webhook'])(
    'of the topic %s says what it is about and lists its commands',
    async (topic) => {
      const { code, stdout } = await wabotHere([topic, '--help']);
      expect(code).toBe(0);
      expect(stdout).toMatch(/^[A-Z].*\.\n/);
      expect(stdout).toMatch(new RegExp(`^  ${topic} `, 'm'));
    },
  );
});

describe('a command that does not exist', () => {
  it.each([
    [['servee'], 'wabot serve'],
    [['dcotor'], 'wabot doctor'],
    [['webhook', 'sho'], 'wabot webhook show'],
    [['histroy', 'list'], 'wabot history list'],
  ])('%j was meant to be %s', async (args, meant) => {
    const { code, stderr } = await wabot(args);
    expect(code).toBe(2);
    expect(stderr.replace(/\s*›?\s+/g, ' ')).toContain(`Did you mean ${meant}?`);
  });

  it('is one JSON document on stdout with --json', async () => {
    const { code, stdout, stderr } = await wabot(['dcotor', '--json']);
    expect([code, stderr]).toEqual([2, '']);
    expect(stdout).toContain('wabot doctor');
    expect(JSON.parse(stdout)).toMatchObject({ error: { exit: 2 } });
  });

  it('is just refused when it is like none', async () => {
    const { code, stderr } = await wabot(['nonsense']);
    expect(code).toBe(2);
    expect(stderr).toContain('wabot --help');
    expect(stderr).not.toContain('mean');
  });
});

describe('completions', () => {
  const home = useFolder();

  it('are prepared, with every command, and the line for the shell is printed', async () => {
    const env = { HOME: home(), XDG_CACHE_HOME: join(home(), 'cache') };
    const { code, stdout } = await wabot(['autocomplete', 'bash'], { env });
    expect(code).toBe(0);
    expect(stdout).toContain('wabot autocomplete script bash');
    const written = await readFile(
      join(home(), 'cache/wabot/autocomplete/functions/bash/wabot.bash'),
      'utf8',
    );
    for (const line of [
      'serve --json --trust --poll',
      'webhook:set --json --trust --yes',
      'history:list',
    ])
      expect(written).toContain(line);
    const script = await wabot(['autocomplete', 'script', 'bash'], { env });
    expect(script.stdout).toContain('WABOT_AC_BASH_SETUP_PATH=');
    expect(await wabot(['autocomplete', 'tcsh'], { env })).toMatchObject({ code: 2 });
    expect(JSON.parse((await wabot(['autocomplete', 'zsh', '--json'], { env })).stdout)).toEqual({
      shell: 'zsh',
    });
  });
});
