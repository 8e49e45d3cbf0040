import type { Inbound } from '../../../core/kinds/channel.ts';
import type { TurnRecord } from '../../../core/kinds/turn-record.ts';
import type { SqliteConnection } from './connection.ts';
import { storeMessage, waitingMessages } from './inbox.ts';
import { beginSending, endSending } from './outbox.ts';
import { releaseRecord, settle } from './turns.ts';

/** Where nobody is. */
const nobody: Inbound = {
  chat: 'trial',
  id: 'trial',
  at: 0,
  content: { type: 'text', text: 'trial' },
};

/**
 * Takes a message along the whole path, from its acceptance to the reply that was sent and remembered, and undoes it all within
 * the transaction under way. Throws where a page on that path is damaged, which a write elsewhere does not show. A message that
 * could not be accepted is tried itself: what is damaged may be where its own chat belongs.
 */
export function tryThePath(
  connection: SqliteConnection,
  now: number,
  message: Inbound = nobody,
): void {
  const { chat, id } = message;
  connection.run('SAVEPOINT trial');
  storeMessage(connection, message, JSON.stringify(message), now);
  waitingMessages(connection, chat, 0);
  const record: TurnRecord = { id: `trial ${id}`, chat, at: now, entries: [], facts: {} };
  const settlement = { chat, inbound: [id], replies: [{ text: 'trial' }], record };
  for (const due of settle(connection, settlement, JSON.stringify(record), now).slice(-1)) {
    beginSending(connection, due.id, now);
    endSending(connection, due.id, 'trial', now);
  }
  releaseRecord(connection, record.id);
  connection.run('ROLLBACK TO trial');
  connection.run('RELEASE trial');
}
