import { existsSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Slot } from '../../core/kinds/calendar.ts';
import { ServiceError } from '../../core/plugin-api/failures.ts';
import { emptyingLog } from '../sqlite/database-file.ts';
import { resultCodeOf, resultCodes } from '../sqlite/result-codes.ts';
import {
  keptMs,
  keptOffers,
  type BookingLedger,
  type PutOutcome,
  type BookingRow,
  type Which,
} from './booking-ledger.ts';
import { failureOf, openBookingsFile } from './sqlite-file.ts';

/** How long a call is tried again while other processes write, milliseconds. */
const patienceMs = 5_000;

interface Kept {
  revision: number;
  body: string;
}

/** The bookings of a data folder; undefined where none were ever made. */
export function openIfThere(dataFolder: string, now: () => number): SqliteLedger | undefined {
  return existsSync(fileOf(dataFolder)) ? new SqliteLedger(dataFolder, now) : undefined;
}

function fileOf(dataFolder: string): string {
  return join(dataFolder, 'bookings.db');
}

/** Bookings in a SQLite file of the data folder; several processes may have it open. */
export class SqliteLedger implements BookingLedger {
  readonly #path: string;
  readonly #now: () => number;
  #database: DatabaseSync | undefined;
  #isClosed = false;

  constructor(dataFolder: string, now: () => number) {
    this.#path = fileOf(dataFolder);
    this.#now = now;
  }

  put(row: BookingRow): Promise<PutOutcome> {
    return this.#write((database) => {
      const kept = database.prepare('SELECT revision FROM bookings WHERE id = ?').get(row.id) as
        | Kept
        | undefined;
      if ((kept?.revision ?? 0) !== row.revision - 1) return 'stale';
      const taken = takenBy(database, row);
      if (taken !== undefined) return { taken };
      keep(database, row);
      forget(database, this.#now() - keptMs);
      return 'done';
    });
  }

  find(id: string): Promise<BookingRow | undefined> {
    return this.#run((database) => {
      const kept = database.prepare('SELECT body FROM bookings WHERE id = ?').get(id) as
        | Kept
        | undefined;
      return kept && rowOf(kept);
    });
  }

  list({ chat, after = 0, before = Number.MAX_SAFE_INTEGER }: Which): Promise<BookingRow[]> {
    return this.#run((database) => {
      const where = chat === undefined ? '' : 'chat = ? AND';
      const found = database
        .prepare(
          `SELECT body FROM bookings WHERE ${where} ends > ? AND starts < ? ORDER BY starts, id`,
        )
        .all(...(chat === undefined ? [] : [chat]), after, before);
      return (found as unknown as Kept[]).map(rowOf);
    });
  }

  offered(chat: string, more: readonly Slot[] = []): Promise<readonly Slot[]> {
    const now = this.#now();
    const known = (database: DatabaseSync): (Slot & { at: number })[] => {
      const kept = database.prepare('SELECT body FROM offers WHERE chat = ?').get(chat) as
        | Kept
        | undefined;
      return keptOffers(kept ? (JSON.parse(kept.body) as (Slot & { at: number })[]) : [], now);
    };
    if (more.length === 0) return this.#run(known);
    return this.#write((database) => {
      const all = keptOffers(
        [...known(database), ...more.map((slot) => ({ ...slot, at: now }))],
        now,
      );
      database
        .prepare('INSERT OR REPLACE INTO offers (chat, body) VALUES (?, ?)')
        .run(chat, JSON.stringify(all));
      return all;
    });
  }

  async erase(chat: string): Promise<void> {
    await this.#write((database) => {
      database.prepare('DELETE FROM offers WHERE chat = ?').run(chat);
      const rows = database
        .prepare('SELECT body FROM bookings WHERE chat = ?')
        .all(chat) as unknown as Kept[];
      for (const row of rows.map(rowOf))
        keep(database, { ...row, revision: row.revision + 1, visitor: { chat: '' } });
    });
    await this.#run(emptyLog);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#database?.close();
    this.#database = undefined;
  }

  #write<T>(work: (database: DatabaseSync) => T): Promise<T> {
    return this.#run((database) => {
      database.exec('BEGIN IMMEDIATE');
      try {
        const result = work(database);
        database.exec('COMMIT');
        return result;
      } catch (error) {
        if (database.isTransaction) database.exec('ROLLBACK');
        throw error;
      }
    });
  }

  async #run<T>(work: (database: DatabaseSync) => T): Promise<T> {
    const deadline = performance.now() + patienceMs;
    for (;;) {
      if (this.#isClosed)
        throw new ServiceError('bookings.closed', 'The bookings are closed', { retryable: true });
      try {
        return work((this.#database ??= openBookingsFile(this.#path)));
      } catch (error) {
        if (resultCodeOf(error) !== resultCodes.busy || performance.now() > deadline)
          throw failureOf(error, this.#path);
        await sleep(5);
      }
    }
  }
}

/** Moves all that the write-ahead log holds into the file. Throws as when it is busy while another process still reads the log. */
function emptyLog(database: DatabaseSync): void {
  if (database.prepare(emptyingLog).get()?.['busy'] === 0) return;
  throw Object.assign(new Error('the log is being read'), { errcode: resultCodes.busy });
}

function takenBy(database: DatabaseSync, { id, spans }: BookingRow): string | undefined {
  const other = database.prepare(
    'SELECT booking FROM spans WHERE staff = ? AND ends > ? AND starts < ? AND booking <> ? LIMIT 1',
  );
  for (const { staff, from, to } of spans) {
    const found = other.get(staff, from, to, id) as { booking: string } | undefined;
    if (found) return found.booking;
  }
  return undefined;
}

/** Drops a few bookings that ended before a moment. */
function forget(database: DatabaseSync, before: number): void {
  for (const { id } of database
    .prepare('SELECT id FROM bookings WHERE ends < ? LIMIT 10')
    .all(before)) {
    database.prepare('DELETE FROM spans WHERE booking = ?').run(String(id));
    database.prepare('DELETE FROM bookings WHERE id = ?').run(String(id));
  }
}

function keep(database: DatabaseSync, row: BookingRow): void {
  const { id, revision, visitor, from, to, spans } = row;
  const ends = Math.max(to, ...spans.map((span) => span.to));
  database
    .prepare(
      'INSERT OR REPLACE INTO bookings (id, revision, chat, starts, ends, body) VALUES (?, ?, ?, ?, ?, ?)',
    )
    .run(id, revision, visitor.chat, from, ends, JSON.stringify(row));
  database.prepare('DELETE FROM spans WHERE booking = ?').run(id);
  const add = database.prepare(
    'INSERT INTO spans (booking, staff, starts, ends) VALUES (?, ?, ?, ?)',
  );
  for (const span of spans) add.run(id, span.staff, span.from, span.to);
}

function rowOf({ body }: Pick<Kept, 'body'>): BookingRow {
  return JSON.parse(body) as BookingRow;
}
