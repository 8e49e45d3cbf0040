import type { Inbound } from '../../../core/kinds/channel.ts';
import type { Inbox, Waiting } from '../../../core/kinds/journal.ts';
import type { SqliteConnection } from './connection.ts';
import type { Store } from './store.ts';

const insert =
  'INSERT INTO inbound (chat, id, body, accepted_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING';

const chatsWaiting =
  'SELECT chat, max(not_before) AS notBefore FROM inbound WHERE state = 0 GROUP BY chat ORDER BY min(seq)';

/** What another life began and has not ended is one death more. */
const waitingOfChat = `
  SELECT body, tries, accepted_at AS acceptedAt, deaths + coalesce(begun_by <> ?1, 0) AS deaths,
         lonely_deaths + coalesce(begun_by <> ?1 AND begun_alone, 0) AS lonelyDeaths
  FROM inbound WHERE chat = ?2 AND state = 0 ORDER BY seq`;

const latest = 'SELECT body FROM inbound WHERE id = ? ORDER BY seq DESC LIMIT 1';

const countFailure = `UPDATE inbound SET tries = tries + 1, not_before = ?, reason = ?, begun_by = NULL
  WHERE chat = ? AND id = ? AND state = 0`;

interface WaitingRow extends Omit<Waiting, 'inbound'> {
  body: string;
}

/** The inbox in the journal's file. */
export function openInbox(store: Store, now: () => number): Inbox {
  return {
    async accept(inbound) {
      const body = JSON.stringify(inbound);
      const isNew = await store.write((connection) =>
        storeMessage(connection, inbound, body, now()),
      );
      const durable = store.sync();
      durable.catch(() => {});
      return { isNew, durable };
    },
    chats: () =>
      store.read((connection) =>
        connection
          .all<{ chat: string; notBefore: number }>(chatsWaiting)
          .map(({ chat, notBefore }) => ({ chat, notBefore })),
      ),
    waiting: (chat) => store.read((connection) => waitingMessages(connection, chat, store.life)),
    postpone: (chat, ids, notBefore, reason) =>
      store.write((connection) => {
        for (const id of ids) connection.run(countFailure, Math.ceil(notBefore), reason, chat, id);
      }),
    find: (id) =>
      store.read((connection) => {
        const row = connection.get<{ body: string }>(latest, id);
        return row && (JSON.parse(row.body) as Inbound);
      }),
  };
}

/** Stores a message, with itself as JSON, unless it is known. */
export function storeMessage(
  connection: SqliteConnection,
  { chat, id }: Inbound,
  body: string,
  now: number,
): boolean {
  return connection.run(insert, chat, id, body, now) === 1;
}

/** A chat's waiting messages in the order of acceptance, with their deaths as this life of a process counts them. */
export function waitingMessages(
  connection: SqliteConnection,
  chat: string,
  life: number,
): Waiting[] {
  return connection.all<WaitingRow>(waitingOfChat, life, chat).map(toWaiting);
}

function toWaiting({ body, ...row }: WaitingRow): Waiting {
  return { inbound: JSON.parse(body) as Inbound, ...row };
}
