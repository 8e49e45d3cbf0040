import { describe, expect, it } from 'vitest';
import type { AskedDocuments } from '../../../src/core/checks/question-documents.ts';
import { capsOf, mostAnswerCost } from '../../../src/core/checks/chat-cap.ts';
import { Budget, isBudgetReached } from '../../../src/core/costs/budget.ts';
import { DayLedger } from '../../../src/core/costs/ledger.ts';
import type { Model, Question } from '../../../src/core/kinds/model.ts';
import { prices } from '../../prices.ts';
import { keepingLog } from '../memories.ts';

const asked = { prompt: 'Курс стоит 25 000 ₸. '.repeat(100), time: ['Now: Monday'], prices };
const question: Question = {
  shared: asked.prompt,
  chat: 'Answer in Russian.',
  messages: [{ role: 'customer', text: 'Сколько стоит курс?' }],
};

/** How many of a hundred questions of one chat in one day are answered, each answer as dear as it can be. */
async function answered(model: string, budgetChatDay?: number): Promise<number> {
  const limits = { model, maxOutput: 2_000 };
  const most = mostAnswerCost(limits, asked, 20);
  const caps = capsOf({ budgetDay: undefined, budgetChatDay }, most);
  const budget = new Budget({
    caps,
    ledger: new DayLedger({ day: '2026-11-24', total: 0, chats: new Map() }),
    prices,
    timeZone: 'Asia/Almaty',
    log: keepingLog(),
    now: () => Date.parse('2026-11-24T10:00:00Z'),
  });
  const dear: Model = {
    limits,
    answer: () =>
      Promise.resolve({
        text: 'Да',
        model,
        finish: 'stop',
        usage: { input: 40_000, cached: 0, output: 2_000 },
      }),
  };
  const limited = budget.limitModel(dear, 'chat');
  for (let count = 0; count < 100; count += 1) {
    try {
      await limited.answer(question, new AbortController().signal);
    } catch (error) {
      if (isBudgetReached(error)) return count;
      throw error;
    }
  }
  return 100;
}

describe('where the settings name no cap for a chat', () => {
  it.each(['gpt-6-luna', 'gpt-6-astra', 'gpt-5-nano', 'gpt-4o'])(
    '%s answers forty long questions a day and some more, and no others',
    async (model) => {
      const count = await answered(model);
      expect(count).toBeGreaterThanOrEqual(40);
      expect(count).toBeLessThan(100);
    },
  );

  it('none is counted where no price is known, and 0 wants none', async () => {
    expect(mostAnswerCost({ model: 'llama3', maxOutput: 1 }, asked, 20)).toBeUndefined();
    expect(capsOf({ budgetDay: undefined, budgetChatDay: undefined }, undefined)).toEqual({});
    expect(await answered('gpt-6-luna', 0)).toBe(100);
  });

  it('the documents are counted, whole or as much as is found of them', () => {
    const limits = { model: 'gpt-4o', maxOutput: 2_000 };
    const most = (documents?: AskedDocuments): number =>
      mostAnswerCost(limits, { ...asked, documents }, 20) ?? Number.NaN;
    const perToken = 2.5 / 1_000_000;
    const whole = most({ tokens: 10_000, whole: 'a'.repeat(40_000) }) - most();
    expect(whole).toBeGreaterThan(40_000 * perToken);
    expect(whole).toBeLessThan(42_000 * perToken);
    const found = most({ tokens: 1_000_000 }) - most();
    expect(found).toBeGreaterThan(15_000 * perToken);
    expect(found).toBeLessThan(17_000 * perToken);
  });

  it('those that they name count', () => {
    expect(capsOf({ budgetDay: 5, budgetChatDay: 0.5 }, 7)).toEqual({ day: 5, chatDay: 0.5 });
    expect(capsOf({ budgetDay: 5, budgetChatDay: undefined }, 7)).toEqual({ day: 5, chatDay: 280 });
  });
});
