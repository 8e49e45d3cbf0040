import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Position } from '../../../core/kinds/memory.ts';
import type { KeyRange } from './key-range.ts';
import {
  fromColumn,
  prepareStatements,
  toColumn,
  toDeadline,
  type Row,
  type Statements,
} from './statements.ts';

/** Every so many writes, expired rows are removed, at most this many: more than can have come meanwhile. */
const sweep = { everyWrites: 100, rows: 500 };

/** How many rows an iteration holds at a time. */
const pageSize = 100;

/**
 * The table `entries` of an open file, by keys as they are stored: values with a deadline (Unix milliseconds) and a time.
 * Every call ends at once and throws SQLite's error.
 */
export class Entries {
  readonly #database: DatabaseSync;
  readonly #statements: Statements;
  readonly #timeOf: (value: unknown) => number | undefined;
  #writes = 0;

  /** @param timeOf the time of a value; when it is written, when undefined */
  constructor(database: DatabaseSync, timeOf: (value: unknown) => number | undefined) {
    this.#database = database;
    this.#statements = prepareStatements(database);
    this.#timeOf = timeOf;
  }

  get(key: string): unknown {
    return fromColumn(this.#live(this.#statements.get, key)?.['value']);
  }

  has(key: string): boolean {
    return this.#live(this.#statements.has, key) !== undefined;
  }

  /** A key's row; one that has expired is removed and not given. */
  #live(statement: StatementSync, key: string): Row | undefined {
    const row = statement.get(key);
    if (!row || !isExpired(row)) return row;
    this.#statements.deleteExpired.run(key, Date.now());
    return undefined;
  }

  set(key: string, value: unknown, expires: number | undefined): void {
    const deadline = toDeadline(expires);
    const now = Date.now();
    if (deadline !== null && deadline <= now) this.#statements.delete.get(key);
    else this.#statements.set.run(key, deadline, this.#timeOf(value) ?? now, toColumn(value));
    this.#written(now);
  }

  /** Writes where `before` stands, or where nothing does when that is undefined; false, and nothing is written, elsewhere. */
  replace(
    key: string,
    before: string | undefined,
    value: string,
    expires: number | undefined,
  ): boolean {
    const now = Date.now();
    const row = { key, expires: toDeadline(expires), at: this.#timeOf(value) ?? now, value };
    const { insert, update } = this.#statements;
    const { changes } =
      before === undefined ? insert.run({ ...row, now }) : update.run({ ...row, before });
    this.#written(now);
    return changes === 1;
  }

  #written(now: number): void {
    this.#writes += 1;
    if (this.#writes % sweep.everyWrites === 0) this.#statements.sweep.run(now, sweep.rows);
  }

  /** Whether there was one that had not expired. */
  delete(key: string): boolean {
    const row = this.#statements.delete.get(key);
    return row !== undefined && !isExpired(row);
  }

  clear(range: KeyRange): void {
    this.#statements.clear.run({ ...range });
  }

  count(range: KeyRange): number {
    return Number(this.#statements.count.get({ now: Date.now(), ...range })?.['count']);
  }

  /** At most so many live keys of the range that are older than `before`, newest first. */
  newest(limit: number, before: Position, { first, end }: KeyRange): Position[] {
    const rows = this.#statements.newest.all({ ...before, limit, now: Date.now(), first, end });
    return rows.map(({ key, at }) => ({ key: String(key), at: Number(at) }));
  }

  /** Live pairs in the order of their keys, read in pages: writes meanwhile are allowed. */
  *pairs({ first, end }: KeyRange): Generator<[key: string, value: unknown], void> {
    for (let from = first; ;) {
      const rows = this.#statements.page.all({
        first: from,
        end,
        now: Date.now(),
        limit: pageSize,
      });
      for (const { key, value } of rows) yield [String(key), fromColumn(value)];
      if (rows.length < pageSize) return;
      // The key that comes right after the last one.
      from = `${String(rows.at(-1)?.['key'])}\0`;
    }
  }

  /** All or nothing, in one go to the disk. */
  together<T>(work: () => T): T {
    this.#database.exec('BEGIN IMMEDIATE');
    try {
      const result = work();
      this.#database.exec('COMMIT');
      return result;
    } catch (error) {
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
      throw error;
    }
  }
}

function isExpired({ expires }: Row): boolean {
  return typeof expires === 'number' && expires <= Date.now();
}
