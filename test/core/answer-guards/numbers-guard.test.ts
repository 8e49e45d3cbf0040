import { expect, it } from 'vitest';
import type { Evidence, Objection, Verdict } from '../../../src/core/answer-guards/guard.ts';
import { numbersGuard } from '../../../src/core/answer-guards/numbers-guard.ts';

const nothing = (): [] => [];
const evidence: Evidence = {
  texts: () => ['Курс 25 000 ₸.'],
  business: nothing,
  results: nothing,
  customer: nothing,
  people: nothing,
  called: () => ({ now: [], before: [] }),
};

/** What the guard says of an answer; `text`: as the guards before it have left it. */
async function look(written: string, text = written): Promise<Verdict> {
  return numbersGuard.look(text, {
    answer: {
      text: written,
      finish: 'stop',
      usage: { input: 1, cached: 0, output: 1 },
      model: 'm',
    },
    question: { shared: '', chat: '', messages: [] },
    again: false,
    wanted: {},
    confidential: { rules: '', business: '', secrets: [] },
    evidence,
  });
}

it('formulas are calculations whose factors nobody gives: those are left alone', async () => {
  const text = 'Со скидкой: 25 000 × 0,9 = 22 500 ₸.';
  expect(await look('Со скидкой: $25\\,000 \\times 0{,}9 = 22\\,500$ ₸.', text)).toBe(text);
  expect(await look(text)).toHaveProperty('correction');
});

it('eight of what nobody gave are named to the model, however many there are', async () => {
  const prices = Array.from({ length: 12 }, (_, index) => `курс ${index + 31} 500 ₸`);
  const { found = [], correction } = (await look(`${prices.join(', ')}.`)) as Objection;
  expect(found).toHaveLength(8);
  expect(correction.match(/«[^»]+»/g)).toHaveLength(8);
});
