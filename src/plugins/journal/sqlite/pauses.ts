import type { Inbound } from '../../../core/kinds/channel.ts';
import {
  withdrawnReason,
  type NewPause,
  type Pause,
  type PauseReason,
  type Pauses,
} from '../../../core/kinds/pauses.ts';
import type { SqliteConnection } from './connection.ts';
import { storeMessage } from './inbox.ts';
import { dead, finished, waiting } from './schema.ts';
import type { Store } from './store.ts';

/** The row of every chat. */
const everywhere = '';

/**
 * Whether a reply (a row of `outbound`) may not be tried at the moment `?1`: its chat, or every chat, has a current pause or
 * one that began when the reply was due already. A row with `begun = 0` only knows when a person ended a pause. One of the
 * bot's own lets replies `through` to the last that was due when it began.
 */
export const silenced = `EXISTS (
  SELECT 1 FROM pauses p WHERE p.chat IN (outbound.chat, '') AND p.begun > 0 AND outbound.id > coalesce(p.through, 0)
    AND (coalesce(p.until, 9e15) > ?1 OR p.begun >= outbound.created_at)
    AND NOT (p.chat = '' AND EXISTS (SELECT 1 FROM pauses o WHERE o.chat = outbound.chat AND o.resumed >= p.at)))`;

const columns = 'chat, reason, at, begun, until, resumed, words, unanswered';

const ofChat = `SELECT ${columns} FROM pauses WHERE chat IN (?, '')`;

const ofAll = `SELECT ${columns} FROM pauses ORDER BY begun DESC`;

const isSent = 'SELECT 1 AS yes FROM outbound WHERE chat = ? AND state = 1 AND channel_id = ?';

const isKnown = 'SELECT 1 AS yes FROM inbound WHERE chat = ? AND id = ?';

const hasWritten = 'SELECT 1 AS yes FROM inbound WHERE chat = ? LIMIT 1';

const keep = `
  INSERT INTO pauses (chat, reason, at, begun, until, words, through) VALUES (?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT DO UPDATE SET reason = excluded.reason, at = excluded.at, begun = excluded.begun, until = excluded.until,
    words = excluded.words, through = excluded.through, unanswered = NULL`;

const lastDue = 'SELECT coalesce(max(id), 0) AS id FROM outbound';

const finish = `UPDATE pauses SET until = ?1, resumed = ?1
  WHERE chat = ?2 AND at / 1000 <= ?1 / 1000 AND coalesce(until, 9e15) > ?1`;

const remember = `
  INSERT INTO pauses (chat, reason, at, begun, until, resumed) VALUES (?2, 'command', 0, 0, ?1, ?1)
  ON CONFLICT DO UPDATE SET resumed = max(coalesce(resumed, 0), ?1)`;

const isMachines = `SELECT begun FROM pauses
  WHERE chat = ? AND words = ? AND begun > 0 AND coalesce(until, 9e15) > ?`;

const unmake = 'UPDATE pauses SET begun = 0, until = at, resumed = at WHERE chat = ?';

const firstWithdrawn = `SELECT min(created_at) AS at FROM outbound
  WHERE chat = ? AND state = ${dead} AND reason = ? AND ended_at >= ?`;

const waitAgain = `UPDATE inbound SET state = ${waiting}, ended_at = NULL, tries = 0, not_before = 0,
    body = json_set(body, '$.lifted', json('true'))
  WHERE chat = ? AND state = ${finished} AND ended_at >= ? AND coalesce(json_extract(body, '$.from'),
    json_extract(body, '$.changes'), json_extract(body, '$.unless')) IS NULL`;

const note = 'UPDATE pauses SET unanswered = ? WHERE chat = ? AND until = ? AND unanswered IS NULL';

interface Row {
  chat: string;
  reason: PauseReason;
  at: number;
  begun: number;
  until: number | null;
  resumed: number | null;
  words: string | null;
  unanswered: number | null;
}

/** Where the bot is silent, in the journal's file. */
export function openPauses(store: Store, now: () => number): Pauses {
  return {
    begin: (pause, message) =>
      store.writeSynced((connection) => begin(connection, pause, message, now())),
    end: (chat, at) => store.writeSynced((connection) => end(connection, chat, Math.floor(at))),
    lift: (chat, words) => store.writeSynced((connection) => lift(connection, chat, words, now())),
    of: (chat) => store.read((connection) => connection.all<Row>(ofChat, chat).map(toPause)),
    list: () => store.read((connection) => connection.all<Row>(ofAll).map(toPause)),
    conclude: (chat, until, unanswered) =>
      store.write((connection) => connection.run(note, Number(unanswered), chat, until) > 0),
  };
}

/** Begins a pause or prolongs the current one; what the contract says of it. */
export function begin(
  connection: SqliteConnection,
  pause: NewPause,
  message: Inbound | undefined,
  now: number,
): Awaited<ReturnType<Pauses['begin']>> {
  const { chat = everywhere, at, until } = pause;
  if (message && connection.get(isSent, chat, message.id)) return { outcome: 'own', kept: false };
  if (message && connection.get(isKnown, chat, message.id)) return { outcome: 'known', kept: true };
  const kept = message !== undefined && connection.get(hasWritten, chat) !== undefined;
  if (kept) storeMessage(connection, message, JSON.stringify(message), now);
  const rows = connection.all<Row>(ofChat, chat);
  const isOld = rows.some(({ resumed }) => resumed !== null && second(at) < second(resumed));
  if ((isOld && !isOfBot(pause)) || (until !== undefined && until <= now))
    return { outcome: 'over', kept };
  prolong(
    connection,
    pause,
    rows.find((row) => row.chat === chat),
    now,
  );
  return { outcome: 'paused', kept };
}

function prolong(
  connection: SqliteConnection,
  { chat = everywhere, ...pause }: NewPause,
  before: Row | undefined,
  now: number,
): void {
  const isInForce =
    before !== undefined && before.begun > 0 && (before.until === null || before.until > now);
  if (isInForce && isOfBot(pause) && !isOfBot(before)) return;
  const { reason, at, until, words } = isInForce ? longer(pause, before) : pause;
  const through = isOfBot(pause) ? connection.get<{ id: number }>(lastDue)?.id : undefined;
  const ends = [until ?? null, words ?? null, through ?? null];
  connection.run(keep, chat, reason, at, now, ...ends);
}

/** The later of both ends; what a person bade stays that, and what anything but a machine's words made. */
function longer(pause: Omit<NewPause, 'chat'>, before: Row) {
  const isTakenOver = isOfBot(before) && !isOfBot(pause) && second(pause.at) >= second(before.at);
  const { until, words } = before;
  return {
    reason: isStronger(before, pause) ? before.reason : pause.reason,
    at: Math.max(before.at, pause.at),
    until: isTakenOver
      ? pause.until
      : until === null || pause.until === undefined
        ? undefined
        : Math.max(until, pause.until),
    words: (pause.words ?? null) === words ? words : null,
  };
}

type Reason = Pick<Row, 'reason'>;

function isStronger(before: Reason, { reason }: Reason): boolean {
  return before.reason === 'command' || (before.reason === 'handoff' && reason === 'rest');
}

function isOfBot({ reason }: Reason): boolean {
  return reason === 'handoff' || reason === 'rest';
}

/** Ends the pause of a chat that was handed to a person; any other stays. */
export function endHandoff(connection: SqliteConnection, chat: string, at: number): void {
  const own = connection.all<Row>(ofChat, chat).find((row) => row.chat === chat);
  if (own?.reason === 'handoff') end(connection, chat, Math.floor(at));
}

function end(connection: SqliteConnection, chat: string | undefined, at: number): number {
  const chats = chat === undefined ? connection.all<Row>(ofAll).map((row) => row.chat) : [chat];
  const ended = chats.reduce((sum, each) => sum + connection.run(finish, at, each), 0);
  connection.run(remember, at, chat ?? everywhere);
  return ended;
}

function lift(connection: SqliteConnection, chat: string, words: string, now: number): boolean {
  const begun = connection.get<{ begun: number }>(isMachines, chat, words, now)?.begun;
  if (begun === undefined) return false;
  const { at } =
    connection.get<{ at: number | null }>(firstWithdrawn, chat, withdrawnReason, begun) ?? {};
  connection.run(waitAgain, chat, Math.min(begun, at ?? begun));
  connection.run(unmake, chat);
  return true;
}

function second(at: number): number {
  return Math.floor(at / 1000);
}

function toPause({ chat, reason, at, begun, until, resumed, words, unanswered }: Row): Pause {
  return {
    ...(chat === everywhere ? {} : { chat }),
    reason,
    at,
    begunAt: begun,
    ...(until === null ? {} : { until }),
    ...(resumed === null ? {} : { resumedAt: resumed }),
    ...(words === null ? {} : { words }),
    ...(unanswered === null ? {} : { unanswered: unanswered === 1 }),
  };
}
