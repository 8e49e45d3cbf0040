import type { PriceRow } from './rows.ts';

const keyOf = ({ names = [] }: PriceRow): string => names.join(' ');

/** The row at the beginning of the sentence that a row stands in. */
function thingOf(row: PriceRow): PriceRow {
  let first = row;
  for (let more = mostBehind; more > 0 && first.behind; more--) first = first.behind;
  return first;
}

/** So many rows of one sentence are looked back over. */
const mostBehind = 8;

/**
 * Rows with the names of their things where several are called the same: in "Перфоратор 600 ₽, залог 3 000" and "Бензопила
 * 900 ₽, залог 5 000", each deposit is that of its thing.
 */
export function withThings(rows: readonly PriceRow[]): PriceRow[] {
  const labels = Map.groupBy(
    rows.filter(({ behind, words }) => behind !== undefined && words.length > 0),
    keyOf,
  );
  return rows.map((row) => {
    const isLabelled = row.behind !== undefined && (labels.get(keyOf(row))?.length ?? 0) > 1;
    return isLabelled
      ? { ...row, words: [...new Set([...thingOf(row).words, ...row.words])] }
      : row;
  });
}
