import { beforeEach, describe, expect, it } from 'vitest';
import { Budget, isBudgetReached } from '../../../src/core/costs/budget.ts';
import { ServiceError } from '../../../src/core/errors.ts';
import type { Answer, Model, Question } from '../../../src/core/kinds/model.ts';
import type { Audio, Speech } from '../../../src/core/kinds/speech.ts';
import type { Charge } from '../../../src/core/kinds/journal.ts';
import { DayLedger, SharedLedger, spentToday, type Caps } from '../../../src/core/costs/ledger.ts';
import { answerCost, answerCostAtMost, prices, speechCost } from '../../prices.ts';
import type { Usage } from '../../../src/core/kinds/turn-record.ts';
import { chat, hourMs, keepingLog } from '../memories.ts';

const other = '77007654321@c.us';
const limits = { model: 'gpt-6-luna', maxOutput: 512 };
const usage: Usage = { input: 100, cached: 0, output: 50 };
const question: Question = {
  shared: 'Правила',
  chat: 'Чат',
  messages: [{ role: 'customer', text: 'Привет 🙂' }],
};
const signal = new AbortController().signal;

/** Bytes of the three texts and 16 tokens for each. */
const most = answerCostAtMost('gpt-6-luna', 14 + 6 + 17 + 3 * 16, 512) ?? NaN;
const real = answerCost('gpt-6-luna', usage) ?? NaN;

/** Values that processes share; as between processes, a change may have to be made again. */
class Values {
  /** Whether they cannot be reached. */
  areAway = false;
  readonly #values = new Map<string, string>();

  async change(
    name: string,
    change: (before: string | undefined) => string | undefined,
  ): Promise<void> {
    if (this.areAway) throw new ServiceError('redis.unavailable', 'away', { retryable: true });
    change('0');
    await Promise.resolve();
    const value = change(this.#values.get(name));
    if (value !== undefined) this.#values.set(name, value);
  }
}

/** Which ledger the banks of a test have. */
const ledgers = { shared: false };

class Bank {
  clock = Date.parse('2026-11-24T10:00:00Z');
  readonly log = keepingLog();
  readonly values = new Values();
  calls = 0;
  /** Ends every call of the model; answers when left out. */
  end: () => Promise<Answer> = () =>
    Promise.resolve({ text: 'Да', usage, finish: 'stop', model: 'gpt-6-luna-2026-09-22' });
  readonly #budget: Promise<Budget>;

  constructor(caps: Caps, accounts: Charge[] = [], shared = ledgers.shared) {
    const timeZone = 'Asia/Almaty';
    const now = (): number => this.clock;
    const charges = {
      async *usage(since: number) {
        for (const account of accounts)
          if (account.at >= since) yield await Promise.resolve(account);
      },
    };
    const opening = spentToday(charges, { timeZone, now: this.clock, prices });
    this.#budget = opening.then((spent) => {
      const ledger = shared ? new SharedLedger(spent, this.values) : new DayLedger(spent);
      return new Budget({ caps, ledger, prices, timeZone, log: this.log, now });
    });
  }

  async ask(of = chat, model: Partial<Model> = { limits }): Promise<Answer> {
    const asked: Model = { ...model, answer: () => this.#call() };
    return (await this.#budget).limitModel(asked, of).answer(question, signal);
  }

  async hear(bytes: number, seconds?: number, heard?: number): Promise<unknown> {
    const speech: Speech = {
      formats: new Set(),
      maxBytes: 1,
      model: 'gpt-transcribe',
      transcribe: () => {
        this.calls += 1;
        return Promise.resolve({ text: 'да', ...(heard === undefined ? {} : { seconds: heard }) });
      },
    };
    const audio: Audio = { bytes: new Uint8Array(bytes), format: 'mp3' };
    return (await this.#budget).limitSpeech(speech, chat, seconds).transcribe(audio, {}, signal);
  }

  /** How many more answers fit, asked one by one until one is refused: fewer than a hundred. */
  async room(of = chat): Promise<number> {
    const before = this.calls;
    while (this.calls - before < 100)
      if (await this.ask(of).then(() => false, isBudgetReached)) return this.calls - before;
    return Infinity;
  }

  #call(): Promise<Answer> {
    this.calls += 1;
    return this.end();
  }
}

const refused = { kind: 'setup', code: 'setup.budget' };

describe('a ledger that is unavailable once the call has begun', () => {
  it('loses neither the answer nor the reason why there is none, and counts the call in full', async () => {
    const bank = new Bank({ day: 2.5 * most }, [], true);
    const { end } = bank;
    bank.end = () => {
      bank.values.areAway = true;
      return end();
    };
    expect(await bank.ask()).toMatchObject({ text: 'Да' });
    bank.values.areAway = false;
    bank.end = () => {
      bank.values.areAway = true;
      return Promise.reject(new ServiceError('openai', 'no', { retryable: false, status: 400 }));
    };
    await expect(bank.ask()).rejects.toMatchObject({ status: 400 });
    bank.values.areAway = false;
    await expect(bank.ask()).rejects.toMatchObject(refused);
  });
});

describe.each([{ shared: false }, { shared: true }])(
  'a cap (shared between processes: $shared)',
  ({ shared }) => {
    beforeEach(() => void (ledgers.shared = shared));

    it('is never passed by calls side by side: each counts in full until its cost is known', async () => {
      const bank = new Bank({ day: 7.5 * most });
      let release = (): void => {};
      const gate = new Promise<void>((resolve) => (release = resolve));
      bank.end = () =>
        gate.then(() => ({
          text: 'Да',
          usage: { input: 0, cached: 0, output: 0 },
          finish: 'stop',
          model: 'm',
        }));
      const asked = Array.from({ length: 50 }, (_, index) => bank.ask(`7701${index}@c.us`));
      const settled = Promise.allSettled(asked);
      await new Promise((resolve) => setImmediate(resolve));
      release();
      const outcomes = await settled;
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(7);
      expect(bank.calls).toBe(7);
      for (const outcome of outcomes)
        if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject(refused);
    });

    it('counts a call in full whose tokens nobody tells', async () => {
      const bank = new Bank({ day: 3.5 * most });
      bank.end = () =>
        Promise.resolve({
          text: 'Да',
          usage: { input: 0, cached: 0, output: 0 },
          finish: 'stop',
          model: 'm',
        });
      expect(await bank.room()).toBe(3);
    });

    it('has room again for what a call did not need', async () => {
      const bank = new Bank({ day: most + 20.5 * real });
      expect(await bank.room()).toBe(21);
    });

    it('of a chat leaves other chats alone, and that of the day counts them all', async () => {
      const bank = new Bank({ chatDay: most + 3.5 * real, day: most + 5.5 * real });
      expect(await bank.room()).toBe(4);
      expect(await bank.room(other)).toBe(2);
    });

    it("ends with the business's day, not with that of UTC", async () => {
      const bank = new Bank({ day: most + 0.5 * real });
      expect(await bank.room()).toBe(1);
      bank.clock = Date.parse('2026-11-24T18:59:59Z');
      expect(await bank.room()).toBe(0);
      bank.clock = Date.parse('2026-11-24T19:00:00Z');
      expect(await bank.room()).toBe(1);
    });

    it('counts what was spent today before the start, and nothing of yesterday', async () => {
      const at = (iso: string): number => Date.parse(iso);
      const spent = { kind: 'answer' as const, chat, model: 'gpt-6-luna', usage };
      const accounts: Charge[] = [
        { ...spent, at: at('2026-11-23T18:59:59Z') },
        { ...spent, at: at('2026-11-23T19:00:00Z') },
        {
          kind: 'answer',
          chat: other,
          at: at('2026-11-24T09:00:00Z'),
          usage: { ...usage, speechSeconds: 6, speechModel: 'gpt-transcribe' },
        },
      ];
      const earlier = real + (speechCost('gpt-transcribe', 6) ?? NaN);
      expect(await new Bank({ day: earlier + most + 2.5 * real }, accounts).room()).toBe(3);
      expect(await new Bank({ chatDay: real + most + 2.5 * real }, accounts).room()).toBe(3);
    });

    it('does not hold what was reserved before midnight against the new day', async () => {
      const bank = new Bank({ day: most * 1.5 });
      let answer = (): void => {};
      const gate = new Promise<void>((resolve) => (answer = resolve));
      bank.end = () => gate.then(() => ({ text: 'Да', usage, finish: 'stop', model: 'm' }));
      const late = bank.ask();
      await new Promise((resolve) => setImmediate(resolve));
      bank.clock += 24 * hourMs;
      bank.end = () => Promise.resolve({ text: 'Да', usage, finish: 'stop', model: 'm' });
      await bank.ask();
      answer();
      await late;
      expect(await bank.room()).toBe(Math.floor((0.5 * most) / real));
    });
  },
);

describe('a call that fails', () => {
  it('costs nothing when the service refused it, and everything when nobody knows', async () => {
    const bank = new Bank({ day: 1.5 * most });
    bank.end = () =>
      Promise.reject(new ServiceError('openai', 'overloaded', { status: 503, retryable: true }));
    for (let count = 0; count < 5; count += 1)
      await expect(bank.ask()).rejects.toMatchObject({ status: 503 });
    bank.end = () =>
      Promise.reject(new ServiceError('openai.timeout', 'no answer', { retryable: true }));
    await expect(bank.ask()).rejects.toMatchObject({ code: 'service.openai.timeout' });
    await expect(bank.ask()).rejects.toMatchObject(refused);
    expect(bank.calls).toBe(6);
  });
});

describe('speech', () => {
  const cost = (seconds: number): number => speechCost('gpt-transcribe', seconds) ?? NaN;

  it('counts by the length of the note before it is heard', async () => {
    const bank = new Bank({ day: cost(15) });
    await bank.hear(90_000, 8);
    await expect(bank.hear(90_000, 8)).rejects.toMatchObject(refused);
    await bank.hear(90_000, 6.9);
    expect(bank.calls).toBe(2);
  });

  it('counts by its bytes where the length is not known, and by what was heard afterwards', async () => {
    const bank = new Bank({ day: cost(15) });
    await expect(bank.hear(600 * 16)).rejects.toMatchObject(refused);
    await bank.hear(600 * 14, undefined, 2);
    await bank.hear(600 * 12);
    await expect(bank.hear(600 * 2)).rejects.toMatchObject(refused);
  });
});

describe('the operator', () => {
  it('hears of a cap once an hour, of the cap of each chat by itself', async () => {
    const bank = new Bank({ day: most + 2 * real, chatDay: most + 0.5 * real });
    for (const of of [chat, chat, other, other, chat, other])
      await bank.ask(of).catch(() => undefined);
    await bank.ask('7').catch(() => undefined);
    const told = (): unknown[] =>
      bank.log.heard.map(([event, fields]) => [event, fields?.['cap'], fields?.['chat']]);
    const all = [
      ['budget-reached', 'WABOT_BUDGET_CHAT_DAY', chat],
      ['budget-reached', 'WABOT_BUDGET_CHAT_DAY', other],
      ['budget-reached', 'WABOT_BUDGET_DAY', undefined],
    ];
    expect(told()).toEqual(all.slice(0, 2));
    await bank.ask('8').catch(() => undefined);
    await bank.ask('9').catch(() => undefined);
    expect(told()).toEqual(all);
    bank.clock += hourMs;
    await bank.ask('9').catch(() => undefined);
    expect(told()).toEqual([...all, all[2]]);
  });

  it('hears once that a model has no price, and its calls go through', async () => {
    const bank = new Bank({ day: most / 2 });
    for (const model of [{ limits: { model: 'llama', maxOutput: 1 } }, {}, {}])
      await bank.ask(chat, model);
    expect(bank.log.heard.map(([event, fields]) => [event, fields?.['model']])).toEqual([
      ['budget-price-unknown', 'llama'],
      ['budget-price-unknown', 'the model'],
    ]);
  });
});

describe('a shared ledger', () => {
  it('says whose a sum is, so that it goes with its chat', async () => {
    const owners = new Map<string, string | undefined>();
    const sharing = {
      change: async (name: string, ...[, , owner]: [unknown, unknown, string?]) =>
        void owners.set(name, owner),
    };
    const ledger = new SharedLedger({ day: '2026-11-24', total: 0, chats: new Map() }, sharing);
    await ledger.settle({ day: '2026-11-24', chat: 'anna', amount: 1 }, 2);
    expect([...owners]).toEqual([
      ['spent/2026-11-24/anna', 'anna'],
      ['spent/2026-11-24', undefined],
    ]);
  });
});
