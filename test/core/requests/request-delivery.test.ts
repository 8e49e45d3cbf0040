import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { requestWordings } from '../../../src/core/alerts/request-wordings.ts';
import { ServiceError } from '../../../src/core/errors.ts';
import type { Journal } from '../../../src/core/kinds/journal.ts';
import type { BusinessRequest, Delivered, Sink } from '../../../src/core/kinds/sink.ts';
import { deliveryOf, newRequest, requestNotices } from '../../../src/core/requests/new-request.ts';
import { deliverySettled, RequestDelivery } from '../../../src/core/requests/request-delivery.ts';
import { useFolder } from '../../folder.ts';
import { FakeRoute, NotifierWorld } from '../alerts/world.ts';

const folder = useFolder();
let world: NotifierWorld | undefined;
let place = 0;

afterEach(async () => {
  await world?.close();
  world = undefined;
});

/** A table that can be asked, whose search lags, and that fails as it is told to. */
class FakeSink implements Sink {
  readonly settleMs = 10_000;
  readonly rows: BusinessRequest[] = [];
  updated = 0;
  lookedAt: number[] = [];
  /** What becomes of the next tries: `lost`: it is taken, and nobody hears of it. */
  readonly fate: ('lost' | 'refused')[] = [];

  find({ id }: BusinessRequest): Promise<Delivered | undefined> {
    this.lookedAt.push(world?.at ?? 0);
    const row = this.rows.findIndex((each) => each.id === id);
    return Promise.resolve(row === -1 ? undefined : { ref: String(row) });
  }

  deliver(request: BusinessRequest, _: AbortSignal, before?: Delivered): Promise<Delivered> {
    const fate = this.fate.shift();
    if (fate === 'refused')
      return Promise.reject(
        new ServiceError('sink.key', 'no', {
          status: 401,
          retryable: false,
          suggestions: ['Check KEY.'],
        }),
      );
    if (before) this.updated += 1;
    else this.rows.push(request);
    if (fate !== 'lost') return Promise.resolve({ ref: '1' });
    const details = { retryable: true, outcomeUnknown: true, retryAfterMs: this.settleMs };
    return Promise.reject(new ServiceError('sink.lost', 'lost', details));
  }
}

const start = 1_796_000_000_000;
const chat = '77010000000@c.us';

async function open(sink: Sink): Promise<{ journal: Journal; people: FakeRoute }> {
  place += 1;
  const people = new FakeRoute();
  const now = (): number => world?.at ?? start;
  let journal: Journal | undefined;
  const parts = {
    cases: {
      find: async (number: number) => journal?.cases.find(number),
      end: async (ending: Parameters<Journal['cases']['end']>[0]) => journal?.cases.end(ending),
    },
    notices: {
      add: async (notice: Parameters<Journal['notices']['add']>[0]) =>
        (await journal?.notices.add(notice)) ?? false,
    },
    now,
  };
  world = await NotifierWorld.open(
    join(folder(), String(place)),
    { people },
    {
      sinks: new Map([['sink/table', new RequestDelivery('sink/table', sink, parts)]]),
      settled: (notice) => deliverySettled(notice, parts),
      wordings: requestWordings,
    },
  );
  ({ journal } = world);
  return { journal, people };
}

async function leave({ cases }: Journal, key = 'k1'): Promise<number> {
  const customer = { chat, phone: '77010000000', name: 'Aigerim' };
  const fields = [{ name: 'what', label: 'What', value: 'Курс' }];
  const opened = newRequest(fields, { key, now: start, language: 'ru', customer });
  return (await cases.open(opened, requestNotices(opened))).number;
}

describe('a request that was left', () => {
  it('is told to people and brought to the sink, once each, and is then done', async () => {
    const sink = new FakeSink();
    const { journal, people } = await open(sink);
    const number = await leave(journal);
    await world?.settled();
    expect(sink.rows).toHaveLength(1);
    expect(sink.lookedAt).toEqual([]);
    expect(people.tries.map(({ title, text }) => [title, text])).toEqual([
      [
        '№1 Клиент оставил заявку',
        'Aigerim, +77010000000\nhttps://wa.me/77010000000 (отвечайте с номера бизнеса)\nЧто нужно: Курс',
      ],
    ]);
    expect((await journal.cases.find(number))?.end?.outcome).toBe('delivered');
  });

  it('is looked for after a lost answer, not before it can be found, and is there once', async () => {
    const sink = new FakeSink();
    sink.fate.push('lost');
    const { journal } = await open(sink);
    await leave(journal);
    await vi.waitFor(() => expect(world?.told).toContain('notice-delayed'));
    world?.pass(9_000);
    await vi.waitFor(() => expect(sink.rows).toHaveLength(1));
    expect(sink.lookedAt).toEqual([]);
    world?.pass(60_000);
    await world?.settled();
    expect([sink.rows.length, sink.updated, sink.lookedAt]).toEqual([1, 1, [start + 69_000]]);
  });

  it('is tried for a day, then given up and told, and goes out once it is sent again', async () => {
    const sink = new FakeSink();
    sink.fate.push('refused');
    const { journal, people } = await open(sink);
    const number = await leave(journal);
    await vi.waitFor(() => expect(world?.told).toContain('notice-delayed'));
    world?.pass(25 * 60 * 60 * 1000);
    await vi.waitFor(() => expect(people.tries).toHaveLength(3));
    expect(people.tries[2]?.title).toBe('№1 Заявку не удалось передать, попытки закончились');
    expect(people.tries[2]?.text).toContain('sink/table (service.sink.key)');
    const found = await journal.cases.find(number);
    expect(found?.end).toBeUndefined();
    await journal.notices.add({
      ...deliveryOf({ id: 'request/k1' }, world?.at ?? 0, true),
      case: { id: 'request/k1', number },
    });
    world?.pass(120_000);
    await world?.settled();
    expect(sink.rows).toHaveLength(1);
    expect((await journal.cases.find(number))?.end?.outcome).toBe('delivered');
  });

  it('that is refused for good is told of at once, once a day, while the tries go on', async () => {
    const sink = new FakeSink();
    sink.fate.push('refused', 'refused', 'refused');
    const { journal, people } = await open(sink);
    await leave(journal);
    await vi.waitFor(() => expect(people.tries).toHaveLength(2));
    expect(people.tries[1]).toMatchObject({
      title: '№1 Заявку пока не приняли, попытки продолжаются сутки',
      text: expect.stringMatching(
        /^Не приняли: sink\/table \(service\.sink\.key\)\nПроверьте KEY\./,
      ),
    });
    for (let count = 0; count < 4 && sink.rows.length === 0; count += 1) {
      world?.pass(10 * 60_000);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    await world?.settled();
    expect([sink.rows.length, people.tries.length]).toEqual([1, 2]);
  });

  it('that is not taken for the moment alarms nobody', async () => {
    const sink = new FakeSink();
    sink.fate.push('lost');
    const { journal, people } = await open(sink);
    await leave(journal);
    await vi.waitFor(() => expect(world?.told).toContain('notice-delayed'));
    world?.pass(120_000);
    await world?.settled();
    expect(people.tries).toHaveLength(1);
  });

  it('that was brought and is sent again is brought up to date', async () => {
    const sink = new FakeSink();
    const { journal } = await open(sink);
    const number = await leave(journal);
    await world?.settled();
    await journal.notices.add({
      ...deliveryOf({ id: 'request/k1' }, start + 1, true),
      case: { id: 'request/k1', number },
    });
    await world?.settled();
    expect([sink.rows.length, sink.updated]).toEqual([1, 1]);
  });

  it('of a person who was erased goes nowhere', async () => {
    const sink = new FakeSink();
    sink.fate.push('refused');
    const { journal, people } = await open(sink);
    await leave(journal);
    await vi.waitFor(() => expect(people.tries).toHaveLength(2));
    await journal.erase(chat);
    world?.pass(120_000);
    await world?.settled();
    expect(sink.rows).toEqual([]);
    expect(people.tries).toHaveLength(2);
  });
});
