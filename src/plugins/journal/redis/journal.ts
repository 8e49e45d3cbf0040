import type { Journal } from '../../../core/kinds/journal.ts';
import type { World } from '../../../core/kinds/plugin.ts';
import { openRedis, type RedisConnection } from '../../redis/connection.ts';
import type { RedisValues } from '../../redis/settings.ts';
import { openAccounts } from './accounts.ts';
import { openCases } from './cases.ts';
import { openDeeds } from './deeds.ts';
import { erase } from './erasing.ts';
import { Fence } from './fence.ts';
import { openFinished } from './finished.ts';
import { forgetInPassing } from './forgetting.ts';
import { openHealth } from './health.ts';
import { openInbox } from './inbox.ts';
import { openLetters } from './letters.ts';
import { openNotices } from './notices.ts';
import { openOutbox } from './outbox.ts';
import { RedisOwnership } from './ownership.ts';
import { openPauses } from './pauses.ts';
import { openRules } from './rules.ts';
import { RedisSharing } from './sharing.ts';
import { Store } from './store.ts';
import { openTurns } from './turns.ts';

/** Opens the journal in Redis. Rejects as `openRedis` does. */
export async function openJournal(
  values: RedisValues,
  world: Pick<World, 'log' | 'now' | 'once'>,
): Promise<Journal> {
  return toJournal(await openRedis(values, world), world);
}

/** The journal over an open connection, which it then owns. */
export function toJournal(connection: RedisConnection, world: Pick<World, 'log' | 'now'>): Journal {
  const { now } = world;
  const store = new Store(connection, new Fence());
  const sharing = new RedisSharing(store, world);
  const letters = openLetters(store, now, sharing);
  const ownership = new RedisOwnership(store, sharing);
  forgetInPassing(store, now);
  return {
    inbox: openInbox(store, now, sharing),
    turns: openTurns(store, now),
    outbox: openOutbox(store, now),
    letters,
    pauses: openPauses(store, now, sharing),
    finished: openFinished(store),
    accounts: openAccounts(store),
    ownership,
    cases: openCases(store, now),
    notices: openNotices(store, now),
    rules: openRules(store),
    deeds: openDeeds(store),
    health: openHealth(store),
    erase: (chat, phone) => erase(store, letters, chat, phone),
    async close() {
      await sharing.close();
      await ownership.close();
      await store.close();
      connection.close();
    },
  };
}
