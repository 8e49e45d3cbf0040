import { zipDanger, zipEntries } from './zip-check.ts';

/** What the bot can read. */
export type FileKind = 'text' | 'csv' | 'xlsx' | 'docx' | 'pdf';

const byExtension: Readonly<Record<string, FileKind>> = {
  '.md': 'text',
  '.txt': 'text',
  '.csv': 'csv',
  '.xlsx': 'xlsx',
  '.docx': 'docx',
  '.pdf': 'pdf',
};

/** What people would expect to be read, and as what to save it. */
const saveAs: Readonly<Record<string, string>> = {
  '.doc': '.docx',
  '.odt': '.docx',
  '.rtf': '.docx',
  '.xls': '.xlsx',
  '.ods': '.xlsx',
  '.numbers': '.xlsx',
  '.pages': '.docx',
  '.ppt': '.pdf',
  '.pptx': '.pdf',
  '.html': '.md',
};

/** A file whose name ends so is read as this; undefined: it is left alone. */
export function kindByExtension(extension: string): FileKind | undefined {
  return byExtension[extension.toLowerCase()];
}

/** The ending as which to save a file that cannot be read; undefined where nobody expects it to be. */
export function betterExtension(extension: string): string | undefined {
  return saveAs[extension.toLowerCase()];
}

/** Why the content of a file cannot be what its name says, as "it …" goes on; undefined where it may be. Unpacks nothing. */
export function contentProblem(kind: FileKind, file: Buffer): string | undefined {
  const start = file.subarray(0, 1024);
  if (start.length === 0) return 'is empty';
  if (start.subarray(0, 8).toString('hex') === 'd0cf11e0a1b11ae1')
    return 'is protected by a password or of an old Office; save it without one, in the new format';
  if (kind === 'pdf') return start.includes('%PDF-') ? undefined : 'is no PDF';
  if (kind !== 'xlsx' && kind !== 'docx') return undefined;
  const entries = zipEntries(file);
  const part = kind === 'xlsx' ? 'xl/workbook.xml' : 'word/document.xml';
  if (!entries?.some(({ name }) => name === part))
    return `is no .${kind}, or damaged; save it once more`;
  return zipDanger(entries);
}
