import { describe, expect, it } from 'vitest';
import { readTables } from '../../../src/core/figures/tables.ts';
import { toEnd } from '../../../src/core/figures/pieces.ts';
import { inventedNumbers } from '../../../src/core/numbers/index.ts';

/** A price list of so many rows with three prices each. */
function priceList(rows: number): string {
  const line = (row: number): string =>
    `| Окрашивание тон ${row} | ${4100 + 100 * row} | ${4150 + 100 * row} | ${4190 + 100 * row} |`;
  const head = ['| Услуга | стажёр | мастер | стилист |', '|---|---|---|---|'];
  return [...head, ...Array.from({ length: rows }, (_, row) => line(row))].join('\n');
}

describe('a long table with several prices in a row', () => {
  it.each([100, 290, 400, 2000])('of %i rows is known to its end, and what is below it', (rows) => {
    const source = `${priceList(rows)}\n\nДоставка 1 490 ₸. Телефон +7 700 000 00 01`;
    const last = 4190 + 100 * (rows - 1);
    const reply = `Окрашивание тон ${rows - 1} у стилиста стоит ${last} ₸, доставка 1 490 ₸. Звоните: +7 700 000 00 01`;
    expect(inventedNumbers(reply, [source])).toEqual([]);
    expect(inventedNumbers(`${reply} Ещё есть за 77 777 ₸.`, [source])).toEqual(['77 777 ₸']);
  });

  it('stays in proportion to the text, whatever its names', () => {
    const row = `|${'ю'.repeat(19_000)}${'|100'.repeat(3999)}|`;
    const hostile = [
      `${'|'.repeat(4001)}\n${row}`,
      `|a|${'b'.repeat(5000)}|c|\n${'|d|100|200|\n'.repeat(3000)}`,
      `${'|a'.repeat(9000)}|\n${'|1'.repeat(9000)}|`,
      '|'.repeat(60_000),
    ];
    for (const text of hostile)
      expect(toEnd(readTables(text)).length).toBeLessThanOrEqual(7 * text.length);
  });
});
