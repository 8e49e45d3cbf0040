import { existsSync, openSync, readSync, closeSync } from 'node:fs';
import { join } from 'node:path';

/** What people and editors make of the name `.env`; the last is the example that somebody filled in. */
const names = [
  '.env.txt',
  'env.txt',
  '.env.env',
  'env',
  '_env',
  '.ENV',
  '.env.local',
  '.env.example',
];

/** So much of such a file is looked at, bytes. */
const headBytes = 64 * 1024;

/** A line that sets what nobody can do without. */
const filledIn =
  /^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?[^\S\n]*(?:export[^\S\n]+)?(?:OPENAI_API_KEY|OPEN_AI_KEY|OPENAI_BASE_URL|GREEN_API_TOKEN|GREEN_ID_INSTANCE)[^\S\n]*=[^\S\n]*\S/m;

/** The file in a folder without `.env` that holds its settings under another name; undefined when none does. */
export function misnamedEnv(folder: string = process.cwd()): string | undefined {
  if (existsSync(join(folder, '.env'))) return undefined;
  return names.find((name) => filledIn.test(headOf(join(folder, name))));
}

/** What to do about such a file; empty when there is none. */
export function misnamedAdvice(): string[] {
  const name = misnamedEnv();
  if (name === undefined) return [];
  const hint = name.endsWith('.txt')
    ? ' (Windows hides the .txt: let it show file name extensions first)'
    : '';
  return [
    `There is no file .env here, but ${name} holds settings, which nothing reads: rename it to .env${hint}.`,
  ];
}

/** The beginning of a file, also of one in UTF-16; empty when it cannot be read. */
function headOf(path: string): string {
  try {
    const file = openSync(path, 'r');
    try {
      const bytes = Buffer.alloc(headBytes);
      return bytes.toString('latin1', 0, readSync(file, bytes)).replaceAll('\0', '');
    } finally {
      closeSync(file);
    }
  } catch {
    return '';
  }
}
