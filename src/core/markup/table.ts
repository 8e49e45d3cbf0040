import type { Read, TableBlock } from './block.ts';

/** A table: a line of heads, a line of dashes, and rows, all with bars. */
export function readTable(lines: readonly string[], at: number): Read<TableBlock> | undefined {
  const [head = '', dashes = ''] = [lines[at], lines[at + 1]];
  if (!head.includes('|') || !dashes.includes('|')) return undefined;
  if (!cellsOf(dashes).every((cell) => /^:?-+:?$/.test(cell))) return undefined;
  let next = at + 2;
  while (lines[next]?.includes('|')) next += 1;
  return {
    block: { type: 'table', header: cellsOf(head), rows: lines.slice(at + 2, next).map(cellsOf) },
    next,
  };
}

/** Splits at bars, but not at escaped ones and not inside code. */
function cellsOf(line: string): string[] {
  const cells = [''];
  for (const [piece] of line.trim().matchAll(/\\[\s\S]|`[^`]*`|[^\\`|]+|[\s\S]/g)) {
    if (piece === '|') cells.push('');
    else cells.push(`${cells.pop() ?? ''}${piece}`);
  }
  if (cells[0]?.trim() === '') cells.shift();
  if (cells.at(-1)?.trim() === '') cells.pop();
  return cells.map((cell) => cell.trim());
}

/**
 * A table as lines that a narrow screen can show. One column: a list under its head. Two: `• Chess — 5 000 ₸` under
 * `*Course — Price*`. More: `• *Chess* — Price: 5 000 ₸; Days: Monday`. Empty cells are left out.
 */
export function renderTable(
  { header, rows }: TableBlock,
  inline: (cell: string, bold: boolean) => string,
): string[] {
  const wide = Math.max(header.length, ...rows.map((row) => row.length)) > 2;
  const render = (cell: string, bold: boolean): string =>
    inline(cell, bold)
      .trim()
      .replace(/(?<!\s)\s*\n\s*/g, '; ');
  if (wide) return rows.map((row) => wideRow(row, header, render)).filter((line) => line !== '');
  const lines = rows.map((row) => filled(row.map((cell) => render(cell, false))).join(' — '));
  const head = filled(header).join(' — ');
  return [
    ...(head === '' ? [] : [render(head, true)]),
    ...filled(lines).map((line) => `• ${line}`),
  ];
}

function wideRow(
  [first = '', ...others]: string[],
  header: readonly string[],
  render: (cell: string, bold: boolean) => string,
): string {
  const named = others.map((cell, index) => {
    const [name, value] = [render(header[index + 1] ?? '', false), render(cell, false)];
    return value === '' || name === '' ? value : `${name}: ${value}`;
  });
  const line = filled([render(first, true), filled(named).join('; ')]).join(' — ');
  return line === '' ? '' : `• ${line}`;
}

function filled(cells: readonly string[]): string[] {
  return cells.filter((cell) => cell !== '');
}
