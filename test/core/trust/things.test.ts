import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { traceOrigins, type Environment } from '../../../src/core/origins.ts';
import { optionalText } from '../../../src/core/settings/settings.ts';
import { findPackage, isInside, ownRoot } from '../../../src/core/trust/find.ts';
import { pluginThings, settingThings, thingLine } from '../../../src/core/trust/things.ts';
import { useFolder } from '../../folder.ts';

const parent = useFolder();
const table = {
  program: optionalText('TOOL', { summary: 'A program', runs: { program: 'tool' } }),
  package: optionalText('ADAPTER', { summary: 'A package', runs: 'package' }),
  other: optionalText('OTHER', { summary: 'Nothing that runs' }),
};

function makeFolder(): string {
  return realpathSync(mkdtempSync(join(parent(), 'folder-')));
}

function program(folder: string, name: string): string {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), '#!/bin/sh\n');
  chmodSync(join(folder, name), 0o755);
  return join(folder, name);
}

function installed(folder: string, name: string, manifest: object = {}): string {
  const path = join(folder, 'node_modules', name);
  mkdirSync(path, { recursive: true });
  writeFileSync(join(path, 'package.json'), JSON.stringify({ name, ...manifest }));
  return path;
}

function fromFile(file: Record<string, string>, real: Record<string, string> = {}): Environment {
  const sources = Object.fromEntries(
    Object.keys(file).map((name) => [name, name in real ? 'environment' : '.env']),
  );
  return traceOrigins({ ...file, ...real }, file, sources);
}

describe('a program that .env names', () => {
  it.each(['bin/tool', './bin/tool', '../elsewhere/tool'])(
    'as %s is asked for by the file that would run',
    (value) => {
      const folder = makeFolder();
      const file = program(join(folder, 'here/bin'), 'tool');
      const other = program(join(folder, 'elsewhere'), 'tool');
      const path = value.includes('elsewhere') ? other : file;
      expect(settingThings(table, fromFile({ TOOL: value }), join(folder, 'here'))).toEqual([
        { kind: 'program', name: 'TOOL', path },
      ]);
    },
  );

  it('through a link is the file behind it', () => {
    const folder = makeFolder();
    const file = program(join(folder, 'elsewhere'), 'other');
    symlinkSync(file, join(folder, 'tool'));
    expect(settingThings(table, fromFile({ TOOL: './tool' }), folder)).toMatchObject([
      { path: file },
    ]);
  });

  it('needs no question where the environment names it, where there is none, and where it may not be run', () => {
    const folder = makeFolder();
    const file = program(folder, 'tool');
    writeFileSync(join(folder, 'text'), '');
    expect(settingThings(table, fromFile({ TOOL: file }, { TOOL: file }), folder)).toEqual([]);
    expect(settingThings(table, fromFile({ TOOL: './absent' }), folder)).toEqual([]);
    expect(settingThings(table, fromFile({ TOOL: './text' }), folder)).toEqual([]);
    expect(settingThings(table, fromFile({ OTHER: file }), folder)).toEqual([]);
  });

  it('needs no question where the system has it under its own name, and nothing else passes for that', () => {
    const [folder, system] = [makeFolder(), makeFolder()];
    const file = program(system, 'tool');
    const shell = program(system, 'shell');
    const local = program(join(folder, 'node_modules/.bin'), 'tool');
    const PATH = [join(folder, 'node_modules/.bin'), system].join(delimiter);
    const things = (value: string) =>
      settingThings(table, { ...fromFile({ TOOL: value }), PATH }, folder);
    expect(things(file)).toEqual([]);
    expect(things(shell)).toMatchObject([{ path: shell }]);
    expect(things('shell')).toMatchObject([{ path: shell }]);
    // npx puts the folder's own programs before all others.
    expect(things('tool')).toMatchObject([{ path: local }]);
    expect(things(local)).toMatchObject([{ path: local }]);
  });
});

describe('a package that a setting names', () => {
  it('is asked for where it is installed for the folder or above it, and a file of the folder names it', () => {
    const folder = makeFolder();
    const [near, above] = [
      installed(join(folder, 'here'), 'near'),
      installed(folder, '@some/above'),
    ];
    const things = (name: string) =>
      settingThings(table, fromFile({ ADAPTER: name }), join(folder, 'here'));
    expect(things('near')).toEqual([{ kind: 'package', name: 'ADAPTER', path: near }]);
    expect(things('@some/above')).toMatchObject([{ path: above }]);
    expect(things('absent')).toEqual([]);
    expect(settingThings(table, { ADAPTER: 'near' }, join(folder, 'here'))).toEqual([]);
  });

  it('may be the folder itself', () => {
    const folder = makeFolder();
    writeFileSync(join(folder, 'package.json'), '{ "name": "self", "exports": "./evil.js" }');
    expect(settingThings(table, fromFile({ ADAPTER: 'self' }), folder)).toMatchObject([
      { path: folder },
    ]);
  });

  it('needs no question where wabot uses the same one', () => {
    const folder = makeFolder();
    mkdirSync(join(folder, 'node_modules'));
    symlinkSync(findPackage('keyv', ownRoot) ?? '', join(folder, 'node_modules/keyv'));
    expect(settingThings(table, fromFile({ ADAPTER: 'keyv' }), folder)).toEqual([]);
    expect(settingThings(table, fromFile({ ADAPTER: 'ioredis' }), makeFolder())).toEqual([]);
  });
});

describe('plugins', () => {
  it('are found where Node finds them; what is not there, or is no name, is absent', () => {
    const folder = makeFolder();
    const above = installed(folder, 'wabot-plugin-above');
    const near = installed(join(folder, 'here'), '@some/wabot-plugin-near');
    installed(join(folder, 'here'), 'wabot-plugin-a/../../evil');
    const names = [
      'wabot-plugin-above',
      '@some/wabot-plugin-near',
      'wabot-plugin-absent',
      'wabot-plugin-a/../../evil',
    ];
    expect(pluginThings(names, join(folder, 'here'))).toEqual({
      found: [
        { kind: 'plugin', name: 'wabot-plugin-above', path: above },
        { kind: 'plugin', name: '@some/wabot-plugin-near', path: near },
      ],
      absent: ['wabot-plugin-absent', 'wabot-plugin-a/../../evil'],
    });
  });

  it('are shown with their version, and with nothing that moves the cursor', () => {
    const path = installed(makeFolder(), 'wabot-plugin-a', { version: '1.2.3-beta.1' });
    expect(thingLine({ kind: 'plugin', name: 'wabot-plugin-a', path })).toBe(
      `plugin wabot-plugin-a 1.2.3-beta.1: ${path}`,
    );
    const evil = installed(makeFolder(), 'wabot-plugin-b', { version: '1\u001b[2J' });
    expect(thingLine({ kind: 'plugin', name: 'wabot-plugin-b', path: evil })).toBe(
      `plugin wabot-plugin-b: ${evil}`,
    );
    expect(thingLine({ kind: 'program', name: 'TOOL', path: '/a\u001b[2K\n\u202eb' })).toBe(
      'program that TOOL names: /a?[2K??b',
    );
  });
});

it.each([
  ['/a/b', '/a', true],
  ['/a', '/a', true],
  ['/a/..b', '/a', true],
  ['/ab', '/a', false],
  ['/', '/a', false],
])('%s is inside of %s: %s', (path, folder, inside) => {
  expect(isInside(path, folder)).toBe(inside);
});
