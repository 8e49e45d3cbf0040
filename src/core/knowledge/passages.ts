import { splitDocuments } from './documents.ts';
import { cellsOf, isRule } from '../documents/markdown-table.ts';

/** A piece of a document that can be read by itself. */
export interface KnowledgePassage {
  /** The name of the document. */
  document: string;
  /** The headings that it stands under, joined by ` › `; empty where there are none. */
  heading: string;
  /** What it says; of a row every cell with its heading. */
  text: string;
  /** True for a row of a table. */
  row?: true;
  /** Its place among the passages of its version, from 0; of what a search has found. */
  number?: number;
}

/** A passage of prose is about so long, in characters, and at most twice. */
const usualLength = 800;

/** A piece of one document: prose, or a table whose first row holds the headings. */
export type DocumentBlock = { heading: string } & (
  | { prose: string; table?: never }
  | { table: readonly (readonly string[])[]; prose?: never }
);

/** Every document of a joined text, cut into passages: prose between its headings, tables by their rows, which keep theirs. */
export function passagesOf(text: string): KnowledgePassage[] {
  return splitDocuments(text).flatMap(({ name, text: whole }) =>
    blocksOf(whole).flatMap((block) => passagesOfBlock(name, block)),
  );
}

/** The headings, prose and tables of a text in Markdown, in their order. */
export function blocksOf(markdown: string): DocumentBlock[] {
  const blocks: DocumentBlock[] = [];
  const headings: string[] = [];
  const lines = markdown.split('\n');
  let prose: string[] = [];
  const heading = (): string => headings.filter(Boolean).join(' › ');
  const endProse = (): void => {
    const text = prose.join('\n').trim();
    if (text !== '') blocks.push({ heading: heading(), prose: text });
    prose = [];
  };
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    const [, marks = '', title = ''] = /^(#{1,6})\s+(\S.*)$/.exec(line) ?? [];
    if (marks !== '') {
      endProse();
      headings.splice(marks.length - 1);
      headings[marks.length - 1] = title.trim();
      continue;
    }
    const table = isRule(lines[at + 1] ?? '') ? tableAt(lines, at) : undefined;
    if (!table) prose.push(line);
    else {
      endProse();
      blocks.push({ heading: heading(), table: table.rows });
      at = table.end;
    }
  }
  endProse();
  return blocks;
}

function tableAt(
  lines: readonly string[],
  from: number,
): { rows: string[][]; end: number } | undefined {
  const head = cellsOf(lines[from] ?? '');
  if (!head) return undefined;
  const rows = [head];
  let end = from + 1;
  for (let cells = cellsOf(lines[end + 1] ?? ''); cells; cells = cellsOf(lines[end + 1] ?? '')) {
    rows.push(cells);
    end += 1;
  }
  return { rows, end };
}

function passagesOfBlock(
  document: string,
  { heading, prose, table }: DocumentBlock,
): KnowledgePassage[] {
  if (prose !== undefined) return pieces(prose).map((text) => ({ document, heading, text }));
  const [head = [], ...rows] = table;
  return rows.map((row) => ({ document, heading, text: rowText(head, row), row: true }));
}

/** A row in words: every cell that says something, behind the heading of its column. */
export function rowText(head: readonly string[], row: readonly string[]): string {
  return row
    .flatMap((cell, column) => {
      const name = head[column] ?? '';
      return cell === '' ? [] : [name === '' ? cell : `${name}: ${cell}`];
    })
    .join('; ');
}

/** Cuts prose between paragraphs, a long one between lines or sentences, and at last anywhere. */
function pieces(prose: string): string[] {
  const parts = prose
    .split(/\n\s*\n/)
    .flatMap((paragraph) =>
      paragraph.length > usualLength * 2 ? sentences(paragraph) : paragraph,
    );
  const done: string[] = [];
  let open = '';
  for (const part of parts) {
    if (open !== '' && open.length + part.length > usualLength) {
      done.push(open);
      open = '';
    }
    open = open === '' ? part : `${open}\n\n${part}`;
  }
  return open.trim() === '' ? done : [...done, open];
}

function sentences(paragraph: string): string[] {
  const cut: string[] = [];
  let open = '';
  for (const sentence of paragraph.split(/(?<=[.!?…])\s+|\n/)) {
    for (let at = 0; at < sentence.length || at === 0; at += usualLength * 2) {
      const part = sentence.slice(at, at + usualLength * 2);
      if (open !== '' && open.length + part.length > usualLength) {
        cut.push(open);
        open = '';
      }
      open = open === '' ? part : `${open} ${part}`;
    }
  }
  return open === '' ? cut : [...cut, open];
}
