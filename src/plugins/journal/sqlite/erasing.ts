import type { SqliteConnection } from './connection.ts';
import type { Store } from './store.ts';

/** What belongs to a person; the raw notifications are known only by the chat's name in them. */
const erasures = [
  'DELETE FROM inbound WHERE chat = ?',
  'DELETE FROM outbound WHERE chat = ?',
  'DELETE FROM turns WHERE chat = ?',
  'DELETE FROM pauses WHERE chat = ?',
  'DELETE FROM rejected WHERE instr(body, ?) > 0',
];

/** Removes a person from the journal's file and from its log. Resolves with how many rows there were. */
export async function erase(store: Store, chat: string): Promise<number> {
  const erased = await store.writeSynced((connection) => eraseAll(connection, chat));
  // What was erased still stands in the log; anyone who has been told that it is gone must be able to rely on it.
  await store.emptyLog();
  return erased;
}

function eraseAll(connection: SqliteConnection, chat: string): number {
  return erasures.reduce((sum, erasure) => sum + connection.run(erasure, chat), 0);
}
