import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { owner, startAlertReceivers, type AlertReceivers } from './alert-receivers.ts';
import { openWorld, until, type World } from './world.ts';

const dice = (most: number) => (): number => Math.random() * most;

/** What tells a notice from all others, in what people read. */
const mark = (count: number): string => `${count + 1000} `;

/** Notices that any process may add. */
async function add(world: World, count: number): Promise<void> {
  await world.journal((journal) =>
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
  const said = world.heardBy(`${owner}@c.us`).filter((text) => text.includes(mark(count)));
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

describe('what the owners are told while the bot is killed again and again', () => {
  it(
    'arrives by every route, once in WhatsApp and under one id by webhook',
    { timeout: 240_000 },
    async () => {
      await using receivers = await startAlertReceivers(dice(60));
      await using world = await openWorld({
        idle: true,
        env: { ...settings, ...receivers.env },
        greenApi: { latencyMs: dice(30), redeliverMs: 100 },
      });
      let count = 0;
      for (let kill = 0; kill < 12; kill += 1) {
        const running = await world.spawn();
        for (let each = 0; each < 3; each += 1) await add(world, count++);
        await sleep(dice(2_600)());
        await running.stop('SIGKILL');
      }
      await world.spawn();
      await until(async () =>
        expect(await world.journal((journal) => journal.notices.owed())).toEqual([]),
      );
      await until(async () =>
        expect(await world.journal((journal) => journal.outbox.due())).toEqual([]),
      );
      for (let each = 0; each < count; each += 1)
        expect({ each, ...(arrivals(world, receivers, each) as object) }).toMatchObject({
          each,
          ...once,
        });
    },
  );
});
