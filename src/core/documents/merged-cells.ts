/** Cells that are shown as one: from a row and a column on, counted from 0, up to others that are not among them. */
export interface Merged {
  rows: readonly [from: number, to: number];
  columns: readonly [from: number, to: number];
}

/** More cells than are filled in any honest table. */
const mostFilled = 200_000;

/** Longer texts are a note beside several rows and stand once: in each of a thousand, they would push the rest out of what is read. */
export const longestRepeated = 300;

/**
 * Rows below a head in which what stands for several rows or columns stands in each of them: a price beside three lengths of hair is
 * the price of all three. `head`: the row of the headings; what is merged in it, and in a second line of it, is read with it. A cell
 * that is alone in its row names those below it, and stays alone.
 */
export function withMerged(
  rows: readonly (readonly string[])[],
  merged: readonly Merged[],
  head: number,
): readonly (readonly string[])[] {
  const filled = rows.map((row) => [...row]);
  const width = rows.reduce((most, row) => Math.max(most, row.length), 0);
  let left = mostFilled;
  for (const { rows: over, columns } of merged) {
    const [top, first] = [over[0], columns[0]];
    const value = rows[top]?.[first] ?? '';
    const isAlone = (rows[top] ?? []).every((cell, at) => at === first || cell.trim() === '');
    const isRepeated = value.trim() !== '' && value.length <= longestRepeated;
    if (top <= head || !isRepeated || isAlone) continue;
    const end = Math.min(width, top <= head + 1 ? first + 1 : columns[1]);
    for (const row of filled.slice(top, over[1])) {
      // A row may end before: one with nothing in its last cells.
      for (; row.length < first && left > 0; left -= 1) row.push('');
      for (let column = first; column < end && left > 0; column += 1, left -= 1)
        if ((row[column] ?? '').trim() === '') row[column] = value;
    }
  }
  return filled;
}
