import { expect, it } from 'vitest';
import type { Evidence } from '../../../src/core/answer-guards/guard.ts';
import { strangerGuard } from '../../../src/core/answer-guards/stranger-guard.ts';

const phone = (last: number): string => `+7 701 999 88 ${last}`;

/** What becomes of an answer with these phones, and whose were looked up; the one that ends in 77 is another customer's. */
async function look(lasts: readonly number[], customer: readonly string[] = []) {
  const asked: string[] = [];
  const nothing = (): [] => [];
  const evidence: Evidence = {
    texts: nothing,
    business: nothing,
    results: () => lasts.map(phone),
    customer: () => customer,
    people: nothing,
    called: () => ({ now: [], before: [] }),
    isStranger: (one) => Promise.resolve(asked.push(one) > 0 && one.endsWith('77')),
  };
  const text = `Звоните: ${lasts.map(phone).join(', ')}.`;
  const usage = { input: 1, cached: 0, output: 1 };
  const verdict = await strangerGuard.look(text, {
    answer: { text, finish: 'stop', usage, model: 'm' },
    question: { shared: '', chat: '', messages: [] },
    again: false,
    wanted: {},
    confidential: { rules: '', business: '', secrets: [] },
    evidence,
  });
  return { leaves: verdict === text, asked };
}

it('the phone of another customer does not leave behind others that are nobody’s', async () => {
  expect((await look([11, 77])).leaves).toBe(false);
  expect((await look([11, 12])).leaves).toBe(true);
});

it('what the customer wrote is no secret from them, and is not looked up', async () => {
  expect(await look([77], [`Мой второй номер ${phone(77)}`])).toEqual({ leaves: true, asked: [] });
});

it('five phones of an answer are looked up, however many it has', async () => {
  expect((await look([10, 11, 12, 13, 14, 15, 16, 17])).asked).toHaveLength(5);
});
