import { mkdtempSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { misnamedEnv } from '../../../src/core/settings/misnamed-env.ts';
import { wabotHere } from '../../cli.ts';
import { useFolder } from '../../folder.ts';

const parent = useFolder();
const withFolder = <T>(work: (folder: string) => Promise<T>): Promise<T> =>
  work(mkdtempSync(join(parent(), 'folder-')));

describe('a file of settings under another name', () => {
  it.each([
    ['.env.txt', 'OPENAI_API_KEY=sk-1\n', true],
    ['env', '\ufeff\r\nGREEN_API_TOKEN = x\r\n', true],
    ['.env.example', 'OPENAI_API_KEY=\nGREEN_API_TOKEN=\n', false],
    ['.env.example', 'OPENAI_API_KEY=\nGREEN_API_TOKEN=x', true],
    ['.env.local', 'OPENAI_API_KEY=sk-1', true],
    ['_env', 'OPENAI_API_KEY=sk-1', true],
    ['notes.txt', 'OPENAI_API_KEY=sk-1', false],
  ])('%s with %j: %s', (name, text, expected) =>
    withFolder(async (folder) => {
      await writeFile(join(folder, name), text);
      expect(misnamedEnv(folder)).toBe(expected ? name : undefined);
      await writeFile(join(folder, '.env'), '');
      expect(misnamedEnv(folder)).toBeUndefined();
    }),
  );

  it('is read in the encoding of Windows, too', () =>
    withFolder(async (folder) => {
      await writeFile(join(folder, '.env.txt'), '\ufeffOPENAI_API_KEY=sk-1', 'utf16le');
      expect(misnamedEnv(folder)).toBe('.env.txt');
    }));

  it.each([['chat', '--phone', '77001234567', 'Hi'], ['doctor', 'settings'], ['serve']])(
    'is named by %s',
    (...args) =>
      withFolder(async (folder) => {
        await writeFile(join(folder, '.env.txt'), 'OPENAI_API_KEY=sk-1');
        const { code, stdout, error } = await wabotHere(args, { cwd: folder });
        expect(code).toBe(3);
        expect(`${stdout}${JSON.stringify(error)}`).toContain(
          '.env.txt holds settings, which nothing reads: rename it to .env',
        );
      }),
  );
});

describe('a .env that cannot be read', () => {
  it.each(['87001234567', '77001234567'])('is blamed on the file, not on --phone %s', (phone) =>
    withFolder(async (folder) => {
      await writeFile(join(folder, '.env'), 'OPENAI_API_KEY=sk-1', 'utf16le');
      for (const args of [
        ['chat', 'Hi'],
        ['history', 'show'],
        ['history', 'clear'],
        ['logs', '--chat'],
      ]) {
        const flags = args.includes('--chat') ? [phone] : ['--phone', phone];
        const { code, error } = await wabotHere([...args, ...flags], { cwd: folder });
        expect({ code, error }).toMatchObject({ code: 3, error: { code: 'setup.env-file' } });
        expect(String(error)).toMatch(/^\w+: The file .*\.env cannot be used/);
      }
    }),
  );
});
