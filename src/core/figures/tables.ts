import type { Halting } from './pieces.ts';

/** A line of a table: its cells, and what parts them. */
interface Line {
  readonly cells: readonly string[];
  readonly parting: string;
}

/** What parts the cells of a line, the first that a line has. */
const partings = ['|', ';', '\t', ','];

const amount = /^\D{0,12}\d[\d.,\u00a0\u202f ]*\D{0,12}$/;

/** Names of rows and columns make a text at most so many times as long; prices behind that stand without. */
const mostGrowth = 3;

/**
 * A text whose tables can be read like lists: cells stand apart, "Стрижка,4500,40" too, and where a row has several prices, each
 * stands behind the name of its row and of its column. At most seven times as long as the text. Halts after every line.
 */
export function* readTables(text: string): Halting<string> {
  const lines = text.split('\n');
  const read: string[] = [];
  const room = { left: text.length * mostGrowth };
  for (let at = 0; at < lines.length;) {
    const table = yield* tableAt(lines, at);
    if (table.length < 2) read.push(lines[at++] ?? '');
    else {
      yield* writeTable(table, room, read);
      at += table.length;
    }
  }
  return read.join('\n');
}

/** The lines from one on that have as many cells as it. */
function* tableAt(lines: readonly string[], from: number): Halting<Line[]> {
  const first = lineOf(lines[from] ?? '');
  yield (lines[from]?.length ?? 0) + 1;
  if (first === undefined) return [];
  const table = [first];
  for (let at = from + 1; at < lines.length; at++) {
    const line = lineOf(lines[at] ?? '', first.parting);
    if (line?.cells.length !== first.cells.length) break;
    table.push(line);
    yield (lines[at]?.length ?? 0) + 1;
  }
  return table;
}

/** The cells of "«Стрижка, борода»,4500": a comma in quotation marks parts nothing, and behind that of a sentence stands a space. */
function commaLineOf(text: string): Line | undefined {
  const quoted = text.split('"');
  const isIn = (at: number): boolean => at % 2 === 1;
  if (quoted.length % 2 === 0 || quoted.some((one, at) => !isIn(at) && /, /.test(one)))
    return undefined;
  const marked = quoted.map((one, at) => (isIn(at) ? one : one.replaceAll(',', '\n')));
  const cells = marked.join('').split('\n');
  return cells.length < 2 ? undefined : { cells: cells.map((cell) => cell.trim()), parting: ',' };
}

/** A line in its cells; undefined for one that has no two. */
function lineOf(
  text: string,
  parting = partings.find((one) => text.includes(one)),
): Line | undefined {
  if (parting === undefined || !text.includes(parting)) return undefined;
  if (parting === ',') return commaLineOf(text);
  const inner = parting === '|' ? text.trim().replace(/^\|/, '').replace(/\|$/, '') : text;
  const cells = inner.split(parting).map((cell) => cell.trim());
  return cells.length < 2 ? undefined : { cells, parting };
}

const isPrice = (cell: string): boolean =>
  amount.test(cell) && (/[$€£]/.test(cell) || Number(cell.replace(/\D/g, '')) >= 100);

/** Writes the lines of a table as they are read. `room`: how many characters more they may have, less those that are added. */
function* writeTable(
  table: readonly Line[],
  room: { left: number },
  read: string[],
): Halting<undefined> {
  const head = table[0]?.cells ?? [];
  const isNamed = !head.slice(1).some(isPrice);
  for (const { cells } of table) {
    const line = isNamed ? withNames(cells, head, room) : cells.join(' | ');
    read.push(line);
    yield line.length + 1;
  }
  return undefined;
}

/** The head is a row, too: it has no prices. */
function withNames(
  cells: readonly string[],
  head: readonly string[],
  room: { left: number },
): string {
  const plain = cells.join(' | ');
  if (cells.slice(1).filter(isPrice).length < 2) return plain;
  const [name = ''] = cells;
  const added = cells.reduce(
    (sum, cell, at) => sum + (at > 0 && isPrice(cell) ? name.length + (head[at]?.length ?? 0) : 0),
    0,
  );
  if (added > room.left) return plain;
  room.left -= added;
  return cells
    .map((cell, at) => (at > 0 && isPrice(cell) ? `${name} ${head[at]} ${cell}` : cell))
    .join(' | ');
}
