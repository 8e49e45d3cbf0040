import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { owner, startAlertReceivers, type AlertReceivers } from './alert-receivers.ts';
import type { Journal } from '../../src/core/kinds/journal.ts';
import { openFleet } from './fleet.ts';
import { lookOnRedis } from './look-on-redis.ts';
import { chatOf } from './messenger.ts';
import { throwsOf } from './throws.ts';
import { openWorld, until, type World } from './world.ts';

const { rounds, timeout, dice } = throwsOf('ALERT', 2, 5);

/** What tells a notice from all others, in what people read. */
const mark = (count: number): string => `${count + 1000} `;

/** Looks into the journal of all processes. */
type Look = <T>(look: (journal: Journal) => Promise<T>) => Promise<T>;

/** Notices that any process may add. */
async function add(look: Look, count: number): Promise<void> {
  await look((journal) =>
    journal.notices.add({
      id: `alert.given-up/${count}`,
      at: Date.now(),
      topic: 'alert.given-up',
      values: { count: count + 1000 },
    }),
  );
}

/** How often each notice arrived by each route. */
function arrivals(world: World, { telegram, events }: AlertReceivers, count: number): unknown {
  const said = world.heardBy(chatOf(owner)).filter((text) => text.includes(mark(count)));
  const told = telegram.written.filter(({ text }) => text.includes(mark(count)));
  const posted = events.filter(({ title }) => title.includes(mark(count)));
  const [first, ...others] = told.map(({ text }) => text.includes('(повтор)'));
  return {
    whatsapp: said.length,
    telegram: told.length > 0 && told.length < 3,
    firstIsMarked: first,
    othersAreMarked: others.every(Boolean),
    webhook: posted.length > 0,
    ids: new Set(posted.map(({ id }) => id)).size,
  };
}

const once = {
  whatsapp: 1,
  telegram: true,
  othersAreMarked: true,
  webhook: true,
  ids: 1,
};

const settings = { WABOT_QUIET_MS: '20', LOG_LEVEL: 'info', WABOT_LANGUAGES: 'ru' };

/** How each notice has arrived, once nothing is owed any more. */
async function allArrivals(
  world: World,
  receivers: AlertReceivers,
  { look, count }: { look: Look; count: number },
): Promise<unknown[]> {
  await until(async () =>
    expect(await look((journal) => journal.notices.list('owed'))).toEqual([]),
  );
  await until(async () => expect(await look((journal) => journal.outbox.due())).toEqual([]));
  return Array.from({ length: count }, (_, each) => arrivals(world, receivers, each));
}

const slowly = { latencyMs: dice(30), redeliverMs: 100 };

describe('what the owners are told while the bot is killed again and again', () => {
  it(
    'arrives by every route, once in WhatsApp and under one id by webhook',
    { timeout },
    async () => {
      await using receivers = await startAlertReceivers(dice(60));
      const env = { ...settings, ...receivers.env };
      await using world = await openWorld({ idle: true, env, greenApi: slowly });
      const look: Look = (work) => world.journal(work);
      let count = 0;
      for (let kill = 0; kill < rounds; kill += 1) {
        const running = await world.spawn();
        for (let each = 0; each < 3; each += 1) await add(look, count++);
        await sleep(dice(2_600)());
        await running.stop('SIGKILL');
      }
      await world.spawn();
      const arrived = await allArrivals(world, receivers, { look, count });
      expect(arrived).toMatchObject(arrived.map(() => once));
      expect(arrived).toHaveLength(3 * rounds);
    },
  );

  it('does so with three processes on one Redis', { timeout }, async () => {
    await using receivers = await startAlertReceivers(dice(60));
    const env = { ...settings, ...receivers.env };
    await using fleet = await openFleet(3, { env, greenApi: slowly });
    const look: Look = (work) => lookOnRedis(fleet.redis.url, work);
    let count = 0;
    for (let kill = 0; kill < rounds; kill += 1) {
      for (let each = 0; each < 3; each += 1) await add(look, count++);
      await sleep(dice(1_500)());
      await fleet.kill();
      await fleet.grow();
    }
    const arrived = await allArrivals(fleet.world, receivers, { look, count });
    expect(arrived).toMatchObject(arrived.map(() => once));
    expect(arrived).toHaveLength(3 * rounds);
  });
});
