import { describe, expect, it } from 'vitest';
import { csvRows } from '../../../src/core/documents/csv-rows.ts';
import { ticksOf } from '../../ticks.ts';

const form = { delimiter: ',' };

describe('a text in CSV', () => {
  it('that is long is read whole, and holds nobody up', async () => {
    const rows = Array.from({ length: 40_000 }, (_, row) => [
      `Стрижка ${row}`,
      `${row} ₸, "с мытьём"`,
    ]);
    const text = rows.map(([name, price = '']) => `${name},"${price.replaceAll('"', '""')}"`);
    let read: string[][] = [];
    const ticks = await ticksOf(async () => (read = await csvRows(text.join('\n'), form)));
    expect(read).toEqual(rows);
    expect(ticks).toBeGreaterThan(20);
  });

  it('is read up to so many rows, whatever is behind them', async () => {
    const text = `a,b\n${'1,2\n'.repeat(40_000)}3,"never ends`;
    expect(await csvRows(text, { ...form, mostRows: 2 })).toEqual([
      ['a', 'b'],
      ['1', '2'],
    ]);
  });

  it('is refused where a quotation never ends', async () => {
    await expect(csvRows(`a,"${'x\n'.repeat(60_000)}`, form)).rejects.toThrow('Max Record Size');
    await expect(csvRows('a,"b', form)).rejects.toThrow('Quote Not Closed');
  });
});
