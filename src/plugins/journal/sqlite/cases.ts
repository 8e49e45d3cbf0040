import type {
  Case,
  CaseAbout,
  CaseEnding,
  CaseKind,
  CaseOutcome,
  Cases,
  NewCase,
} from '../../../core/kinds/cases.ts';
import type { NewNotice } from '../../../core/kinds/notices.ts';
import { aboutCase, recordOfEnding } from '../case-matters.ts';
import type { SqliteConnection } from './connection.ts';
import { storeMessage } from './inbox.ts';
import { addNotice } from './notices.ts';
import { putAdded } from './outbox.ts';
import { begin as beginPause, endHandoff } from './pauses.ts';
import type { Store } from './store.ts';

const columns = 'number, id, kind, chat, at, about, known, outcome, ended_at, ended_by';

const byNumber = `SELECT ${columns} FROM cases WHERE number = ?`;

const byId = `SELECT ${columns} FROM cases WHERE id = ?`;

const ofAll = `SELECT ${columns} FROM cases ORDER BY number DESC`;

const ofOpen = `SELECT ${columns} FROM cases WHERE outcome IS NULL ORDER BY number DESC`;

const ofChat = `SELECT ${columns} FROM cases WHERE chat = ? ORDER BY number DESC`;

const insert = 'INSERT INTO cases (id, kind, chat, at, about, known) VALUES (?, ?, ?, ?, ?, ?)';

const takeOver = `INSERT INTO cases (number, id, kind, chat, at, about, known, outcome, ended_at, ended_by)
  VALUES (?, ?, ?, ?, ?, ?, 0, ?, ?, ?) ON CONFLICT DO NOTHING`;

const finish =
  'UPDATE cases SET outcome = ?, ended_at = ?, ended_by = ? WHERE number = ? AND outcome IS NULL';

/** The place of the last message that is done, where none before it waits; a message that came later is newer than what is known. */
const lastKnown = `SELECT coalesce((SELECT min(seq) - 1 FROM inbound WHERE chat = ?1 AND state = 0),
    (SELECT max(seq) FROM inbound WHERE chat = ?1), 0) AS place`;

/** What is written by somebody of the business says so. */
const newer = `SELECT 1 AS yes FROM inbound
  WHERE chat = ? AND (state = 0 OR seq > ?) AND json_extract(body, '$.from') IS NULL LIMIT 1`;

interface Row {
  number: number;
  id: string;
  kind: CaseKind;
  chat: string;
  at: number;
  about: string;
  known: number;
  outcome: CaseOutcome | null;
  ended_at: number | null;
  ended_by: string | null;
}

/** What people have to deal with, in the journal's file. */
export function openCases(store: Store, now: () => number): Cases {
  return {
    open: (opened, notices = []) =>
      store.writeSynced((connection) => openCase(connection, opened, notices)),
    find: (number) =>
      store.read((connection) => {
        const row = connection.get<Row>(byNumber, number);
        return row && toCase(row);
      }),
    list: ({ open, chat, kind } = {}) =>
      store.read((connection) =>
        rowsOf(connection, open, chat)
          .map(toCase)
          .filter(
            (each) =>
              (kind === undefined || each.kind === kind) &&
              (open === undefined || open === (each.end === undefined)),
          ),
      ),
    end: (ending) => store.writeSynced((connection) => endCase(connection, ending, now())),
    know: (known) => store.writeSynced((connection) => takeOverCase(connection, known)),
  };
}

/** Opens a case with what is told of it, unless its id is known. Returns it as it stands. */
export function openCase(
  connection: SqliteConnection,
  opened: NewCase,
  notices: readonly NewNotice[],
): Case {
  const { id, kind, chat, at, about } = opened;
  const before = connection.get<Row>(byId, id);
  if (before) return toCase(before);
  const last = connection.get<{ place: number }>(lastKnown, chat);
  connection.run(insert, id, kind, chat, at, JSON.stringify(about), last?.place ?? 0);
  const number = connection.get<{ number: number }>('SELECT last_insert_rowid() AS number');
  const begun = { ...opened, number: number?.number ?? 0 };
  for (const notice of notices) addNotice(connection, aboutCase(notice, begun));
  return begun;
}

/** Ends an open case. Undefined: there is none that could end so, and nothing happened. */
export function endCase(
  connection: SqliteConnection,
  ending: CaseEnding,
  now: number,
): Case | undefined {
  const { number, outcome, at, by, replies = [], pause, unlessNewer, notices = [], hands } = ending;
  const row = connection.get<Row>(byNumber, number);
  if (!row || (row.outcome !== null && !ending.anyway)) return undefined;
  const { chat, known } = row;
  if (unlessNewer && connection.get(newer, chat, known)) return undefined;
  connection.run(finish, outcome, at, by ?? null, number);
  const record = recordOfEnding(ending, chat);
  if (record) putAdded(connection, { chat, replies, record }, now);
  if (hands) storeMessage(connection, hands, JSON.stringify(hands), now);
  if (ending.resumes) endHandoff(connection, chat, at);
  if (pause) beginPause(connection, { ...pause, chat }, undefined, now);
  const isFirst = row.outcome === null;
  const ended = toCase(isFirst ? { ...row, outcome, ended_at: at, ended_by: by ?? null } : row);
  for (const notice of notices) addNotice(connection, aboutCase(notice, ended));
  return ended;
}

function rowsOf(connection: SqliteConnection, open?: boolean, chat?: string): Row[] {
  if (chat !== undefined) return connection.all<Row>(ofChat, chat);
  return connection.all<Row>(open === true ? ofOpen : ofAll);
}

/** Its messages are not in this journal: what is done here is known to it. */
function takeOverCase(
  connection: SqliteConnection,
  { number, id, kind, chat, at, about, end }: Case,
): boolean {
  const ended = [end?.outcome ?? null, end?.at ?? null, end?.by ?? null];
  return (
    connection.run(takeOver, number, id, kind, chat, at, JSON.stringify(about), ...ended) === 1
  );
}

function toCase({ number, id, kind, chat, at, about, ...row }: Row): Case {
  const { outcome, ended_at, ended_by } = row;
  const opened = { number, id, kind, chat, at, about: JSON.parse(about) as CaseAbout };
  if (outcome === null || ended_at === null) return opened;
  const end = { outcome, at: ended_at, ...(ended_by === null ? {} : { by: ended_by }) };
  return { ...opened, end };
}
