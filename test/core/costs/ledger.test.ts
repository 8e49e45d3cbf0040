import { prices } from '../../prices.ts';
import { describe, expect, it } from 'vitest';
import type { Charge } from '../../../src/core/kinds/journal.ts';
import {
  DayLedger,
  LedgerOnDemand,
  SharedLedger,
  spentToday,
  type Ledger,
  type Spent,
} from '../../../src/core/costs/ledger.ts';
import { costOf } from '../../../src/core/costs/usage.ts';

const day = '2026-11-03';
const [anna, bolat] = ['77001234567@c.us', '77007654321@c.us'];
const spent = (): Spent => ({ day, total: 5, chats: new Map([[anna, 2]]) });

/** A place that several processes share, with what stands in it. */
function place(): {
  sharing: ConstructorParameters<typeof SharedLedger>[1];
  values: Map<string, string>;
} {
  const values = new Map<string, string>();
  return {
    values,
    sharing: {
      async change(name, change) {
        const after = change(values.get(name));
        if (after !== undefined) values.set(name, after);
      },
    },
  };
}

describe.each<[string, () => Ledger]>([
  ['of one process', () => new DayLedger(spent())],
  ['that processes share', () => new SharedLedger(spent(), place().sharing)],
  ['opened on demand', () => new LedgerOnDemand(() => Promise.resolve(new DayLedger(spent())))],
])('a ledger %s', (_, open) => {
  it('lets a cap be reached and not passed, with what was spent before', async () => {
    const ledger = open();
    const claim = { day, chat: bolat, amount: 3 };
    expect(await ledger.reserve(claim, { day: 7.9 })).toBe('day');
    expect(await ledger.reserve(claim, { day: 8 })).toBeUndefined();
    expect(await ledger.reserve({ ...claim, amount: 0.5 }, { day: 8 })).toBe('day');
  });

  it('knows what each chat has spent', async () => {
    const ledger = open();
    expect(await ledger.reserve({ day, chat: anna, amount: 1 }, { chatDay: 2.5 })).toBe('chatDay');
    expect(await ledger.reserve({ day, chat: anna, amount: 1 }, { chatDay: 3 })).toBeUndefined();
    expect(await ledger.reserve({ day, chat: anna, amount: 1 }, { chatDay: 3 })).toBe('chatDay');
    expect(await ledger.reserve({ day, chat: bolat, amount: 3 }, { chatDay: 3 })).toBeUndefined();
  });

  it('counts nothing of what it refuses', async () => {
    const ledger = open();
    expect(await ledger.reserve({ day, chat: anna, amount: 4 }, { day: 6, chatDay: 100 })).toBe(
      'day',
    );
    expect(
      await ledger.reserve({ day, chat: anna, amount: 1 }, { day: 6, chatDay: 3 }),
    ).toBeUndefined();
  });

  it('puts the cost in the place of what was reserved', async () => {
    const ledger = open();
    const claim = { day, chat: anna, amount: 3 };
    await ledger.reserve(claim, {});
    await ledger.settle(claim, 1);
    expect(await ledger.reserve({ ...claim, amount: 1 }, { day: 7, chatDay: 4 })).toBeUndefined();
    expect(await ledger.reserve({ ...claim, amount: 0.1 }, { day: 7 })).toBe('day');
    expect(await ledger.reserve({ ...claim, amount: 0.1 }, { chatDay: 4 })).toBe('chatDay');
  });

  it('begins each day again', async () => {
    const ledger = open();
    expect(
      await ledger.reserve({ day: '2026-11-04', chat: anna, amount: 4 }, { day: 4, chatDay: 4 }),
    ).toBeUndefined();
    await ledger.settle({ day, chat: anna, amount: 0 }, 100);
    expect(
      await ledger.reserve({ day: '2026-11-04', chat: bolat, amount: 1 }, { day: 5 }),
    ).toBeUndefined();
  });
});

it('a ledger is opened once and when it is needed, and again where that failed', async () => {
  let opened = 0;
  const ledger = new LedgerOnDemand(() => {
    opened += 1;
    return opened === 1
      ? Promise.reject(new Error('the journal is away'))
      : Promise.resolve(new DayLedger(spent()));
  });
  expect(opened).toBe(0);
  await expect(ledger.spent(day)).rejects.toThrow('the journal is away');
  expect(await Promise.all([ledger.spent(day), ledger.spent(day)])).toEqual([5, 5]);
  expect(opened).toBe(2);
});

it('processes that share a ledger do not pass a cap together', async () => {
  const { sharing, values } = place();
  const [one, other] = [
    new SharedLedger(spent(), sharing),
    new SharedLedger({ day, total: 0, chats: new Map() }, sharing),
  ];
  expect(await one.reserve({ day, chat: anna, amount: 1 }, { day: 7 })).toBeUndefined();
  expect(await other.reserve({ day, chat: bolat, amount: 1 }, { day: 7 })).toBeUndefined();
  expect(await one.reserve({ day, chat: anna, amount: 1 }, { day: 7 })).toBe('day');
  expect(Object.fromEntries(values)).toEqual(
    Object.fromEntries([
      [`spent/${day}`, '7'],
      [`spent/${day}/${anna}`, '3'],
      [`spent/${day}/${bolat}`, '1'],
    ]),
  );
});

it('a customer who is erased while an answer is made leaves no sum behind', async () => {
  const { sharing, values } = place();
  const ledger = new SharedLedger(spent(), sharing);
  const claim = { day, chat: anna, amount: 3 };
  await ledger.reserve(claim, {});
  values.delete(`spent/${day}/${anna}`);
  await ledger.settle(claim, 1);
  expect([...values]).toEqual([[`spent/${day}`, '6']]);
});

it('what was spent today is what the accounts say of this day of the business', async () => {
  const usage = { input: 1_000_000, cached: 0, output: 0 };
  const account = (chat: string, at: string): Charge => ({
    kind: 'answer',
    chat,
    at: Date.parse(at),
    model: 'gpt-4o-mini',
    usage,
  });
  const accounts = [
    account(anna, '2026-11-02T18:59:59Z'),
    account(anna, '2026-11-02T19:00:00Z'),
    account(bolat, '2026-11-03T18:59:59Z'),
    account(bolat, '2026-11-03T19:00:00Z'),
  ];
  const charges = {
    async *usage(since: number) {
      yield* accounts.filter(({ at }) => at >= since);
    },
  };
  const each = costOf(account(anna, '2026-11-03T00:00:00Z'), prices).money;
  const today = await spentToday(charges, {
    timeZone: 'Asia/Almaty',
    now: Date.parse('2026-11-03T12:00:00Z'),
    prices,
  });
  expect(each).toBeGreaterThan(0);
  expect(today).toEqual({
    day,
    total: 2 * each,
    chats: new Map([
      [anna, each],
      [bolat, each],
    ]),
  });
});
