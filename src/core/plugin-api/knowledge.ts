/** How a source of documents writes a table: so that a row keeps its headings. */
export { markdownTable } from '../knowledge/markdown-table.ts';
