/**
 * A table in Markdown; the first row holds the headings. Cells are put on one line each, columns without anything are left out, and
 * so are rows; empty where nothing is left.
 */
export function markdownTable(rows: readonly (readonly string[])[]): string {
  const clean = rows
    .map((row) => row.map(oneLine))
    .filter((row) => row.some((cell) => cell !== ''));
  const width = Math.max(0, ...clean.map((row) => row.length));
  const columns = Array.from({ length: width }, (_, column) => column).filter((column) =>
    clean.some((row) => (row[column] ?? '') !== ''),
  );
  const [head, ...body] = clean.map((row) => columns.map((column) => row[column] ?? ''));
  if (!head) return '';
  return [head, head.map(() => '---'), ...body].map(lineOf).join('\n');
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
