/**
 * A table in Markdown; the first row holds the headings. Cells are put on one line each, columns without anything are left out, and
 * so are rows; empty where nothing is left.
 */
export function markdownTable(rows: readonly (readonly string[])[]): string {
  const clean = rows
    .map((row) => row.map(oneLine))
    .filter((row) => row.some((cell) => cell !== ''));
  const columns = filledColumns(clean);
  const [head, ...body] = clean.map((row) => columns.map((column) => row[column] ?? ''));
  if (!head) return '';
  return [head, head.map(() => '---'), ...body].map(lineOf).join('\n');
}

/** The places of columns that hold anything. Each cell is looked at once: a row may have a hundred thousand, and a table as many rows. */
function filledColumns(rows: readonly (readonly string[])[]): number[] {
  const filled = new Set<number>();
  for (const row of rows)
    for (const [column, cell] of row.entries()) if (cell !== '') filled.add(column);
  return [...filled].toSorted((one, other) => one - other);
}

/** The cells of a line of a table in Markdown; undefined where the line is none. */
export function cellsOf(line: string): string[] | undefined {
  const trimmed = line.trim();
  if (!trimmed.startsWith('|') || trimmed.length < 2) return undefined;
  const inner = trimmed.slice(1, trimmed.endsWith('|') ? -1 : undefined);
  return inner.split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll('\\|', '|'));
}

/** Whether it is the line between the headings and the rows. */
export function isRule(line: string): boolean {
  return /^\s*\|(?:\s*:?-+:?\s*\|)+\s*$/.test(line);
}

function lineOf(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

function oneLine(cell: string): string {
  return cell.replace(/\s+/g, ' ').trim();
}
