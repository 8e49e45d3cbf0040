import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ServiceError } from '../../../src/core/errors.ts';
import type { NewNotice } from '../../../src/core/kinds/notices.ts';
import { useFolder } from '../../folder.ts';
import { FakeRoute, NotifierWorld } from './world.ts';

const folder = useFolder();
let world: NotifierWorld | undefined;
let place = 0;

beforeEach(() => {
  place += 1;
});

afterEach(async () => {
  await world?.close();
  world = undefined;
});

async function open(routes: Record<string, FakeRoute>, more = {}): Promise<NotifierWorld> {
  world = await NotifierWorld.open(join(folder(), String(place)), routes, more);
  return world;
}

const notice = (more: Partial<NewNotice> = {}): NewNotice => ({
  id: 'ticket/1',
  at: 1_796_000_000_000,
  topic: 'ticket',
  values: { question: 'Есть доставка?' },
  ...more,
});

const fails = (details: Partial<ConstructorParameters<typeof ServiceError>[2]>): ServiceError =>
  new ServiceError('telegram.fault', 'It fails', { retryable: true, ...details });

const tries = (route: FakeRoute): string[] => route.tries.map(({ title }) => title);

describe('a notice', () => {
  it('goes to every route once, in words, and is closed', async () => {
    const routes = {
      one: new FakeRoute('once'),
      two: new FakeRoute(),
      three: new FakeRoute('outbox'),
    };
    const { journal, events } = await open(routes);
    const chat = '77001234567@c.us';
    await journal.cases.open({ id: 'c', kind: 'ticket', chat, at: 1, about: {} }, [notice()]);
    await world?.settled();
    for (const route of Object.values(routes))
      expect(route.tries).toEqual([
        {
          id: 'ticket/1',
          topic: 'ticket',
          title: '№1 Нужен человек',
          text: 'Есть доставка?',
          level: 'warning',
          at: 1_796_000_000_000,
          case: 1,
        },
      ]);
    expect(world?.posted).toBe(1);
    expect(events.map(({ event }) => event)).toEqual(['notice-told', 'notice-told', 'notice-told']);
  });

  it('takes no route that it must not take, and only those that it may', async () => {
    const routes = { whatsapp: new FakeRoute('outbox'), telegram: new FakeRoute('once') };
    const { journal } = await open(routes);
    await journal.notices.add(notice({ id: 'a', not: ['whatsapp'] }));
    await journal.notices.add(notice({ id: 'b', only: ['whatsapp'] }));
    await world?.settled();
    expect(routes.whatsapp.tries.map(({ id }) => id)).toEqual(['b']);
    expect(routes.telegram.tries.map(({ id }) => id)).toEqual(['a']);
  });

  it('that no route may take is closed, and told in the log', async () => {
    const { journal, events } = await open({ whatsapp: new FakeRoute('outbox') });
    await journal.notices.add(notice({ topic: 'alert.account', not: ['whatsapp'] }));
    await world?.settled();
    expect(events).toMatchObject([{ event: 'notice-untold', fields: { topic: 'alert.account' } }]);
  });

  it('of which nobody wants to hear is closed without a word', async () => {
    const route = new FakeRoute();
    const { journal, told } = await open(
      { route },
      { wants: (topic: string) => topic !== 'ticket' },
    );
    await journal.notices.add(notice());
    await world?.settled();
    expect([tries(route), told]).toEqual([[], []]);
  });

  it('that says nothing any more is brought nowhere', async () => {
    const route = new FakeRoute();
    const { journal } = await open({ route });
    await journal.notices.add(notice({ topic: 'gone' }));
    await world?.settled();
    expect(route.tries).toEqual([]);
  });

  it('added by another process is found without a call', async () => {
    const route = new FakeRoute();
    const { notifier } = await open({ route });
    await notifier.stop(0);
    await world?.journal.notices.add(notice());
    await world?.close();
    world = await NotifierWorld.open(join(folder(), String(place)), { route });
    await world.settled();
    expect(tries(route)).toHaveLength(1);
  });
});

describe('a route that fails', () => {
  it('is tried again after the pause that it asks for, and holds no other up', async () => {
    const [slow, quick] = [new FakeRoute(), new FakeRoute()];
    slow.script.push(fails({ retryAfterMs: 17_000 }));
    const { journal, told } = await open({ slow, quick });
    await journal.notices.add(notice());
    await vi.waitFor(() => expect(world?.told).toContain('notice-delayed'));
    await vi.waitFor(() => expect(tries(quick)).toHaveLength(1));
    world?.pass(16_000);
    await journal.notices.list('owed');
    expect(tries(slow)).toHaveLength(1);
    world?.pass(2_000);
    await world?.settled();
    expect(tries(slow)).toHaveLength(2);
    expect(told).not.toContain('notice-given-up');
  });

  it('of whose tries nothing is known is asked twice, the second time with a word of that', async () => {
    const telegram = new FakeRoute('once');
    telegram.script.push(fails({ outcomeUnknown: true }), fails({ outcomeUnknown: true }));
    const { journal } = await open({ telegram });
    const chat = '77001234567@c.us';
    await journal.cases.open({ id: 'c', kind: 'ticket', chat, at: 1, about: {} }, [notice()]);
    for (let count = 0; count < 8; count += 1) {
      await vi.waitFor(async () =>
        expect((await journal.notices.list('owed')).length).toBeLessThan(2),
      );
      world?.pass(10 * 60_000);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    await world?.settled();
    expect(tries(telegram)).toEqual(['№1 Нужен человек', '№1 (повтор) Нужен человек']);
    expect(telegram.tries[1]?.repeated).toBe(true);
    expect(world?.told).toContain('notice-given-up');
  });

  it('that says itself that it failed is asked again and again, with that word', async () => {
    const telegram = new FakeRoute('once');
    const fault = fails({ outcomeUnknown: true, status: 502 });
    telegram.script.push(fault, fault, fault);
    const { journal } = await open({ telegram });
    await journal.notices.add(notice());
    for (let count = 1; count < 4; count += 1) {
      await vi.waitFor(() => expect(tries(telegram)).toHaveLength(count));
      await vi.waitFor(() =>
        expect(world?.told.filter((each) => each === 'notice-delayed')).toHaveLength(count),
      );
      await new Promise((resolve) => setTimeout(resolve, 20));
      world?.pass(10 * 60_000);
    }
    await world?.settled();
    expect(tries(telegram).map((title) => title.includes('(повтор)'))).toEqual([
      false,
      true,
      true,
      true,
    ]);
  });

  it('that knows ids is asked until it answers, with the same words', async () => {
    const webhook = new FakeRoute();
    webhook.script.push(...Array.from({ length: 5 }, () => fails({ outcomeUnknown: true })));
    const { journal } = await open({ webhook });
    await journal.notices.add(notice());
    for (let count = 1; count < 6; count += 1) {
      await vi.waitFor(() =>
        expect(world?.told.filter((each) => each === 'notice-delayed')).toHaveLength(count),
      );
      await new Promise((resolve) => setTimeout(resolve, 20));
      world?.pass(10 * 60_000);
    }
    await world?.settled();
    expect(new Set(webhook.tries.map((alert) => JSON.stringify(alert))).size).toBe(1);
    expect(webhook.tries).toHaveLength(6);
  });

  it('is given up after a day, and told in the log', async () => {
    const route = new FakeRoute();
    route.script.push(fails({ retryable: false }), fails({ retryable: false }));
    const { journal } = await open({ route });
    await journal.notices.add(notice());
    await vi.waitFor(() => expect(world?.told).toContain('notice-delayed'));
    await new Promise((resolve) => setTimeout(resolve, 20));
    world?.pass(25 * 60 * 60_000);
    await world?.settled();
    expect(world?.events.at(-1)).toMatchObject({
      event: 'notice-given-up',
      fields: { topic: 'ticket', route: 'route', reason: 'service.telegram.fault' },
    });
    expect(tries(route)).toHaveLength(1);
  });

  it('in a way that nobody knows is asked again, with that reason in the end', async () => {
    const route = new FakeRoute('once');
    route.script.push(new TypeError('x'), new TypeError('x'));
    const { journal } = await open({ route });
    await journal.notices.add(notice());
    for (let count = 1; count < 3; count += 1) {
      await vi.waitFor(() =>
        expect(world?.told.filter((each) => each === 'notice-delayed')).toHaveLength(count),
      );
      await new Promise((resolve) => setTimeout(resolve, 20));
      world?.pass(10 * 60_000);
    }
    await world?.settled();
    expect(world?.events.at(-1)?.fields).toMatchObject({ reason: 'unexpected' });
    expect(tries(route)).toHaveLength(2);
  });

  it('rests: what comes behind a failure is not tried at once', async () => {
    const route = new FakeRoute();
    route.script.push(fails({}));
    const { journal } = await open({ route });
    await journal.notices.add(notice({ id: 'a' }));
    await vi.waitFor(() => expect(world?.told).toContain('notice-delayed'));
    await journal.notices.add(notice({ id: 'b' }));
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(route.tries).toHaveLength(1);
    world?.pass(60_000);
    await world?.settled();
    expect(route.tries.map(({ id }) => id).toSorted()).toEqual(['a', 'a', 'b']);
  });
});

describe('a stop', () => {
  it('cuts what hangs; the next process repeats it at once, and says so where the receiver cannot know', async () => {
    const [telegram, webhook] = [new FakeRoute('once'), new FakeRoute()];
    telegram.script.push('hang');
    webhook.script.push('hang');
    const { journal } = await open({ telegram, webhook });
    await journal.notices.add(notice());
    await vi.waitFor(() => expect([telegram.tries.length, webhook.tries.length]).toEqual([1, 1]));
    await world?.close();
    world = await NotifierWorld.open(join(folder(), String(place)), { telegram, webhook });
    await world.settled();
    expect([telegram.tries[1]?.repeated, webhook.tries[1]?.repeated]).toEqual([true, undefined]);
    expect(webhook.tries[1]).toEqual(webhook.tries[0]);
  });
});
