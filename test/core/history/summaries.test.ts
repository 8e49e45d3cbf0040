import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Customers } from '../../../src/core/customers/customers.ts';
import { ServiceError } from '../../../src/core/errors.ts';
import { History } from '../../../src/core/history/history.ts';
import type { Memory } from '../../../src/core/kinds/memory.ts';
import type { Journal } from '../../../src/core/kinds/journal.ts';
import type { Answer, Question } from '../../../src/core/kinds/model.ts';
import { mostPending, Summaries } from '../../../src/core/history/summaries.ts';
import { openJournal } from '../../../src/plugins/journal/sqlite/journal.ts';
import { useFolder } from '../../folder.ts';
import { chat, hourMs, keepingLog, memories, turn } from '../memories.ts';

const usage = { input: 700, cached: 0, output: 90 };
const limit = 4;

describe.each(memories)('Summaries over $name', ({ open }) => {
  const folder = useFolder();
  let memory: Memory;
  let history: History;
  let journal: Journal;
  let summaries: Summaries;
  let log: ReturnType<typeof keepingLog>;
  let asked: { chat: string; question: Question; signal: AbortSignal }[];
  let answers: (text: string) => Promise<Answer> | Answer;

  beforeEach(() => {
    memory = open(folder());
    log = keepingLog();
    history = new History(memory, { limit, pending: mostPending, ttlMs: hourMs, log });
    journal = openJournal(folder(), Date.now);
    asked = [];
    answers = () => ({ text: `Summary ${asked.length}.`, usage, finish: 'stop', model: 'small' });
    summaries = new Summaries({
      history,
      accounts: journal.accounts,
      modelFor: (of) => ({
        answer: async (question, signal) => {
          asked.push({ chat: of, question, signal });
          return answers(question.chat);
        },
      }),
      languages: ['ru', 'kk', 'en'],
      timeoutMs: 60_000,
      log,
      now: () => Date.now(),
      dayOf: () => 'Tuesday, 24 November 2026',
    });
  });

  afterEach(async () => {
    vi.useRealTimers();
    await summaries.stop();
    await journal.erase(chat);
    await journal.close();
    await history.close();
  });

  const turns = async (numbers: readonly number[], of = chat): Promise<void> => {
    for (const number of numbers) {
      const pending = await history.record(turn(number, { chat: of, facts: { language: 'kk' } }));
      summaries.grown(of, pending);
    }
  };
  const knowingOf = (
    customers: NonNullable<ConstructorParameters<typeof Summaries>[0]['customers']>,
  ): Summaries =>
    new Summaries({
      history,
      customers,
      accounts: journal.accounts,
      modelFor: (of) => ({
        answer: async (question, signal) => {
          asked.push({ chat: of, question, signal });
          return answers(question.chat);
        },
      }),
      languages: ['ru'],
      timeoutMs: 60_000,
      log,
      now: () => Date.now(),
      dayOf: () => 'Tuesday, 24 November 2026',
    });
  const accounts = (): ReturnType<typeof Array.fromAsync> =>
    Array.fromAsync(journal.accounts.usage(0));

  it('asks nothing while little has fallen off', async () => {
    await turns([1, 2, 3, 4, 5, 6]);
    await summaries.whenIdle();
    expect(asked).toEqual([]);
    expect((await history.recall(chat)).pending).toHaveLength(8);
  });

  it('fold what fell off into one summary, in the language of the chat, and count what it cost', async () => {
    await turns([1, 2, 3, 4, 5, 6, 7]);
    await summaries.whenIdle();
    expect(asked).toHaveLength(1);
    expect(asked[0]?.question.chat).toContain('Kazakh');
    expect(asked[0]?.question.messages[0]?.text).toMatch(
      /Customer: question 1\n[^]*Assistant: answer 5\n<\/dialogue>$/,
    );
    const { summary, pending, entries } = await history.recall(chat);
    expect([summary, pending, entries.length]).toEqual(['Summary 1.', undefined, limit]);
    expect(await accounts()).toMatchObject([{ chat, model: 'small', usage, kind: 'summary' }]);
    expect(await journal.turns.unremembered()).toEqual([]);
  });

  it('build the next summary on the last', async () => {
    await turns([1, 2, 3, 4, 5, 6, 7]);
    await summaries.whenIdle();
    await turns([8, 9, 10, 11, 12]);
    await summaries.whenIdle();
    const record = asked[1]?.question.messages[0]?.text ?? '';
    expect(record).toMatch(/Noted so far: Summary 1\.\n\nCustomer: question 6\n/);
    expect(record).not.toContain('question 5');
    expect((await history.recall(chat)).summary).toBe('Summary 2.');
  });

  it('are written one at a time', async () => {
    let running = 0;
    let most = 0;
    answers = async () => {
      most = Math.max(most, (running += 1));
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
      return { text: 'Short.', usage, finish: 'stop', model: 'small' };
    };
    await Promise.all(['a', 'b', 'c'].map((of) => turns([1, 2, 3, 4, 5, 6, 7], of)));
    await summaries.whenIdle();
    expect(asked.map((each) => each.chat).toSorted()).toEqual(['a', 'b', 'c']);
    expect(most).toBe(1);
  });

  it('that fail are logged, leave everything as it is, and are tried again at the chat’s next turn', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const written = answers;
    answers = () =>
      Promise.reject(
        new ServiceError('openai', 'overloaded', { retryable: true, retryAfterMs: 5_000 }),
      );
    await turns([1, 2, 3, 4, 5, 6, 7]);
    await vi.waitFor(() =>
      expect(log.heard).toMatchObject([['summary-failed', { chat, pauseMs: 5_000 }]]),
    );
    answers = written;
    await turns([8]);
    await vi.advanceTimersByTimeAsync(4_000);
    expect(asked).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1_000);
    await vi.waitFor(async () => expect((await history.recall(chat)).summary).toBe('Summary 2.'));
    expect(asked[1]?.question.messages[0]?.text).toContain('question 1\n');
  });

  it('rest longer after each failure in a row, and no longer than at first after one that came to its end', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    vi.spyOn(Math, 'random').mockReturnValue(0);
    const written = answers;
    const away = (): Promise<Answer> =>
      Promise.reject(new ServiceError('openai', 'away', { retryable: true }));
    const rests = (): unknown[] =>
      log.heard
        .filter(([event]) => event === 'summary-failed')
        .map(([, fields]) => fields?.['pauseMs']);
    const next = async (number: number, ends: typeof answers): Promise<void> => {
      answers = ends;
      const before = asked.length;
      await turns([number]);
      await vi.waitFor(() => expect(asked).toHaveLength(before + 1));
    };
    await turns([1, 2, 3, 4, 5, 6]);
    for (const [index, pauseMs] of [30_000, 60_000].entries()) {
      await next(7 + index, away);
      await vi.waitFor(() => expect(rests()[index]).toBe(pauseMs));
      await vi.advanceTimersByTimeAsync(pauseMs);
    }
    await next(9, written);
    await summaries.whenIdle();
    await turns([10, 11, 12, 13]);
    await next(14, away);
    await vi.waitFor(() => expect(rests()).toEqual([30_000, 60_000, 30_000]));
    vi.restoreAllMocks();
  });

  it('do not come back after the chat was cleared meanwhile', async () => {
    answers = async () => {
      await memory.delete(chat);
      return { text: 'Gone.', usage, finish: 'stop', model: 'small' };
    };
    await turns([1, 2, 3, 4, 5, 6, 7]);
    await summaries.whenIdle();
    expect(await history.recall(chat)).toEqual({ entries: [], facts: {}, known: false });
  });

  it('leave no account of a customer who was erased meanwhile', async () => {
    answers = async () => {
      await journal.erase(chat);
      await memory.delete(chat);
      return { text: 'Gone.', usage, finish: 'stop', model: 'small' };
    };
    await turns([1, 2, 3, 4, 5, 6, 7]);
    await summaries.whenIdle();
    expect(asked).toHaveLength(1);
    expect(await accounts()).not.toContainEqual(expect.objectContaining({ chat }));
  });

  it('end at once when they are stopped, and none begins afterwards', async () => {
    answers = () =>
      new Promise((_, reject) => {
        const { signal } = asked[0] ?? {};
        signal?.addEventListener('abort', () => reject(signal.reason as Error));
      });
    await turns([1, 2, 3, 4, 5, 6, 7]);
    await vi.waitFor(() => expect(asked).toHaveLength(1));
    await summaries.stop();
    await turns([8, 9]);
    await summaries.whenIdle();
    expect(asked).toHaveLength(1);
    expect(log.heard).toEqual([]);
    expect((await history.recall(chat)).pending).toHaveLength(14);
  });

  it('know nothing of a customer who was erased just before they are written', async () => {
    const customers = new Customers(memory, { ttlMs: hourMs, log });
    const erasing = async (...claimed: Parameters<Customers['claim']>) => {
      await history.erase(chat);
      return customers.claim(...claimed);
    };
    const knowing = knowingOf({
      claim: erasing,
      learn: (...learnt) => customers.learn(...learnt),
      release: (...claimed) => customers.release(...claimed),
    });
    answers = () => ({ text: 'x\n\nFACTS:\n- Купила торт', usage, finish: 'stop', model: 'small' });
    for (const number of [1, 2, 3, 4, 5, 6, 7])
      knowing.grown(chat, await history.record(turn(number)));
    await knowing.whenIdle();
    expect(asked).toEqual([]);
    expect(await customers.read(chat)).toBeUndefined();
    await knowing.stop();
  });

  it('note what is known of the customer in the same call', async () => {
    const customers = new Customers(memory, { ttlMs: hourMs, log });
    const knowing = knowingOf(customers);
    answers = () => ({
      text: 'Ждёт звонка.\n\nFACTS:\nname: Айгуль\n- Купила торт\n- Беременна',
      usage,
      finish: 'stop',
      model: 'small',
    });
    for (const number of [1, 2, 3, 4, 5, 6, 7])
      knowing.grown(chat, await history.record(turn(number)));
    await knowing.whenIdle();
    expect(asked).toHaveLength(1);
    expect(asked[0]?.question.shared).toContain('FACTS:');
    expect((await history.recall(chat)).summary).toBe('Ждёт звонка.');
    expect(await customers.read(chat)).toMatchObject({
      name: { text: 'Айгуль' },
      facts: [{ text: 'Купила торт' }],
    });
    // What was folded is not looked through again; what still stands word by word is.
    const unnoted = await history.unnoted(chat);
    expect(unnoted?.messages).toBe(14);
    expect(unnoted?.entries.map(({ id }) => id)).toEqual(['m6', 'reply:m6', 'm7', 'reply:m7']);
    await knowing.stop();
  });
});
