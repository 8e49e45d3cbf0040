import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Config } from '@oclif/core/config';
import type { Command, Interfaces } from '@oclif/core';
import { describe, expect, it } from 'vitest';
import { fromSource } from '../bin/from-source.ts';
import { exitCodes } from '../src/core/errors.ts';
import { wabot, wabotHere } from './cli.ts';

const config = await Config.load(await fromSource());
// A command is there again under each of its other names.
const commands = config.commands
  .filter(({ id, aliases }) => !aliases.includes(id))
  .toSorted((a, b) => a.id.localeCompare(b.id));

function flagLine(name: string, flag: Command.Flag.Cached): string {
  const value =
    flag.type === 'boolean'
      ? ''
      : ` ${flag.helpValue?.toString() ?? `<${flag.options?.join('|') ?? 'text'}>`}`;
  const spellings = [
    flag.char && `-${flag.char}`,
    `--${name}${value}`,
    ...(flag.aliases ?? []).map((alias) => `--${alias}`),
  ];
  const facts = [
    flag.required && 'required',
    flag.type === 'option' && flag.multiple && 'repeatable',
    flag.type === 'boolean' && flag.allowNo && `also --no-${name}`,
    flag.env && `or ${flag.env}`,
    flag.exclusive && `not with --${flag.exclusive.join(', --')}`,
    flag.dependsOn && `needs --${flag.dependsOn.join(', --')}`,
    flag.default !== undefined && `default ${String(flag.default)}`,
    flag.deprecated && 'deprecated',
  ];
  return `    ${spellings.filter(Boolean).join(', ')}${facts
    .filter(Boolean)
    .map((fact) => ` (${String(fact)})`)
    .join('')}`;
}

function argument(name: string, arg: Command.Arg.Cached, strict: boolean | undefined): string {
  const shown = `${arg.options?.join('|') ?? name}${strict === false ? ' …' : ''}`;
  return arg.required ? `<${shown}>` : `[${shown}]`;
}

function commandLines(command: Command.Loadable): string[] {
  const { id, args, flags, strict } = command;
  const aliases = [...command.aliases, ...command.hiddenAliases];
  return [
    [
      '  wabot',
      ...id.split(':'),
      ...Object.entries(args).map(([name, arg]) => argument(name, arg, strict)),
    ].join(' '),
    ...(aliases.length > 0 ? [`    also: ${aliases.join(', ')}`] : []),
    ...Object.keys(flags)
      .toSorted()
      .map((name) => flagLine(name, flags[name] as Command.Flag.Cached)),
  ];
}

function surface(): string {
  const { exports } = config.pjson as Interfaces.PJSON & { exports: Record<string, unknown> };
  return [
    'What people and programs rely on. A line that disappears or changes here breaks somebody: say so in CHANGELOG.md.',
    'Rewritten by: npx vitest run test/surface.test.ts --update',
    '',
    'commands',
    '',
    '  wabot --help, -h',
    '  wabot --version, -v',
    ...commands.flatMap((command) => ['', ...commandLines(command)]),
    '',
    'exit codes',
    ...Object.entries({ done: 0, bug: 1, usage: 2, ...exitCodes }).map(
      ([name, code]) => `  ${code} ${name}`,
    ),
    '',
    'imports',
    ...Object.keys(exports).map((path) => `  wabot${path.slice(1)}`),
    '',
  ].join('\n');
}

it('the surface is the one that is written down', async () => {
  await expect(surface()).toMatchFileSnapshot('surface.txt');
});

it('the help texts are those that are written down', { timeout: 120_000 }, async () => {
  const pages = [await wabotHere(['--help'])];
  for (const { id } of commands) pages.push(await wabotHere([...id.split(':'), '--help']));
  const texts = pages.map(({ stdout }) =>
    stdout.replace(config.version, '<version>').replaceAll(/ +$/gm, ''),
  );
  await expect(texts.join(`\n${'-'.repeat(80)}\n\n`)).toMatchFileSnapshot('help.txt');
});

describe('every command', () => {
  it.each(commands)(
    '$id has a summary, a description, an example and --json',
    ({ summary, description, examples, flags }) => {
      expect(summary).toMatch(/^[A-Z].*\.$/);
      expect(description).toMatch(/\.$/);
      expect(examples).not.toHaveLength(0);
      expect(Object.keys(flags)).toContain('json');
      for (const flag of Object.values(flags))
        expect(flag.summary ?? flag.description).toMatch(/\.$/);
    },
  );

  it.each(commands)('$id has help that fits into a terminal', async ({ id }) => {
    const { code, stdout, stderr } = await wabot([...id.split(':'), '--help']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const lines = stdout.split('\n');
    expect(lines.filter((line) => line.length > 80 && !line.trimStart().startsWith('$'))).toEqual(
      [],
    );
    expect(lines.length).toBeLessThanOrEqual(50);
  });
});

describe('exit codes', () => {
  it('0: help and version, which name every command', async () => {
    const help = await wabot(['--help']);
    expect(help).toMatchObject({ code: 0, stderr: '' });
    // Of the hidden ones, `resume` is told in the line of `pause`, and what completions call in no line.
    for (const { id } of commands.filter(({ hidden }) => !hidden))
      expect(help.stdout).toMatch(
        new RegExp(String.raw`^[A-Z ]{11}${id.split(':')[0] ?? ''}\s`, 'm'),
      );
    expect(help.stdout).toContain('`resume`');
    const { version } = JSON.parse(
      readFileSync(join(dirname(import.meta.dirname), 'package.json'), 'utf8'),
    ) as {
      version: string;
    };
    expect(await wabot(['--version'])).toMatchObject({
      code: 0,
      stderr: '',
      stdout: expect.stringContaining(`wabot/${version} `) as string,
    });
  });

  it.each([
    [['nonsense']],
    [['chat', 'hi']],
    [['serve', '--nonsense']],
    [['chat', '--phone', 'x', 'hi']],
    [['transcribe', 'absent.ogg']],
  ])('2: %j is wrong usage', async (args) => {
    const { code, stdout, stderr } = await wabot(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).not.toMatch(/^\s+at .*\(/m);
  });

  it('3: `wabot serve` in an empty folder names everything that must be set', async () => {
    const { code, stderr } = await wabot(['serve']);
    expect(code).toBe(3);
    for (const name of ['GREEN_ID_INSTANCE', 'GREEN_API_TOKEN']) expect(stderr).toContain(name);
    expect(stderr).toContain('.env');
  });

  it('are the same with --json, and the error is data', async () => {
    const { code, stdout } = await wabot(['serve', '--json']);
    expect(code).toBe(3);
    expect(JSON.parse(stdout)).toMatchObject({
      error: { code: 'setup.settings', suggestions: expect.any(Array) as string[] },
    });
  });
});
