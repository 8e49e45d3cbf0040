import type { Journal } from '../../../core/kinds/journal.ts';
import type { World } from '../../../core/kinds/plugin.ts';
import { openRedis, type RedisConnection } from '../../redis/connection.ts';
import type { RedisValues } from '../../redis/settings.ts';
import { RedisBooks } from './accounts.ts';
import { Fence } from './fence.ts';
import { forgetInPassing } from './forgetting.ts';
import { openInbox } from './inbox.ts';
import { openLetters } from './letters.ts';
import { openOutbox } from './outbox.ts';
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
  const { me } = store;
  const sharing = new RedisSharing(store, world, me);
  const letters = openLetters(store, now, sharing);
  const books = new RedisBooks(store, letters, sharing, me);
  forgetInPassing(store, now);
  return {
    inbox: openInbox(store, now, sharing),
    outbox: openOutbox(store, now),
    turns: openTurns(store, now),
    letters,
    books,
    async close() {
      await sharing.close();
      await books.close();
      await store.close();
      connection.close();
    },
  };
}
