import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { unvouchedNumbers } from '../../../src/core/numbers/invented-numbers.ts';

const read = (path: string): string => readFileSync(join(import.meta.dirname, path), 'utf8');
const now =
  '- It is Monday, 30 November 2026, 14:00 where the business is (time zone Asia/Almaty, UTC+05:00).';

/** Businesses that do not exist. */
const businesses: Readonly<Record<string, readonly string[]>> = {
  courses: [read('../../../examples/prompt.md')],
  school: [
    read('../../../examples/school/prompt.md'),
    read('../../../examples/school/knowledge/timetable.csv'),
    read('shops/prices.txt'),
  ],
  dentist: [read('shops/dentist.md')],
  cakes: [read('shops/cakes.md')],
  garage: [read('shops/garage.md')],
};

/**
 * What was asked, what was answered, and for some what a function returned and what the bot said before; under the name of a
 * business. Own wording, no real person or business, under the licence of this repository.
 */
function rowsOf(file: string): { isGood: boolean; row: string; invented: string[] }[] {
  let business = '';
  return read(file)
    .split('\n')
    .filter(Boolean)
    .flatMap((row) => {
      if (!row.includes('\t')) business = row;
      if (!row.includes('\t')) return [];
      const cells = row.split('\t').map((cell) => cell.replaceAll(String.raw`\n`, '\n'));
      const [kind = '', asked = '', reply = '', result = '', said = ''] = cells;
      const texts = [now, ...(businesses[business] ?? []), result, said].filter(Boolean);
      const customer = [asked, '+77010000001'];
      const invented = unvouchedNumbers(reply, () => ({ business: texts, customer }));
      return { isGood: kind === 'ok', row: `${business}: ${asked} ${reply}`, invented };
    });
}

describe.each(['shops/talk.tsv', 'shops/close-by.tsv'])('the replies of %s', (file) => {
  const rows = rowsOf(file);

  it('pass where all of it stands in the sources or follows from them', () => {
    const good = rows.filter(({ isGood }) => isGood);
    expect(good.length).toBeGreaterThan(20);
    expect(good.filter(({ invented }) => invented.length > 0)).toEqual([]);
  });

  it('are objected to where anything is invented', () => {
    const bad = rows.filter(({ isGood }) => !isGood);
    expect(bad.length).toBeGreaterThan(20);
    expect(bad.filter(({ invented }) => invented.length === 0)).toEqual([]);
  });
});
