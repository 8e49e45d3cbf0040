import { markdownTable } from './markdown-table.ts';
import { longestRepeated, withMerged, type Merged } from './merged-cells.ts';

/**
 * A sheet as Markdown: a title above its table as text, a head of two lines as one, rows with one cell alone as headings between tables
 * that each keep the head, and a cell that stands for several rows in each of them: the first of a row also where nobody says that it does
 * (`merged`).
 */
export function sheetText(
  sheet: readonly (readonly string[])[],
  merged: readonly Merged[] = [],
): string {
  const top = sheet.findIndex((row) => count(row) > 1);
  const rows = merged.length === 0 ? sheet : withMerged(sheet, merged, top);
  const filled = rows.filter((row) => row.some((cell) => cell.trim() !== ''));
  const first = filled.findIndex((row) => count(row) > 1);
  if (first < 0) return filled.map((row) => row.join(' ').trim()).join('\n');
  const title = filled.slice(0, first).map((row) => row.join(' ').trim());
  const [head, body] = headOf(filled.slice(first));
  const parts = [...title, ...sections(head, body)];
  return parts.filter((part) => part !== '').join('\n\n');
}

function count(row: readonly string[]): number {
  return row.filter((cell) => cell.trim() !== '').length;
}

function isEmpty(cell: string | undefined): boolean {
  return (cell ?? '').trim() === '';
}

/** The heading of each column, and the rows. A second line belongs to the head where it only fills what cells over several columns left open. */
function headOf(
  rows: readonly (readonly string[])[],
): [readonly string[], readonly (readonly string[])[]] {
  const [first = [], second = [], ...others] = rows;
  const fills = second.some((cell, column) => !isEmpty(cell) && isEmpty(first[column]));
  const leaves = first.some((cell, column) => !isEmpty(cell) && isEmpty(second[column]));
  const isWords = second.every((cell) => !/\d/.test(cell));
  if (!fills || !leaves || !isWords) return [first, rows.slice(1)];
  let over = '';
  const head = Array.from({ length: Math.max(first.length, second.length) }, (_, column) => {
    over = isEmpty(first[column]) ? over : (first[column] ?? '');
    const below = second[column] ?? '';
    return isEmpty(below) ? (first[column] ?? '') : `${over} ${below}`.trim();
  });
  return [head, others];
}

function sections(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const done: string[] = [];
  let open: (readonly string[])[] = [];
  const end = (): void => {
    if (open.length > 0) done.push(markdownTable([head, ...open]));
    open = [];
  };
  let above = '';
  for (const [at, row] of rows.entries()) {
    if (isSection(row, rows[at + 1] ?? [], head)) {
      end();
      done.push(`### ${(row[0] ?? '').trim()}`);
      above = '';
      continue;
    }
    above = isEmpty(row[0]) ? above : (row[0] ?? '');
    if (above.length > longestRepeated) above = '';
    open.push(isEmpty(row[0]) && count(row) > 1 ? [above, ...row.slice(1)] : row);
  }
  end();
  return done.length === 0 ? [markdownTable([head])] : done;
}

/** A row with its first cell alone names those below it; in a table of two columns it may as well be a thing without a price. */
function isSection(
  row: readonly string[],
  next: readonly string[],
  head: readonly string[],
): boolean {
  const name = (row[0] ?? '').trim();
  if (count(row) !== 1 || name === '' || count(next) < 2) return false;
  return (
    count(head) > 2 || name.endsWith(':') || (name === name.toUpperCase() && /\p{L}{2}/u.test(name))
  );
}
