import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Journal } from '../../src/core/kinds/journal.ts';
import { owner, startAlertReceivers, type AlertReceivers } from './alert-receivers.ts';
import { customer } from './dialogue.ts';
import { openFleet } from './fleet.ts';
import { lookOnRedis } from './look-on-redis.ts';
import { chatOf } from './messenger.ts';
import { throwsOf } from './throws.ts';
import { openWorld, until, type World } from './world.ts';

const { rounds, timeout, dice } = throwsOf('DIGEST', 3, 8);

const dayMs = 86_400_000;
const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/** The minute that has just begun, or the one before it, as the time of the digest: its hour has come when the bot starts. */
function justNow(): string {
  const at = new Date(Date.now() - 60_000);
  return `${weekdays[at.getUTCDay()]} ${at.getUTCHours()}:${String(at.getUTCMinutes()).padStart(2, '0')}`;
}

const settings = {
  WABOT_QUIET_MS: '20',
  LOG_LEVEL: 'info',
  WABOT_LANGUAGES: 'ru',
  WABOT_TIME_ZONE: 'UTC',
};

/** Somebody was answered within the week. */
async function answered({ accounts }: Journal): Promise<void> {
  const usage = { input: 10, cached: 0, output: 5 };
  const charge = { kind: 'answer' as const, chat: customer(1), model: 'gpt-6-luna', usage };
  await accounts.charge({ ...charge, at: Date.now() - 2 * dayMs, ms: 900 });
}

/** How often the digest has arrived by each route. */
function arrived(world: World, { telegram, events }: AlertReceivers): unknown {
  const told = telegram.written.filter(({ text }) => text.includes('📊'));
  const posted = events.filter(({ type }) => type === 'digest');
  return {
    whatsapp: world.heardBy(chatOf(owner)).filter((text) => text.startsWith('📊')).length,
    telegram: told.length > 0 && told.slice(1).every(({ text }) => text.includes('(повтор)')),
    ids: new Set(posted.map(({ id }) => id)).size,
  };
}

const once = { whatsapp: 1, telegram: true, ids: 1 };
const slowly = { latencyMs: dice(30), redeliverMs: 100 };

type Look = <T>(look: (journal: Journal) => Promise<T>) => Promise<T>;

/** What has arrived, once nothing is owed any more. */
async function allThatArrived(
  world: World,
  receivers: AlertReceivers,
  look: Look,
): Promise<unknown> {
  await until(() => expect(arrived(world, receivers)).toMatchObject({ telegram: true, ids: 1 }));
  await until(async () =>
    expect(await look((journal) => journal.notices.list('owed'))).toEqual([]),
  );
  await until(async () => expect(await look((journal) => journal.outbox.due())).toEqual([]));
  return arrived(world, receivers);
}

describe('the digest of a week, with the bot killed again and again in its hour', () => {
  it('is told once, and is never lost', { timeout }, async () => {
    await using receivers = await startAlertReceivers(dice(60));
    const env = { ...settings, ...receivers.env, WABOT_DIGEST: justNow() };
    await using world = await openWorld({ idle: true, env, greenApi: slowly });
    const look: Look = (work) => world.journal(work);
    await (await world.spawn()).stop('SIGKILL');
    await look(answered);
    for (let kill = 0; kill < rounds; kill += 1) {
      const running = await world.spawn();
      await sleep(dice(600)());
      await running.stop('SIGKILL');
    }
    await world.spawn();
    expect(await allThatArrived(world, receivers, look)).toEqual(once);
  });

  it('is so with three processes on one Redis', { timeout }, async () => {
    await using receivers = await startAlertReceivers(dice(60));
    const env = { ...settings, ...receivers.env, WABOT_DIGEST: justNow() };
    await using fleet = await openFleet(3, { env, greenApi: slowly });
    const look: Look = (work) => lookOnRedis(fleet.redis.url, work);
    await look(answered);
    for (let kill = 0; kill < rounds; kill += 1) {
      await fleet.kill();
      await fleet.grow();
      await sleep(dice(600)());
    }
    expect(await allThatArrived(fleet.world, receivers, look)).toEqual(once);
  });
});
