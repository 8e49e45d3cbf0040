import { decodeAnyEncoding, hasLostLetters } from './decode-text.ts';
import type { FileKind } from './file-kind.ts';
import { htmlText } from './html-text.ts';
import { csvRows } from './csv-rows.ts';
import { mergedInSheet, sheetsOf } from './sheet-parts.ts';
import { sheetText } from './sheet-text.ts';
import { zipEntries, zipText } from './zip-check.ts';

/** What a file says, and what its owner should know of it; each of these goes on after "it". */
export interface FileText {
  text: string;
  remarks: string[];
}

/** What a reader may take of a file. */
export interface ReadLimits {
  /** So many pages of a PDF. */
  pages: number;
}

/** The file cannot be read; the message goes on after "it". */
export class UnreadableFile extends Error {}

/**
 * The text of a file. Rejects with UnreadableFile, or with whatever the reader of a kind makes of a file that was built to harm: run it in
 * a process that may die.
 */
export function readFileText(
  kind: FileKind,
  file: Buffer,
  limits: ReadLimits,
): Promise<FileText> | FileText {
  return readers[kind](file, limits);
}

type Reader = (file: Buffer, limits: ReadLimits) => Promise<FileText> | FileText;

const readers: Readonly<Record<FileKind, Reader>> = {
  text: (file) => ({ text: plainText(file), remarks: [] }),
  csv: readCsv,
  xlsx: readXlsx,
  docx: readDocx,
  pdf: readPdf,
};

function plainText(file: Buffer): string {
  const text = decodeAnyEncoding(file);
  if (text === undefined) throw new UnreadableFile('is no text');
  return text;
}

async function readCsv(file: Buffer): Promise<FileText> {
  const text = plainText(file);
  const [head = ''] = text.split('\n', 1);
  const delimiter = [';', '\t', ','].toSorted(
    (one, other) => times(other, head) - times(one, head),
  )[0];
  const rows = await csvRows(text, { delimiter: delimiter ?? ';' });
  const lost = hasLostLetters(text)
    ? ['seems to have lost Kazakh letters (? within words); save it as CSV UTF-8']
    : [];
  return { text: sheetText(rows), remarks: lost };
}

function times(mark: string, text: string): number {
  return text.split(mark).length;
}

async function readXlsx(file: Buffer): Promise<FileText> {
  const { default: readSheets } = await import('read-excel-file/node');
  const entries = zipEntries(file) ?? [];
  const known = sheetsOf(file, entries);
  const hidden = known.filter(({ isHidden }) => isHidden).map(({ name }) => name);
  const sheets = (await readSheets(file)) as { sheet: string; data: unknown[][] }[];
  const shown = sheets.filter(({ sheet }) => !hidden.includes(sheet));
  const parts = shown.map(({ sheet, data }) => {
    const part = known.find(({ name }) => name === sheet)?.part;
    const merged = part === undefined ? [] : mergedInSheet(zipText(file, entries, part));
    const rows = data.map((row) => row.map(cellText));
    const text = sheetText(rows, merged);
    return text === '' ? '' : `## ${sheet}\n\n${text}`;
  });
  const remarks = hidden.map((sheet) => `has a hidden sheet «${sheet}», which is left out`);
  return { text: parts.filter((part) => part !== '').join('\n\n'), remarks };
}

function cellText(cell: unknown): string {
  if (typeof cell === 'string') return cell;
  if (typeof cell === 'number' || typeof cell === 'boolean') return String(cell);
  if (!(cell instanceof Date)) return '';
  const iso = cell.toISOString();
  // A time of day is a moment of Excel's first day.
  return iso.startsWith('1899-12')
    ? iso.slice(11, 16)
    : iso.slice(0, iso.endsWith('T00:00:00.000Z') ? 10 : 16).replace('T', ' ');
}

async function readDocx(buffer: Buffer): Promise<FileText> {
  const { default: mammoth } = await import('mammoth');
  const convertImage = mammoth.images.imgElement(() => Promise.resolve({ src: '' }));
  const { value } = await mammoth.convertToHtml({ buffer }, { convertImage });
  return { text: htmlText(value), remarks: [] };
}

async function readPdf(file: Buffer, { pages: most }: ReadLimits): Promise<FileText> {
  const { getDocumentProxy } = await import('unpdf');
  const pdf = await getDocumentProxy(new Uint8Array(file));
  const { numPages: totalPages } = pdf;
  const pages: string[] = [];
  for (let number = 1; number <= Math.min(totalPages, most); number += 1)
    pages.push(await pageText(await pdf.getPage(number)));
  const remarks = pages.flatMap((page, index) => pageRemark(page, index + 1));
  const good = pages.filter((page, index) => pageRemark(page, index + 1).length === 0);
  if (totalPages > most) remarks.push(`has ${totalPages} pages, of which ${most} were read`);
  return {
    text: good.map((page) => page.replace(/(\p{L})-\n(\p{Ll})/gu, '$1$2')).join('\n\n'),
    remarks,
  };
}

interface PdfPage {
  getTextContent(): Promise<{ items: readonly object[] }>;
}

/** The text of a page, a line for each that it draws; what marks its structure has no words. */
async function pageText(page: PdfPage): Promise<string> {
  const { items } = await page.getTextContent();
  return items
    .map((item) =>
      'str' in item ? `${String(item.str)}${'hasEOL' in item && item.hasEOL ? '\n' : ''}` : '',
    )
    .join('');
}

function pageRemark(page: string, number: number): string[] {
  if (page.trim() === '') return [`page ${number} is a scan without text`];
  const letters = page.match(/[\p{L}\p{Co}\uFFFD]/gu) ?? [];
  const known = page.match(/[\p{Script=Cyrillic}\p{Script=Latin}]/gu) ?? [];
  return letters.length > 20 && known.length < letters.length * 0.7
    ? [`page ${number} has letters that cannot be read`]
    : [];
}
