import { decodeAnyEncoding } from './decode-text.ts';
import { zipDanger, zipEntries } from './zip-check.ts';

/** What the bot can read. */
export type FileKind = 'text' | 'csv' | 'xlsx' | 'docx' | 'pdf';

/**
 * Why a file is not read: it has no content, takes a password (or is of an old Office), is not whole or not what it should be, would
 * take more than a file may, or takes a package that is not installed.
 */
export type FileFault = 'empty' | 'protected' | 'damaged' | 'unsafe' | 'missing';

/** A file that cannot be read. */
export interface FileProblem {
  fault: FileFault;
  /** Why, as "it …" goes on. */
  says: string;
}

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

/** Why the content of a file cannot be what its name says; undefined where it may be. Unpacks nothing. */
export function contentProblem(kind: FileKind, file: Buffer): FileProblem | undefined {
  const start = file.subarray(0, 1024);
  if (start.length === 0) return { fault: 'empty', says: 'is empty' };
  if (isOldOffice(file))
    return {
      fault: 'protected',
      says: 'is protected by a password or of an old Office; save it without one, in the new format',
    };
  if (kind === 'pdf')
    return start.includes('%PDF-') ? undefined : { fault: 'damaged', says: 'is no PDF' };
  if (kind !== 'xlsx' && kind !== 'docx') return undefined;
  const entries = zipEntries(file);
  if (!entries?.some(({ name }) => name === mainPart[kind]))
    return { fault: 'damaged', says: `is no .${kind}, or damaged; save it once more` };
  return zipDanger(entries);
}

const mainPart = { xlsx: 'xl/workbook.xml', docx: 'word/document.xml' } as const;

/** Old Office files and those behind a password are in the same container. */
function isOldOffice(file: Buffer): boolean {
  return file.subarray(0, 8).toString('hex') === 'd0cf11e0a1b11ae1';
}

/**
 * What a file of a stranger is by its content; its name tells only a table from another text, and what a damaged zip should be.
 * Undefined: nothing that is read.
 */
export function kindByContent(file: Buffer, name: string): FileKind | undefined {
  if (file.subarray(0, 1024).includes('%PDF-')) return 'pdf';
  if (isOldOffice(file)) return 'docx';
  if (file.subarray(0, 4).toString('latin1') === 'PK\u0003\u0004') {
    const entries = zipEntries(file) ?? [];
    const isSheet = entries.some((entry) => entry.name === mainPart.xlsx);
    return isSheet || /\.xls[xm]?\s*$/i.test(name) ? 'xlsx' : 'docx';
  }
  const text = decodeAnyEncoding(file.subarray(0, 65_536));
  if (text === undefined || /(?![\t\n\f\v])\p{Cc}/u.test(text)) return undefined;
  return /\.[ct]sv\s*$/i.test(name) ? 'csv' : 'text';
}
