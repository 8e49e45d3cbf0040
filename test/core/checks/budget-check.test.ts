import { prices } from '../../prices.ts';
import { describe, expect, it } from 'vitest';
import { isBudgetReached, Budget } from '../../../src/core/costs/budget.ts';
import { leastAnswerCost, tooSmall } from '../../../src/core/checks/budget-check.ts';
import { composeInstructions } from '../../../src/core/turn/instructions.ts';
import type { Model } from '../../../src/core/kinds/model.ts';
import { DayLedger } from '../../../src/core/costs/ledger.ts';
import { chat, keepingLog } from '../memories.ts';

const limits = { model: 'gpt-6-luna', maxOutput: 512 };
const prompt = 'Чай стоит 500 ₸. '.repeat(400);
const time = ['It is Tuesday, 24 November 2026, 14:00 where the business is.'];
const timeZone = 'Asia/Almaty';

/** Whether the shortest first question of a chat is answered under this cap for one chat. */
async function isAnswered(chatDay: number): Promise<boolean> {
  const model: Model = {
    limits,
    answer: () =>
      Promise.resolve({
        text: 'Да',
        usage: { input: 1, cached: 0, output: 1 },
        finish: 'stop',
        model: 'gpt-6-luna',
      }),
  };
  const ledger = new DayLedger({ day: '', total: 0, chats: new Map() });
  const budget = new Budget({
    caps: { chatDay },
    ledger,
    prices,
    timeZone,
    log: keepingLog(),
    now: Date.now,
  });
  const instructions = composeInstructions({
    prompt,
    language: 'ru',
    alsoUsed: [],
    first: true,
    voice: false,
    time,
  });
  const question = { ...instructions, messages: [{ role: 'customer' as const, text: 'Да?' }] };
  const answer = budget.limitModel(model, chat).answer(question, new AbortController().signal);
  return answer.then(
    () => true,
    (error: unknown) => (isBudgetReached(error) ? false : Promise.reject(error)),
  );
}

describe('the least that an answer is counted with', () => {
  it('is what the budget asks for: below it nothing is answered, a little above it the shortest question is', async () => {
    const least = leastAnswerCost(limits, { prompt, time, prices }) ?? Number.NaN;
    expect(await isAnswered(least)).toBe(false);
    expect(await isAnswered(least * 1.05)).toBe(true);
  });

  it('grows with the prompt, the answer and the price, and is not known without a price', () => {
    const cost = (of: { model?: string; maxOutput?: number }, text: string): number =>
      leastAnswerCost({ ...limits, ...of }, { prompt: text, time, prices }) ?? Number.NaN;
    expect(cost({}, prompt)).toBeGreaterThan(cost({}, ''));
    expect(cost({ maxOutput: 4096 }, '')).toBeGreaterThan(cost({}, ''));
    expect(cost({ model: 'gpt-6-astra' }, '')).toBeGreaterThan(cost({}, ''));
    expect(cost({ model: 'llama3' }, '')).toBeNaN();
  });
});

describe('caps', () => {
  it('below it are named, each with what it is', () => {
    expect(tooSmall({ day: 0.01, chatDay: 0.001 }, 0.002)).toEqual([
      { cap: 'WABOT_BUDGET_CHAT_DAY', dollars: 0.001 },
    ]);
    expect(tooSmall({ day: 0.01, chatDay: 0.01 }, 0.02).map(({ cap }) => cap)).toEqual([
      'WABOT_BUDGET_DAY',
      'WABOT_BUDGET_CHAT_DAY',
    ]);
    expect(tooSmall({ day: 5 }, 0.02)).toEqual([]);
    expect(tooSmall({ day: 0.01 }, undefined)).toEqual([]);
  });
});
