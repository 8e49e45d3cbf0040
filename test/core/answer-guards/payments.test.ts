import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { confirmsPayment } from '../../../src/core/intents/index.ts';
import { saysPaid, tellsOfPayment } from '../../../src/core/tools/paid-result.ts';

function linesOf(file: string): string[] {
  return readFileSync(join(import.meta.dirname, file), 'utf8')
    .split('\n')
    .filter(Boolean);
}

describe('a reply about a payment', () => {
  it('says that money has come', () => {
    expect(linesOf('payments-confirmed.txt').filter((line) => !confirmsPayment(line))).toEqual([]);
  });

  it('leaves it open', () => {
    expect(linesOf('payments-open.txt').filter((line) => confirmsPayment(line))).toEqual([]);
  });
});

describe('what a function returned', () => {
  it.each([
    '{"order":17,"paid":true}',
    '{"status":"paid","amount":25000}',
    '{"payment":{"status":"succeeded"}}',
    '{"payment_status": "received"}',
    'Счёт №17 оплачен 30.11.2026',
    'Оплата 25 000 ₸ поступила',
    'Төлем түсті: 25 000 ₸',
    'payment received: 25,000 KZT',
  ])('says that money has come: %s', (result) => {
    expect(saysPaid(result)).toBe(true);
  });

  it.each([
    '{"order":17,"paid":false}',
    '{"status":"unpaid"}',
    '{"payment":{"status":"pending"}}',
    '{"invoice":17,"status":"sent"}',
    '{"ok":true,"status":"received"}',
    '{"paid":null,"price":25000}',
    'Оплата ожидается до 5 декабря',
    'Счёт не оплачен',
    'Төлем түспеді',
    'Способы: оплата картой, перевод',
  ])('says nothing of the kind: %s', (result) => {
    expect(saysPaid(result)).toBe(false);
  });

  it('says so only where it was done, and never by what the model gave it', () => {
    const call = { name: 'find_payment', at: 1, args: '{}', result: '{"status":"paid"}' };
    expect(tellsOfPayment(call)).toBe(true);
    expect(tellsOfPayment({ ...call, done: false })).toBe(false);
    expect(tellsOfPayment({ ...call, done: false, unknown: true })).toBe(false);
    expect(tellsOfPayment({ ...call, args: '{"paid":true}', result: '{"ok":true}' })).toBe(false);
  });
});
