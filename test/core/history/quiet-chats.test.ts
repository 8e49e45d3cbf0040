import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Customers } from '../../../src/core/customers/customers.ts';
import { History } from '../../../src/core/history/history.ts';
import { QuietChats } from '../../../src/core/history/quiet-chats.ts';
import { ServiceError } from '../../../src/core/errors.ts';
import type { Memory } from '../../../src/core/kinds/memory.ts';
import type { Answer, Question } from '../../../src/core/kinds/model.ts';
import type { Charge } from '../../../src/core/kinds/journal.ts';
import { useFolder } from '../../folder.ts';
import { chat, hourMs, keepingLog, memories, plainMemory, turn } from '../memories.ts';

const dayMs = 24 * hourMs;
const quietMs = hourMs / 2;
const usage = { input: 700, cached: 0, output: 30 };

describe.each([...memories, plainMemory])('quiet chats over $name', ({ open }) => {
  const folder = useFolder();
  let memory: Memory;
  let history: History;
  let customers: Customers;
  let quiet: QuietChats;
  let asked: Question[];
  let charged: Charge[];
  let answer: () => Promise<Answer> | Answer;
  let log: ReturnType<typeof keepingLog>;

  const made = (): QuietChats =>
    new QuietChats({
      history,
      customers,
      accounts: { charge: async (charge) => void charged.push(charge) },
      modelFor: () => ({
        answer: async (question) => {
          asked.push(question);
          return answer();
        },
      }),
      languages: ['ru', 'kk', 'en'],
      timeoutMs: 60_000,
      quietMs,
      log,
      now: Date.now,
      dayOf: (at) => new Date(at).toISOString().slice(0, 10),
    });

  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-11-24T10:00:00Z') });
    memory = open(folder());
    log = keepingLog();
    customers = new Customers(memory, { ttlMs: 180 * dayMs, log });
    history = new History(memory, { limit: 20, ttlMs: dayMs, log, customers });
    asked = [];
    charged = [];
    answer = () => ({ text: 'name: Айгуль\n- Купила торт', usage, finish: 'stop', model: 'small' });
    quiet = made();
  });

  afterEach(async () => {
    await quiet.stop();
    vi.useRealTimers();
    await history.close();
  });

  const say = async (count = 3, of = chat): Promise<void> => {
    for (let number = 1; number <= count; number += 1) {
      await history.record(
        turn(Date.now() / 1000 - 60 + number, { chat: of, facts: { language: 'kk' } }),
      );
      quiet.grown(of);
    }
  };
  const pass = async (ms: number): Promise<void> => {
    vi.setSystemTime(Date.now() + ms);
    quiet.takeDue();
    await quiet.whenIdle();
  };

  it('of six messages are looked through once, before they are forgotten, and the customer is known a week later', async () => {
    await say(3);
    await pass(quietMs / 2);
    expect(asked).toEqual([]);
    await pass(quietMs);
    expect(asked).toHaveLength(1);
    expect(asked[0]?.chat).toMatch(/Kazakh.*2026-11-24/);
    expect(asked[0]?.messages[0]?.text).toMatch(/question[^]*answer/);
    expect(charged).toMatchObject([{ kind: 'summary', chat, model: 'small', usage }]);
    await pass(7 * dayMs);
    expect(asked).toHaveLength(1);
    expect(await history.recall(chat)).toMatchObject({
      known: false,
      customer: { name: { text: 'Айгуль' }, facts: [{ text: 'Купила торт' }] },
    });
  });

  it('are remembered no longer for it', async () => {
    await say(3);
    await pass(dayMs - hourMs);
    expect((await history.recall(chat)).known).toBe(true);
    await pass(2 * hourMs);
    expect((await history.recall(chat)).known).toBe(false);
  });

  it('that go on are looked through again, only at what is new', async () => {
    await say(5);
    await pass(2 * quietMs);
    answer = () => ({ text: 'drop: 1\n- Ждёт звонка', usage, finish: 'stop', model: 'small' });
    await say(1);
    await pass(2 * quietMs);
    expect(asked).toHaveLength(2);
    const [, text = ''] = asked.map(({ messages }) => messages[0]?.text ?? '');
    expect(text).toContain('1. Купила торт');
    expect(text.match(/^(?:Customer|Assistant):/gm)).toHaveLength(6);
    expect((await customers.read(chat))?.facts.map((fact) => fact.text)).toEqual(['Ждёт звонка']);
  });

  it('that went on with another process wait from its last turn on', async () => {
    await say(3);
    vi.setSystemTime(Date.now() + quietMs - 60_000);
    await history.record(turn(Date.now() / 1000, { chat, facts: {} }));
    await pass(2 * 60_000);
    expect(asked).toEqual([]);
    await pass(quietMs);
    expect(asked).toHaveLength(1);
    expect(asked[0]?.messages[0]?.text.match(/^Customer:/gm)).toHaveLength(4);
  });

  it('that a process left behind are found at the next start', async () => {
    await say(3);
    await quiet.stop();
    await pass(2 * hourMs);
    expect(asked).toEqual([]);
    quiet = made();
    quiet.start();
    await quiet.whenIdle();
    expect(asked).toHaveLength(1);
    expect((await customers.read(chat))?.name?.text).toBe('Айгуль');
  });

  it('cost no more than three calls where the process dies in each, until they go on', async () => {
    await say(3);
    for (let death = 0; death < 5; death += 1) {
      // What a killed process leaves: its claim, and nothing else of the work.
      const dying = made();
      const asking = new Promise<void>((resolve) => {
        answer = () => (resolve(), new Promise<Answer>(() => {}));
      });
      vi.setSystemTime(Date.now() + 2 * hourMs);
      dying.start();
      await Promise.race([asking, dying.whenIdle()]);
      await dying.stop();
    }
    expect(asked).toHaveLength(3);
    expect(log.heard.map(([event]) => event)).toEqual(['customer-given-up']);
    expect(await history.unnoted(chat)).toBeUndefined();
    answer = () => ({ text: 'name: Айгуль', usage, finish: 'stop', model: 'small' });
    await say(4);
    await pass(2 * quietMs);
    expect(asked).toHaveLength(4);
    expect((await customers.read(chat))?.name?.text).toBe('Айгуль');
  });

  it('are looked through by one of several processes', async () => {
    await say(3);
    const other = made();
    vi.setSystemTime(Date.now() + 2 * quietMs);
    quiet.start();
    other.start();
    await Promise.all([quiet.whenIdle(), other.whenIdle()]);
    expect(asked).toHaveLength(1);
    await other.stop();
  });

  it('wait while the model fails, and nothing is lost', async () => {
    answer = () => {
      throw new ServiceError('model', 'is away', { retryable: true });
    };
    await say(3);
    vi.setSystemTime(Date.now() + quietMs + 1000);
    quiet.takeDue();
    await vi.waitFor(() => expect(asked).toHaveLength(1));
    // It rests, as the service may need.
    await quiet.stop();
    expect(log.heard.map(([event]) => event)).toEqual(['customer-not-noted']);
    answer = () => ({ text: '- Купила торт', usage, finish: 'stop', model: 'small' });
    quiet = made();
    quiet.start();
    await quiet.whenIdle();
    expect((await customers.read(chat))?.facts).toHaveLength(1);
  });

  it('leave no trace of a customer who is erased meanwhile, not even the cost', async () => {
    answer = async () => {
      await history.erase(chat);
      return { text: '- Купила торт', usage, finish: 'stop', model: 'small' };
    };
    await say(3);
    await pass(2 * quietMs);
    expect(asked).toHaveLength(1);
    expect(await customers.read(chat)).toBeUndefined();
    expect(charged).toEqual([]);
  });

  it('leave no trace of a customer who is erased just before they are looked through', async () => {
    const erase = async (of: string): Promise<boolean> => {
      const wasKnown = await customers.erase(of);
      await pass(2 * quietMs);
      return wasKnown;
    };
    const options = { limit: 20, ttlMs: dayMs, log };
    const other = { read: (of: string) => customers.read(of), erase };
    await say(3);
    await new History(memory, { ...options, customers: other }).erase(chat);
    expect(asked).toEqual([]);
    expect(await customers.read(chat)).toBeUndefined();
  });

  it('cost nothing where next to nothing was said, and keep nothing that may not be kept', async () => {
    const at = Date.now();
    const entries = [{ id: 'a', role: 'customer' as const, text: 'Привет', at }];
    await history.record({ id: 'x', chat, at, entries, facts: {} });
    quiet.grown(chat);
    await pass(2 * quietMs);
    expect(asked).toEqual([]);
    answer = () => ({
      text: 'name: VIP −50 %\n- Аллергия на орехи\n- Телефон мужа 87017654321\n- Любит чай',
      usage,
      finish: 'stop',
      model: 'small',
    });
    await say(2);
    await pass(2 * quietMs);
    const known = await customers.read(chat);
    expect(known?.name).toBeUndefined();
    expect(known?.facts.map(({ text }) => text)).toEqual(['Любит чай']);
  });
});

describe('quiet chats over a memory that does not answer', () => {
  const never = new Promise<never>(() => {});

  it.each(['at the start', 'in a chat'])('stop all the same: %s', async (where) => {
    const log = keepingLog();
    let reads = 0;
    const quiet = new QuietChats({
      history: {
        unnotedChats: async function* () {
          if (where === 'at the start') yield await never;
          yield { chat, updatedAt: Date.now() - dayMs, entries: [], messages: 2 };
        },
        unnoted: () => ((reads += 1), never),
        noted: () => never,
      },
      customers: { claim: () => never, learn: () => never, release: () => never },
      accounts: { charge: () => never },
      modelFor: () => ({ answer: () => never }),
      languages: ['ru'],
      timeoutMs: 60_000,
      quietMs,
      log,
      now: Date.now,
      dayOf: () => '2026-11-24',
    });
    quiet.start();
    await vi.waitFor(() => expect(reads).toBe(where === 'in a chat' ? 1 : 0));
    await quiet.stop();
    expect(log.heard).toEqual([]);
  });
});
