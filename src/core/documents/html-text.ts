import { markdownTable } from './markdown-table.ts';
import type { Merged } from './merged-cells.ts';
import { sheetText } from './sheet-text.ts';

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
};

/** What a Word document says, as Markdown, from the plain HTML that its reader gives: headings, lists, tables; pictures are left out. */
export function htmlText(html: string): string {
  const [outside = '', ...tables] = html.split(/<table\b[^<>]*>/);
  const parts = [proseOf(outside)];
  for (const piece of tables) {
    const [table = '', after = ''] = piece.split('</table>', 2);
    parts.push(tableOf(table), proseOf(after));
  }
  return parts.filter((part) => part !== '').join('\n\n');
}

function proseOf(html: string): string {
  const marked = html
    .replace(/<h([1-6])\b[^<>]*>/g, (_, level: string) => `\n\n${'#'.repeat(Number(level))} `)
    .replace(/<li\b[^<>]*>/g, '\n- ')
    .replace(/<br\s*\/?>/g, '\n')
    .replace(/<\/(?:p|h[1-6]|ul|ol)>/g, '\n\n');
  return textOf(marked)
    .replace(/(?<![^\S\n])[^\S\n]+\n/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/** A table with its columns in their places; cells over several rows or columns are understood as in a sheet. */
function tableOf(html: string): string {
  const rows: string[][] = [];
  const merged: Merged[] = [];
  // Behind which row a cell from above ends, by columns: a look at each open cell would be one for every cell of a large table.
  const coveredTill: number[] = [];
  for (const [at, row] of html.split('</tr>').entries()) {
    const cells: string[] = [];
    for (const [, tag = '', inner = ''] of row.matchAll(cellPattern)) {
      while ((coveredTill[cells.length] ?? 0) > at) cells.push('');
      const [wide, high] = [span(tag, 'col'), span(tag, 'row')];
      const columns = [cells.length, cells.length + wide] as const;
      cells.push(cellOf(inner), ...Array<string>(wide - 1).fill(''));
      if (wide > 1 || high > 1) merged.push({ rows: [at, at + high], columns });
      if (high > 1)
        for (let over = columns[0]; over < columns[1]; over++) coveredTill[over] = at + high;
    }
    rows.push(cells);
  }
  return merged.length === 0 ? markdownTable(rows) : sheetText(rows, merged);
}

const cellPattern = /<t[dh]\b([^<>]*)>([^]*?)(?=<t[dh]\b|$)/g;

/** More columns or rows in one cell are a file that was built to harm. */
const widestSpan = 100;

function span(tag: string, of: 'col' | 'row'): number {
  const said = Number(new RegExp(`\\b${of}span="(\\d{1,5})"`).exec(tag)?.[1] ?? 1);
  return Math.min(Math.max(1, said), widestSpan);
}

function cellOf(html: string): string {
  return textOf(html.replace(/<\/p>|<br\s*\/?>/g, ' '));
}

function textOf(html: string): string {
  return html
    .replace(/<[^<>]*>/g, '')
    .replace(/&#(\d{1,7});/g, (_, code: string) =>
      String.fromCodePoint(Math.min(Number(code), 0x10ffff)),
    )
    .replace(/&([a-z]+);/g, (whole, name: string) => entities[name] ?? whole);
}
