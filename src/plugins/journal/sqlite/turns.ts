import type { Due, Settlement, TurnMark, Turns } from '../../../core/kinds/journal.ts';
import type { TurnRecord } from '../../../core/kinds/turn-record.ts';
import { turnCharge } from '../turn-charge.ts';
import { isKept, keepCharge } from './accounts.ts';
import { endCase, openCase } from './cases.ts';
import type { SqliteConnection } from './connection.ts';
import { addNotice } from './notices.ts';
import { dueReplies, putReplies } from './outbox.ts';
import { begin as beginPause } from './pauses.ts';
import { changeRule } from './rules.ts';
import { dead, finished } from './schema.ts';
import type { Store } from './store.ts';

const endMessage = `UPDATE inbound SET state = ?, reason = ?, ended_at = ?, begun_by = NULL
  WHERE chat = ? AND id = ? AND state = 0`;

const beginTurn = `
  UPDATE inbound SET deaths = deaths + coalesce(begun_by <> ?1, 0), begun_by = ?1, begun_alone = ?2,
         lonely_deaths = lonely_deaths + coalesce(begun_by <> ?1 AND begun_alone, 0)
  WHERE chat = ?3 AND id = ?4 AND state = 0`;

const leave = 'UPDATE inbound SET begun_by = NULL WHERE chat = ? AND id = ? AND begun_by = ?';

const isKnown = 'SELECT 1 AS yes FROM inbound WHERE chat = ? AND id = ?';

const kept =
  'SELECT record FROM turns WHERE record IS NOT NULL AND chat = coalesce(?, chat) ORDER BY seq';

const release = 'UPDATE turns SET record = NULL WHERE id = ?';

/** Ended turns in the journal's file. */
export function openTurns(store: Store, now: () => number): Turns {
  return {
    settle(settlement) {
      const record = JSON.stringify(settlement.record);
      return store.write((connection) => settle(connection, settlement, record, now()));
    },
    mark: (chat, ids, mark) =>
      store.write((connection) =>
        ids.forEach((id) => note(connection, { chat, id, mark }, store.life)),
      ),
    unremembered: (chat) =>
      store.read((connection) =>
        connection
          .all<{ record: string }>(kept, chat ?? null)
          .map(({ record }) => JSON.parse(record) as TurnRecord),
      ),
    remembered: ({ id }) => store.write((connection) => releaseRecord(connection, id)),
  };
}

/** Lets a turn's record go. False: there is no such turn. */
export function releaseRecord(connection: SqliteConnection, id: string): boolean {
  return connection.run(release, id) > 0;
}

/** A settlement, with its record as JSON. One that is known and ends no message any more came before; nothing is done then. */
export function settle(
  connection: SqliteConnection,
  settlement: Settlement,
  record: string,
  now: number,
): Due[] {
  const { chat, inbound, replies, givenUp } = settlement;
  const state = givenUp === undefined ? finished : dead;
  let ended = 0;
  for (const id of inbound)
    ended += connection.run(endMessage, state, givenUp ?? null, now, chat, id);
  const isErased =
    ended === 0 && inbound.length > 0 && !inbound.some((id) => connection.get(isKnown, chat, id));
  if (!isErased && (ended > 0 || !isKept(connection, settlement.record.id))) {
    const { ends } = settlement;
    const said = ends && !endCase(connection, ends, now) ? ends.otherwise : replies;
    putReplies(connection, { chat, replies: said, record: null }, now);
    bringAbout(connection, settlement, now);
    keepCharge(connection, settlement.record.id, turnCharge(settlement.record), record);
  }
  return dueReplies(connection, chat);
}

/** What follows from a turn beside its replies, which are due by then. */
function bringAbout(
  connection: SqliteConnection,
  { chat, pause, opens, unanswered, notices = [], rule }: Settlement,
  now: number,
): void {
  if (pause) beginPause(connection, { ...pause, chat }, undefined, now);
  if (opens) openCase(connection, opens, notices);
  else for (const notice of notices) addNotice(connection, notice);
  if (unanswered) openCase(connection, unanswered, []);
  if (rule) changeRule(connection, chat, rule);
}

/** It survives a killed process; that it may be lost with the power does not matter, as that ends no life by a message. */
function note(
  connection: SqliteConnection,
  { chat, id, mark }: { chat: string; id: string; mark: TurnMark },
  life: number,
): void {
  if (mark === 'left') connection.run(leave, chat, id, life);
  else connection.run(beginTurn, life, Number(mark === 'alone'), chat, id);
}
