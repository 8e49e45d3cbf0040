import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { readSettings } from '../../../../src/core/settings/read-settings.ts';
import plugin from '../../../../src/plugins/memory/keyv/index.ts';
import { useFolder } from '../../../folder.ts';

const folder = useFolder();
const keyvPath = createRequire(import.meta.url).resolve('keyv');
const legacyMap = join(import.meta.dirname, 'legacy-map.ts');
const taken = { value: 'value', keys: ['key'], namespace: 'wabot' };

function installed(name: string, packageJson: object, files: Record<string, string>): void {
  const at = join(folder(), 'node_modules', name);
  mkdirSync(at, { recursive: true });
  writeFileSync(
    join(at, 'package.json'),
    JSON.stringify({ name, version: '1.0.0', ...packageJson }),
  );
  for (const [file, text] of Object.entries(files)) writeFileSync(join(at, file), text);
}

async function run(...args: string[]): Promise<Record<string, unknown>> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [join(import.meta.dirname, 'child.ts'), ...args],
    {
      cwd: folder(),
    },
  );
  return JSON.parse(stdout) as Record<string, unknown>;
}

const inherits = `import { LegacyMap } from ${JSON.stringify(legacyMap)};`;

describe('memory/keyv', () => {
  it('takes the default export of a package of the folder, also one that can only be imported', async () => {
    const text = `${inherits} export default class extends LegacyMap { constructor(uri) { super(); if (uri !== 'some://where') throw new Error(uri); } }`;
    installed(
      '@some/adapter',
      { type: 'module', exports: { '.': { import: './main.js' } } },
      { 'main.js': text },
    );
    expect(await run('@some/adapter', 'some://where')).toMatchObject(taken);
    const refused = await run('@some/adapter', 'secret://elsewhere');
    expect(refused).toMatchObject({
      code: 'setup.memory.adapter',
      message: expect.stringContaining('KEYV_URI'),
    });
    expect(JSON.stringify(refused)).not.toContain('secret');
  });

  it('takes the first class that is an adapter among named exports, with options', async () => {
    const text = `${inherits} export const a = () => {}; export function make() {} export class Options {}
      export class Adapter extends LegacyMap { constructor({ size }) { super(); if (size !== 3) throw new Error('no'); } }`;
    installed('named', { type: 'module', main: 'main.js' }, { 'main.js': text });
    expect(await run('named', '{"size":3}')).toMatchObject(taken);
  });

  it('takes a CommonJS package', async () => {
    const text = `const { KeyvMemoryAdapter } = require(${JSON.stringify(keyvPath)});
      exports.__esModule = true; exports.default = class extends KeyvMemoryAdapter { constructor() { super(new Map()); } };`;
    installed('common', { main: 'main.js' }, { 'main.js': text });
    expect(await run('common')).toMatchObject({ ...taken, findings: [{ level: 'ok' }] });
  });

  it('says how to install what is missing', async () => {
    expect(await run('@some/absent', 'postgres://u:secret@host')).toEqual({
      code: 'setup.memory.adapter',
      message: 'The Keyv adapter @some/absent is not installed',
      suggestions: [
        'Run: npm install --legacy-peer-deps @some/absent keyv@6',
        'Or name another one in KEYV_ADAPTER.',
      ],
    });
  });

  it('tells a package that is broken from one that is missing, and from one that is something else', async () => {
    installed(
      'broken',
      { type: 'module', main: 'main.js' },
      { 'main.js': "import 'absent-driver';" },
    );
    expect(await run('broken')).toMatchObject({
      message: expect.stringMatching(/broken .*cannot be loaded: .*absent-driver/),
    });
    installed(
      'other',
      { type: 'module', main: 'main.js' },
      { 'main.js': 'export default class {}' },
    );
    expect(await run('other')).toMatchObject({
      message: 'The package other contains no Keyv storage adapter',
    });
  });

  it('refuses settings that cannot be', () => {
    const { problems } = readSettings(plugin.settings, {
      KEYV_ADAPTER: '../file.js',
      KEYV_URI: '{size',
    });
    expect(problems).toHaveLength(2);
    expect(readSettings(plugin.settings, {}).problems.join()).toContain('KEYV_ADAPTER');
  });
});
