import type { docs_v1 } from '@googleapis/docs';
import { inlineText, isSuggested, type Footnotes } from './inline.ts';
import type { ListNumbers } from './lists.ts';

type Content = readonly docs_v1.Schema$StructuralElement[];

/** What the lines of one tab are made with. */
export interface BlockParts {
  numbers: ListNumbers;
  footnotes: Footnotes;
  /** How far headings are moved down, because a tab's title stands above them. */
  deeper: number;
  /** Whether this is the inside of a table, which has no tables of its own. */
  inCell: boolean;
}

/** Paragraphs, lists and tables as lines of text; an empty one stands for a gap. Tables of contents are left out. */
export function blockLines(content: Content, parts: BlockParts): string[] {
  return content.flatMap(({ paragraph, table }) => {
    if (paragraph) return paragraphLines(paragraph, parts);
    return table && !isProposed(table) ? tableLines(table, parts) : [];
  });
}

function paragraphLines(
  { elements = [], bullet, paragraphStyle }: docs_v1.Schema$Paragraph,
  parts: BlockParts,
): string[] {
  if (elements.length > 0 && elements.every(isSuggested)) return [];
  const marker = bullet ? `${parts.numbers.next(bullet)} ` : '';
  const text = inlineText(elements, parts.footnotes).replaceAll('\v', '\n').trim();
  if (text === '') return bullet ? [] : [''];
  const level = headingLevel(paragraphStyle?.namedStyleType ?? '');
  if (level > 0 && !parts.inCell)
    return [
      '',
      `${'#'.repeat(Math.min(6, level + parts.deeper))} ${marker}${text.replaceAll(/(?<!\s)\s*\n\s*/g, ' ')}`,
    ];
  const indent = '  '.repeat(bullet?.nestingLevel ?? 0);
  const lines = text
    .split('\n')
    .map((line, index) => `${indent}${index === 0 ? marker : ' '.repeat(marker.length)}${line}`);
  return lines.flatMap((line) => (line.trim() === '---' ? ['', '---', ''] : [line]));
}

function headingLevel(style: string): number {
  if (style === 'TITLE') return 1;
  return Number(/^HEADING_([1-6])$/.exec(style)?.[1] ?? 0);
}

/** Rows with their cells between bars; a table of one cell is a frame around a text, a table in a cell one line. */
function tableLines({ tableRows = [] }: docs_v1.Schema$Table, parts: BlockParts): string[] {
  const rows = tableRows
    .filter((row) => !isProposed(row))
    .map(({ tableCells = [] }) =>
      tableCells.filter((cell) => !isProposed(cell)).map(({ content = [] }) => content),
    );
  const only = rows.length === 1 && rows[0]?.length === 1 ? rows[0][0] : undefined;
  if (only) return ['', ...blockLines(only, parts), ''];
  const texts = rows
    .map((cells) => cells.map((content) => cellText(content, parts)))
    .filter((cells) => cells.some((text) => text !== ''));
  if (texts.length === 0) return [];
  if (parts.inCell) return texts.map((cells) => cells.filter((text) => text !== '').join(', '));
  const [head = [], ...body] = texts.map(
    (cells) => `| ${cells.map((text) => text.replaceAll('|', String.raw`\|`)).join(' | ')} |`,
  );
  return ['', head, `|${' --- |'.repeat(texts[0]?.length ?? 1)}`, ...body, ''].flat();
}

function cellText(content: Content, parts: BlockParts): string {
  const lines = blockLines(content, { ...parts, inCell: true }).flatMap((line) => line.split('\n'));
  return lines
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('; ');
}

function isProposed({
  suggestedInsertionIds,
}: {
  suggestedInsertionIds?: string[] | null;
}): boolean {
  return (suggestedInsertionIds ?? []).length > 0;
}
