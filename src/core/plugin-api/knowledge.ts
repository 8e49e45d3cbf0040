/** How a source of documents reads files and writes tables: so that a row keeps its headings. */
export { betterExtension, contentProblem, kindByExtension } from '../documents/file-kind.ts';
export type { FileKind } from '../documents/file-kind.ts';
export { FileReader } from '../documents/file-reader.ts';
export { markdownTable } from '../documents/markdown-table.ts';
export { csvRows, type CsvForm } from '../documents/csv-rows.ts';
export type { Merged } from '../documents/merged-cells.ts';
export { sheetText } from '../documents/sheet-text.ts';
