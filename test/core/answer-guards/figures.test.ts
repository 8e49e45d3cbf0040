import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { unvouchedNumbers } from '../../../src/core/numbers/invented-numbers.ts';

const folder = import.meta.dirname;
const business = [
  '- It is Monday, 30 November 2026, 14:00 where the business is (time zone Asia/Almaty, UTC+05:00).',
  readFileSync(join(folder, '../../../examples/prompt.md'), 'utf8'),
];

/** What a customer asked and a model answered from the example's text, and whether something in it is invented. */
const rows = readFileSync(join(folder, 'figures.txt'), 'utf8')
  .split('\n')
  .filter(Boolean)
  .map((line) => line.split('\t'))
  .map(([kind = '', asked = '', reply = '']) => ({
    kind,
    reply: reply.replaceAll(String.raw`\n`, '\n'),
    found: unvouchedNumbers(reply.replaceAll(String.raw`\n`, '\n'), () => ({
      business,
      customer: [asked, '+77010000001'],
    })),
  }));

describe('an answer from the text of the example', () => {
  it('passes where all of it stands there, follows from it, or is the customer’s own', () => {
    expect(rows.filter(({ kind, found }) => kind === 'ok' && found.length > 0)).toEqual([]);
  });

  it('is held back where a figure is nobody’s, or only the customer’s', () => {
    expect(rows.filter(({ kind, found }) => kind === 'bad' && found.length === 0)).toEqual([]);
  });

  it('is one of both kinds', () => {
    expect(Object.groupBy(rows, ({ kind }) => kind)).toMatchObject({
      ok: { length: expect.any(Number) },
      bad: { length: expect.any(Number) },
    });
  });
});
