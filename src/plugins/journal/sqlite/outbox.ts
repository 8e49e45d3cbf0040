import type { Reply } from '../../../core/kinds/channel.ts';
import type { Due, Outbox } from '../../../core/kinds/journal.ts';
import type { TurnRecord } from '../../../core/kinds/turn-record.ts';
import { turnCharge } from '../turn-charge.ts';
import { isKept, keepCharge } from './accounts.ts';
import type { SqliteConnection } from './connection.ts';
import { silenced } from './pauses.ts';
import { heldBack } from './rules.ts';
import type { Store } from './store.ts';

const columns = `id, chat, text, voice, created_at AS createdAt, tries, attempted_at AS attemptedAt, not_before AS notBefore,
  record IS NOT NULL AS added`;

const dueOfAll = `SELECT ${columns} FROM outbound WHERE state = 0 ORDER BY id`;

const dueOfChat = `SELECT ${columns} FROM outbound WHERE chat = ? AND state = 0 ORDER BY id`;

const dueOfRecord = `SELECT ${columns} FROM outbound WHERE chat = ? AND state = 0 AND record = ? ORDER BY id`;

const begin = `UPDATE outbound SET attempted_at = ?1
  WHERE id = ?2 AND state = 0 AND (record IS NOT NULL OR NOT (${heldBack} OR ${silenced}))`;

const end = `
  UPDATE outbound SET state = 1, channel_id = ?, attempted_at = NULL, reason = NULL, ended_at = ? WHERE id = ? AND state = 0`;

const putOff = `
  UPDATE outbound SET tries = tries + 1, not_before = ?, reason = ?, attempted_at = iif(?, NULL, attempted_at)
  WHERE id = ? AND state = 0`;

const bury = 'UPDATE outbound SET state = 2, reason = ?, ended_at = ? WHERE id = ? AND state = 0';

const insert =
  'INSERT INTO outbound (chat, text, voice, created_at, record) VALUES (?, ?, ?, ?, ?)';

interface DueRow extends Omit<Due, 'id' | 'attemptedAt' | 'voice' | 'added'> {
  id: number;
  voice: NonNullable<Reply['voice']> | null;
  attemptedAt: number | null;
  added: number;
}

/** The outbox in the journal's file. */
export function openOutbox(store: Store, now: () => number): Outbox {
  return {
    add: (chat, replies, record) => addReplies(store, { chat, replies, record }, now()),
    due: (chat) =>
      store.read((connection) =>
        chat === undefined
          ? connection.all<DueRow>(dueOfAll).map(toDue)
          : dueReplies(connection, chat),
      ),
    async attempt(id, at) {
      const isDue = await store.write((connection) => beginSending(connection, id, at));
      // It reaches the disk, and what was settled with it, long before the request reaches the customer.
      store.syncSoon();
      return isDue;
    },
    sent: (id, channelId) =>
      store.write((connection) => endSending(connection, id, channelId, now())),
    retry: (id, notBefore, reason, outcome) =>
      store.write(
        (connection) =>
          void connection.run(
            putOff,
            Math.ceil(notBefore),
            reason,
            Number(outcome === 'unsent'),
            id,
          ),
      ),
    giveUp: (id, reason) =>
      store.write((connection) => void connection.run(bury, reason, now(), id)),
  };
}

/** Replies that no turn wrote, and what of them memory must take in. */
export interface Added {
  chat: string;
  replies: readonly Reply[];
  record: TurnRecord;
}

function addReplies(store: Store, { chat, replies, record }: Added, now: number): Promise<Due[]> {
  return store.write((connection) => {
    putAdded(connection, { chat, replies, record }, now);
    return connection.all<DueRow>(dueOfRecord, chat, record.id).map(toDue);
  });
}

/** Makes replies due that no turn wrote, with the record that memory must take in, unless that is known. */
export function putAdded(
  connection: SqliteConnection,
  { chat, replies, record }: Added,
  now: number,
): void {
  const { id } = record;
  if (isKept(connection, id)) return;
  putReplies(connection, { chat, replies, record: id }, now);
  keepCharge(connection, id, turnCharge(record), JSON.stringify(record));
}

/** A chat's replies that are not sent yet, in order. */
export function dueReplies(connection: SqliteConnection, chat: string): Due[] {
  return connection.all<DueRow>(dueOfChat, chat).map(toDue);
}

/** Replies, and the id of the record with which they are added; null where a turn wrote them. */
interface NewReplies {
  chat: string;
  replies: readonly Reply[];
  record: string | null;
}

/** Makes replies due, behind those that are due already. */
export function putReplies(
  connection: SqliteConnection,
  { chat, replies, record }: NewReplies,
  now: number,
): void {
  for (const { text, voice = null } of replies)
    connection.run(insert, chat, text, voice, now, record);
}

/** Notes that a try begins. False: the reply is not owed any more. */
export function beginSending(connection: SqliteConnection, id: string, at: number): boolean {
  return connection.run(begin, at, id) > 0;
}

/** Notes that a reply went out. False: it was not owed any more. */
export function endSending(
  connection: SqliteConnection,
  id: string,
  channelId: string,
  now: number,
): boolean {
  return connection.run(end, channelId, now, id) > 0;
}

function toDue({ id, attemptedAt, voice, added, ...row }: DueRow): Due {
  return {
    id: String(id),
    ...row,
    ...(voice === null ? {} : { voice }),
    ...(attemptedAt === null ? {} : { attemptedAt }),
    ...(added === 1 ? { added: true } : {}),
  };
}
