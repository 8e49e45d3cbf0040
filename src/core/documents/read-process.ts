import { readFile } from 'node:fs/promises';
import { endWithParent } from './end-with-parent.ts';
import type { FileKind, FileProblem } from './file-kind.ts';
import { readFileText, UnreadableFile, type FileText, type ReadLimits } from './read-file.ts';

/** What the child is sent: a file to read, and how much of it. */
export interface ReadRequest extends Partial<ReadLimits> {
  /** A path, or the content. */
  file: string | Uint8Array;
  kind: FileKind;
  /** The longest text that is kept. */
  characters?: number;
}

/** What it answers. */
export type ReadAnswer = FileText | { problem: FileProblem };

/** How much is read where nothing else is said: of what a business gives its own bot. */
const usual = { pages: 100, characters: 400_000 };

/** PDF readers write their doubts there. */
console.log = console.warn = () => {};

process.on('message', (request: ReadRequest) => {
  void answer({ ...usual, ...request }).then((said) => process.send?.(said));
});
endWithParent();

async function answer({
  file,
  kind,
  pages,
  characters,
}: Required<ReadRequest>): Promise<ReadAnswer> {
  try {
    const content = typeof file === 'string' ? await readFile(file) : Buffer.from(file);
    const { text, remarks } = await readFileText(kind, content, { pages });
    if (text.length <= characters) return { text, remarks };
    const end = text.lastIndexOf('\n', characters);
    return {
      text: text.slice(0, end > characters / 2 ? end : characters).toWellFormed(),
      remarks: [...remarks, `is longer than ${characters} characters; the rest is left out`],
    };
  } catch (error) {
    return { problem: problemOf(error) };
  }
}

function problemOf(error: unknown): FileProblem {
  if (error instanceof UnreadableFile) return { fault: 'damaged', says: error.message };
  const { name = '', code = '', message = '' } = error as Partial<Record<string, string>>;
  const missing = /Cannot find (?:package|module) '([^'/]+)/.exec(message)?.[1];
  if (code === 'ERR_MODULE_NOT_FOUND' && missing !== undefined)
    return {
      fault: 'missing',
      says: `takes the package ${missing}, which is not installed: npm install ${missing}`,
    };
  return name === 'PasswordException'
    ? { fault: 'protected', says: 'is protected by a password' }
    : { fault: 'damaged', says: 'cannot be read; save it once more' };
}
