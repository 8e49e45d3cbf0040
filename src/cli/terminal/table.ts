import { printable } from '../../core/printable.ts';
import { noScreen, styled, type Screen } from './screen.ts';
import { charactersOf, widthOf } from '../../core/log/text-width.ts';
import { wrapWords } from '../../core/log/wrapped.ts';

/** A column of a table: its heading, and on which side its cells stand. */
export interface Column {
  heading: string;
  align?: 'left' | 'right';
  /** What becomes of its cells where the table is wider than the screen: more lines, or their beginnings. */
  long?: 'wrap' | 'cut';
}

/** A wider cell is cut, in characters, unless its column wraps. */
const widest = 80;

/** A column that gives way keeps so much, in columns of the screen. */
const narrowest = 16;

const gap = '  ';

/** Lines of a table with aligned columns, the headings first, within the screen; no spaces at the ends of lines. */
export function tableLines(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  screen = noScreen,
): string[] {
  const limits = columns.map(({ long }) => (long === 'wrap' ? Number.POSITIVE_INFINITY : widest));
  const cells = rows.map((row) => row.map((cell, index) => oneLine(cell, limits[index])));
  const headings = columns.map(({ heading }) => heading);
  const natural = columns.map((_, index) =>
    Math.max(
      ...[headings, ...cells].map((row) => (row.length > 1 ? widthOf(row[index] ?? '') : 0)),
    ),
  );
  const widths = fitting(columns, natural, screen);
  const lines = (row: readonly string[]): string[] =>
    row.length > 1 ? rowLines(row, columns, widths) : [...row];
  const bold = (line: string): string => styled(screen, 'bold', line);
  return [
    ...lines(headings).map(bold),
    ...cells.flatMap((row) => (row.length > 1 ? lines(row) : lines(row).map(bold))),
  ];
}

/** The widths of columns on this screen: those that may be long give way, the last one first. */
function fitting(columns: readonly Column[], natural: readonly number[], screen: Screen): number[] {
  const total = natural.reduce((sum, width) => sum + width, gap.length * (natural.length - 1));
  let excess = Math.max(0, total - (screen.columns ?? total));
  return natural
    .map((width, index) => ({ width, column: columns[index] }))
    .reverse()
    .map(({ width, column }) => {
      const taken =
        column?.long === undefined ? 0 : Math.min(excess, Math.max(0, width - narrowest));
      excess -= taken;
      return width - taken;
    })
    .reverse();
}

/** A row in as many lines as its longest cell needs. */
function rowLines(
  row: readonly string[],
  columns: readonly Column[],
  widths: readonly number[],
): string[] {
  const cells = columns.map(({ long }, index) =>
    cellLines(row[index] ?? '', widths[index] ?? 0, long),
  );
  return Array.from({ length: Math.max(...cells.map(({ length }) => length)) }, (_, line) => {
    const padded = columns.map(({ align }, index) =>
      pad(cells[index]?.[line] ?? '', widths[index] ?? 0, align),
    );
    return padded.join(gap).trimEnd();
  });
}

function cellLines(cell: string, width: number, long: Column['long']): string[] {
  if (widthOf(cell) <= width) return [cell];
  if (long !== 'wrap') return [cut(cell, width)];
  return wrapWords(
    cell.split(' ').flatMap((word) => pieces(word, width)),
    [width, width],
  );
}

/** A word that is wider than its column, in pieces: broken behind a sign that joins, or where the column ends. */
function pieces(word: string, width: number): string[] {
  if (widthOf(word) <= width) return [word];
  const head = charactersOf(word).slice(0, width).join('');
  const joints = [/^.*\//s, /^.*[.,:_=&?-]/s].map((pattern) => pattern.exec(head)?.[0] ?? '');
  const piece = joints.find(({ length }) => length * 2 > head.length) ?? head;
  return [piece, ...pieces(word.slice(piece.length), width)];
}

/** A text on one line without characters that would steer a terminal, cut where it is long. */
export function oneLine(text: string, limit = widest): string {
  return cut(printable(text).replace(/\s+/g, ' ').trim(), limit);
}

function cut(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const characters = charactersOf(text);
  return characters.length > limit ? `${characters.slice(0, limit - 1).join('')}…` : text;
}

/** A bar of at most `width` characters, in eighths; the least of something can be seen. */
export function bar(part: number, whole: number, width: number): string {
  if (!(part > 0) || !(whole > 0)) return '';
  const eighths = Math.max(1, Math.round((Math.min(part, whole) / whole) * width * 8));
  return '█'.repeat(Math.floor(eighths / 8)) + ('▏▎▍▌▋▊▉'[(eighths % 8) - 1] ?? '');
}

function pad(text: string, width: number, align: Column['align'] = 'left'): string {
  const room = ' '.repeat(Math.max(0, width - widthOf(text)));
  return align === 'right' ? room + text : text + room;
}
