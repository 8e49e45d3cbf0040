import { readFile } from 'node:fs/promises';
import type { FileKind } from './file-kind.ts';
import { readFileText, UnreadableFile, type FileText } from './read-file.ts';

/** What the child is sent: a file to read. */
export interface ReadRequest {
  path: string;
  kind: FileKind;
}

/** What it answers. */
export type ReadAnswer = FileText | { problem: string };

/** The longest text that is kept of one file, in characters. */
const mostCharacters = 400_000;

/** PDF readers write their doubts there. */
console.log = console.warn = () => {};

process.on('message', ({ path, kind }: ReadRequest) => {
  void answer(path, kind).then((said) => process.send?.(said));
});
// Whoever asked is gone.
process.on('disconnect', () => process.exit());

async function answer(path: string, kind: FileKind): Promise<ReadAnswer> {
  try {
    const { text, remarks } = await readFileText(kind, await readFile(path));
    if (text.length <= mostCharacters) return { text, remarks };
    const cut = text.slice(0, text.lastIndexOf('\n', mostCharacters));
    return {
      text: cut,
      remarks: [...remarks, `is longer than ${mostCharacters} characters; the rest is left out`],
    };
  } catch (error) {
    return { problem: problemOf(error) };
  }
}

function problemOf(error: unknown): string {
  if (error instanceof UnreadableFile) return error.message;
  const { name = '', code = '', message = '' } = error as Partial<Record<string, string>>;
  const missing = /Cannot find (?:package|module) '([^'/]+)/.exec(message)?.[1];
  if (code === 'ERR_MODULE_NOT_FOUND' && missing !== undefined)
    return `takes the package ${missing}, which is not installed: npm install ${missing}`;
  return name === 'PasswordException'
    ? 'is protected by a password'
    : 'cannot be read; save it once more';
}
