import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readEnvironment } from '../../../src/core/settings/environment.ts';
import { SetupError } from '../../../src/core/errors.ts';

let parent: string;
beforeAll(() => {
  parent = mkdtempSync(join(tmpdir(), 'wabot-environment-'));
});
afterAll(() => rmSync(parent, { recursive: true }));

function folderWith(content: string | Uint8Array): string {
  const folder = mkdtempSync(join(parent, 'folder-'));
  writeFileSync(join(folder, '.env'), content);
  return folder;
}

function read(content: string | Uint8Array): Readonly<Record<string, string | undefined>> {
  return readEnvironment(folderWith(content), {}).values;
}

function problem(content: string | Uint8Array): SetupError {
  try {
    read(content);
  } catch (error) {
    if (error instanceof SetupError) return error;
  }
  throw new Error('expected a SetupError');
}

describe('readEnvironment', () => {
  it.each([
    ['A=1\nB=two words', { A: '1', B: 'two words' }],
    ['\ufeffA=1\r\nB="x"\r\n', { A: '1', B: 'x' }],
    ['A=1\rB=2', { A: '1', B: '2' }],
    ['# words "\n\n  A = 1 # note\n', { A: '1' }],
    ['export A=1\n  export  B="2"', { A: '1', B: '2' }],
    ['A="double"\nB=\'single\'\nC=`back`', { A: 'double', B: 'single', C: 'back' }],
    ['A="x # y" # note\nB="x"#note', { A: 'x # y', B: 'x' }],
    ['A="one\\ntwo"\nB=one\\ntwo', { A: 'one\ntwo', B: 'one\\ntwo' }],
    ['A="one\ntwo=2\n# three"\nB=4', { A: 'one\ntwo=2\n# three', B: '4' }],
    ["A=ab#cd\nB=it's#1\nC=#only a note", { A: 'ab#cd', B: "it's#1", C: '' }],
    ['A=\nB=', { A: '', B: '' }],
    ['A=b=c\nB=it\'s "so"', { A: 'b=c', B: 'it\'s "so"' }],
    ['CITY=Алматы', { CITY: 'Алматы' }],
    ['', {}],
  ])('reads %j', (content, expected) => {
    expect(read(content)).toEqual(expected);
  });

  it('reads a private key over several lines, and one with written line ends', () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    expect(read(`A="${pem.replaceAll('\n', '\r\n')}"\nB=2`)).toEqual({ A: pem, B: '2' });
    expect(read(`A="${pem.replaceAll('\n', '\\n')}"`)).toEqual({ A: pem });
  });

  it('puts real variables over the file, blank ones too, and says where each came from', () => {
    const folder = folderWith('A=file\nB=file\nC=file');
    expect(readEnvironment(folder, { B: 'real', C: '', D: 'real' })).toEqual({
      values: { A: 'file', B: 'real', C: '', D: 'real' },
      sources: { A: '.env', B: 'environment', C: 'environment', D: 'environment' },
      file: { A: 'file', B: 'file', C: 'file' },
    });
  });

  it('does without a file, and takes the variables of the process by itself', () => {
    const folder = mkdtempSync(join(parent, 'folder-'));
    expect(readEnvironment(folder, { A: '1' }).values).toEqual({ A: '1' });
    expect(readEnvironment(folder).values['PATH']).toBe(process.env['PATH']);
  });

  it.each([
    ['a word alone', 'A=1\nhunter2\nB=2', /line 2 is not NAME=value/],
    ['another syntax', 'A: hunter2', /line 1 is not NAME=value/],
    [
      'a name with a Cyrillic letter',
      'A=1\n ОPENAI_API_KEY = x',
      /line 2 has letters .* not Latin/,
    ],
    ['no name', '=hunter2', /line 1 is not NAME=value/],
    ['an open quote', '\n\nA="hunter2\nB=2', /line 3 opens a quote that is never closed/],
    [
      'words after a quote',
      'A="hunter2" and more\nB=2',
      /line 1 has something after its closing quote/,
    ],
    ['an escaped quote', 'A="hunter2 \\"x\\""', /line 1 has something after its closing quote/],
    [
      'a key without quotes',
      'A=-----BEGIN PRIVATE KEY-----\nhunter2/+\n-----END PRIVATE KEY-----',
      /line 2 is not[^]*line 3 is not/,
    ],
    ['UTF-16', Buffer.from('\ufeffA=hunter2', 'utf16le'), /not UTF-8 text but UTF-16.*Notepad/],
    [
      'UTF-16 of the other order',
      Buffer.from('\ufeffA=hunter2', 'utf16le').swap16(),
      /not UTF-8 text but UTF-16/,
    ],
    ['UTF-16 without its mark', Buffer.from('A=hunter2', 'utf16le'), /not UTF-8 text but UTF-16/],
    [
      'Windows-1251',
      Buffer.from([0x41, 0x3d, 0x31, 0x0a, 0x23, 0xcf, 0xf0, 0xe8, 0x0a]),
      /not UTF-8 text \(line 2 .*Windows-1251/,
    ],
    ['broken letters', Buffer.from([0x41, 0x3d, 0xff]), /not UTF-8 text \(line 1 /],
    ['another sort of file', Buffer.alloc(1_000_001, 'A=1\n'), /larger than 1 MB/],
  ])('refuses %s and does not repeat it', (_, content, expected) => {
    const error = problem(content);
    expect(error.code).toBe('setup.env-file');
    expect(error.message).toMatch(expected);
    expect(error.message).toContain(join(parent, 'folder-'));
    expect(`${error.message} ${error.suggestions.join(' ')} ${String(error.cause)}`).not.toContain(
      'hunter2',
    );
  });

  it('names the first bad lines of very many, and how many more there are', () => {
    const { message } = problem('hunter2\n'.repeat(50_000));
    expect(message.split('\n')).toHaveLength(12);
    expect(message).toContain('and 49990 more lines like these');
  });

  it.each([
    ['"sk-1"', 'sk-1'],
    [" 'sk-1' ", 'sk-1'],
    ['""', ''],
    ['"', '"'],
    ['"sk-1', '"sk-1'],
    ['"one" and "two"', '"one" and "two"'],
    ['{"type":"service_account"}', '{"type":"service_account"}'],
    ['\'{"a":"b"}\'', '{"a":"b"}'],
    ['"{"a":"b"}"', '{"a":"b"}'],
    ["it's", "it's"],
    ['"-----BEGIN\\nX\\n"', '-----BEGIN\\nX\\n'],
  ])('takes the quotes off that docker has kept: %s', (written, meant) => {
    const folder = mkdtempSync(join(parent, 'folder-'));
    expect(readEnvironment(folder, { A: written }).values).toEqual({ A: meant });
  });

  it('leaves quotes in quotes of the file as they are', () => {
    expect(read(`A="'x'"`)).toEqual({ A: "'x'" });
  });

  it('refuses a folder in the place of the file', () => {
    const folder = mkdtempSync(join(parent, 'folder-'));
    mkdirSync(join(folder, '.env'));
    expect(() => readEnvironment(folder, {})).toThrow(/\.env cannot be used:\n.*it is a folder/);
  });
});
