import { describe, expect, it } from 'vitest';
import { numbersGuard } from '../../../src/core/answer-guards/numbers-guard.ts';
import type { Evidence, Examined } from '../../../src/core/answer-guards/guard.ts';

const nothing = { now: [], before: [] };

/** Whether an answer passes that rests on a business whose cut costs 5,000 and on a list of the customer's where it costs 4,000. */
async function passes(
  text: string,
  files: readonly string[] | undefined = ['| Стрижка | 4000 ₸ |'],
) {
  const evidence: Evidence = {
    business: () => [],
    texts: () => ['Стрижка стоит 5000 ₸.'],
    results: () => [],
    customer: () => ['| Стрижка | 4000 ₸ |'],
    files: () => files,
    people: () => [],
    called: () => nothing,
    isStranger: () => Promise.resolve(false),
  };
  const examined = {
    answer: { text },
    evidence,
    wanted: { language: 'ru' },
  } as unknown as Examined;
  return (await numbersGuard.look(text, examined)) === text;
}

describe('figures of what a customer sent', () => {
  it.each([
    'В вашем документе стрижка стоит 4000 ₸. У нас — 5000 ₸.',
    'На вашем фото 4000 ₸.',
    'В документе об этом:\nСтрижка · 4000 ₸',
    'Your file says 4000 ₸.',
    'Сіздің құжатта 4000 ₸ деп жазылған.',
  ])('may be repeated as theirs: %s', async (text) => {
    expect(await passes(text)).toBe(true);
  });

  it.each([
    'Стрижка у нас стоит 4000 ₸.',
    'Стрижка стоит 4000 ₸. Это есть и в вашем документе.',
    'В вашем документе стрижка стоит 3900 ₸.',
    'В документе об этом:\nСтрижка · 5000 ₸\n\nСтрижка у нас · 4000 ₸',
  ])('are no figures of the business, and are not made up: %s', async (text) => {
    expect(await passes(text)).toBe(false);
  });

  it('are not there where nothing was sent', async () => {
    expect(await passes('В вашем документе 4000 ₸.', [])).toBe(false);
  });
});
