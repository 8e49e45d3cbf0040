import type { SqliteConnection } from './connection.ts';
import { dead, finished } from './schema.ts';
import type { Store } from './store.ts';

const dayMs = 24 * 60 * 60 * 1000;

/** GREEN-API repeats a notification for 24 hours; what is older than this is not asked for again. */
const finishedMs = 3 * dayMs;
const deadMs = 30 * dayMs;
const accountsMs = 400 * dayMs;

/** Rows of one kind that are forgotten at a time, so that nobody waits for it. */
const mostRows = 200;

/** Pauses between two times: usually, and while there is more to forget. Milliseconds. */
const pauseMs = 60_000;
const busyPauseMs = 1_000;

const ended = (table: string): string =>
  `DELETE FROM ${table} WHERE rowid IN (SELECT rowid FROM ${table} WHERE state = ? AND ended_at < ? LIMIT ${mostRows})`;

const rejected = `DELETE FROM rejected WHERE id IN (SELECT id FROM rejected WHERE at < ? LIMIT ${mostRows})`;

const accounts = `DELETE FROM turns WHERE seq IN (SELECT seq FROM turns WHERE at < ? AND record IS NULL LIMIT ${mostRows})`;

const pauses = 'DELETE FROM pauses WHERE until < ?1 AND coalesce(resumed, 0) < ?1';

const cases = `DELETE FROM cases WHERE number IN (SELECT number FROM cases WHERE ended_at < ? LIMIT ${mostRows})`;

const notices = `DELETE FROM notices WHERE seq IN (SELECT seq FROM notices WHERE closed_at < ? LIMIT ${mostRows})`;

const deeds = `DELETE FROM deeds WHERE seq IN (SELECT seq FROM deeds WHERE at < ? LIMIT ${mostRows})`;

/** Forgets what is old, a little after some of the commits. */
export function forgetInPassing(store: Store, now: () => number): void {
  let last = -Infinity;
  let pause = pauseMs;
  store.onCommit(() => {
    const at = now();
    if (Math.abs(at - last) < pause) return;
    last = at;
    pause = pauseMs;
    const forgotten = store.write((connection) => forget(connection, at));
    forgotten.then(
      (isAll) => (pause = isAll ? pauseMs : busyPauseMs),
      () => {},
    );
  });
}

/** Whether nothing is left to forget. */
function forget(connection: SqliteConnection, now: number): boolean {
  const counts = [
    ...['inbound', 'outbound'].flatMap((table) => [
      connection.run(ended(table), finished, now - finishedMs),
      connection.run(ended(table), dead, now - deadMs),
    ]),
    connection.run(rejected, now - deadMs),
    connection.run(pauses, now - deadMs),
    connection.run(cases, now - deadMs),
    connection.run(notices, now - deadMs),
    connection.run(deeds, now - deadMs),
    connection.run(accounts, now - accountsMs),
  ];
  return counts.every((count) => count < mostRows);
}
