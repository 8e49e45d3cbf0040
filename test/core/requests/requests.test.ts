import { describe, expect, it } from 'vitest';
import type { Case } from '../../../src/core/kinds/cases.ts';
import { csvCell, requestsCsv } from '../../../src/core/requests/csv.ts';
import {
  externalId,
  newRequest,
  businessRequestOf,
} from '../../../src/core/requests/new-request.ts';

const context = {
  key: 'k1',
  now: 1_796_000_000_000,
  language: 'ru',
  customer: { chat: '77010000000@c.us', phone: '77010000000', name: 'Aigerim' },
} as const;

function request(value: string, number = 1): Case {
  return { ...newRequest([{ name: 'what', label: 'Что', value }], context), number };
}

describe('a request', () => {
  it('is the same for every try of a call, and has the number of the chat', () => {
    expect(request('курс')).toEqual(request('курс'));
    expect(request('курс')).toMatchObject({
      id: 'request/k1',
      kind: 'request',
      about: { phone: '+77010000000', name: 'Aigerim' },
    });
  });

  it('has an id that every vendor takes and that tells nothing of the chat', () => {
    const ids = Array.from({ length: 500 }, (_, index) => externalId(`request/${index}`));
    expect(new Set(ids).size).toBe(500);
    expect(ids.filter((id) => !/^wb_[0-9a-v]{20}$/.test(id))).toEqual([]);
    // RFC 4648, section 7, of the first 100 bits of SHA-256.
    expect(externalId('request/k1')).toBe('wb_3ad0906qogu0pao2d7sm');
  });

  it('stays within what a case holds, however much was typed', () => {
    const fields = Array.from({ length: 20 }, (_, index) => ({
      name: `f${index}`,
      label: 'Поле',
      value: '👋🏽'.repeat(1_000),
    }));
    const opened = newRequest(fields, context);
    expect(Buffer.byteLength(JSON.stringify(opened.about))).toBeLessThan(16 * 1024);
    expect(JSON.stringify(opened.about).isWellFormed()).toBe(true);
  });

  it('is nothing else than a request for sinks', () => {
    expect(businessRequestOf({ ...request('курс'), kind: 'ticket' })).toBeUndefined();
    expect(businessRequestOf(request('курс'))?.fields).toEqual([
      { name: 'what', label: 'Что', value: 'курс' },
    ]);
    expect(businessRequestOf(request('курс'), 'MAX')).toMatchObject({ messenger: 'MAX' });
  });
});

describe('the export', () => {
  it.each([
    ['=HYPERLINK("https://evil.example")', `"'=HYPERLINK(""https://evil.example"")"`],
    ['+7 701 000 00 00', `'+7 701 000 00 00`],
    ['-2+3', `'-2+3`],
    ['@SUM(A1)', `'@SUM(A1)`],
    ['\t=1+1', `"'\t=1+1"`],
    [' =1+1', `' =1+1`],
    ['две, строки\nи "кавычки"', '"две, строки\nи ""кавычки"""'],
    ['2+2', '2+2'],
    ['', ''],
  ])('writes %j so that nothing runs', (value, cell) => expect(csvCell(value)).toBe(cell));

  it('has a column for every field that any request has', () => {
    const other = { ...request('', 2), end: { outcome: 'delivered', at: 1 } } as const;
    const more = [{ name: 'age', label: 'Возраст', value: '7' }];
    const csv = requestsCsv([request('курс'), { ...other, about: { fields: more } }]);
    expect(csv).toBe(
      'number,at,state,phone,whatsapp_name,Что,Возраст\r\n' +
        "1,2026-11-30T00:53:20.000Z,open,'+77010000000,Aigerim,курс,\r\n" +
        '2,2026-11-30T00:53:20.000Z,delivered,,,,7\r\n',
    );
  });
});
