import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { keyvStorageCapability } from 'keyv';
import type {
  KeyvStorageAdapter,
  KeyvStorageCapability,
  KeyvStorageEntry,
  KeyvStorageGetResult,
} from 'keyv';
import type { ChatIndex, Erasing, Position, Replacing } from '../../../core/kinds/memory.ts';
import { emptyLog, openDatabase, renewVersion } from './database.ts';
import { Emitter } from '../emitter.ts';
import { prefixOf, keyRangeOf, type KeyRange } from './key-range.ts';
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

export interface SqliteStoreOptions {
  /** The time by which `newest` sorts a value, Unix milliseconds; when it was written by default, or when undefined. */
  timeOf?: (value: unknown) => number | undefined;
}

/**
 * A Keyv 6 storage adapter over one SQLite file (`:memory:` for none), which other processes may use at the same time.
 * What has been written survives a killed process. Texts are kept as they are, other values as JSON.
 * Constructing throws a SetupError when the file is not usable; calls reject with SQLite's error and emit nothing.
 */
export class SqliteStore
  extends Emitter
  implements KeyvStorageAdapter, ChatIndex, Replacing, Erasing
{
  /** Calls see only keys of this namespace, stored as `<namespace>::<key>`; without one, all keys as they are stored. */
  namespace: string | undefined = undefined;
  readonly #database: DatabaseSync;
  readonly #statements: Statements;
  readonly #timeOf: (value: unknown) => number | undefined;
  #writes = 0;

  constructor(path: string, { timeOf = () => undefined }: SqliteStoreOptions = {}) {
    super();
    this.#timeOf = timeOf;
    this.#database = openDatabase(path);
    this.#statements = prepareStatements(this.#database);
  }

  get capabilities(): KeyvStorageCapability {
    return keyvStorageCapability(this);
  }

  async get<Value>(key: string): Promise<KeyvStorageGetResult<Value>> {
    return this.#get<Value>(key);
  }

  async getMany<Value>(keys: string[]): Promise<KeyvStorageGetResult<Value | undefined>[]> {
    return keys.map((key) => this.#get<Value>(key));
  }

  async has(key: string): Promise<boolean> {
    return this.#has(key);
  }

  async hasMany(keys: string[]): Promise<boolean[]> {
    return keys.map((key) => this.#has(key));
  }

  async set(key: string, value: unknown, expires?: number): Promise<boolean> {
    this.#set(key, value, expires);
    return true;
  }

  async setMany<Value>(entries: KeyvStorageEntry<Value>[]): Promise<boolean[]> {
    return this.#together(() =>
      entries.map(({ key, value, expires }) => {
        this.#set(key, value, expires);
        return true;
      }),
    );
  }

  async replace(
    key: string,
    before: string | undefined,
    value: string,
    expires?: number,
  ): Promise<boolean> {
    const now = Date.now();
    const row = {
      key: this.#stored(key),
      expires: toDeadline(expires),
      at: this.#timeOf(value) ?? now,
      value,
    };
    const { insert, update } = this.#statements;
    const { changes } =
      before === undefined ? insert.run({ ...row, now }) : update.run({ ...row, before });
    this.#written(now);
    return changes === 1;
  }

  async delete(key: string): Promise<boolean> {
    return this.#delete(key);
  }

  /** What is deleted or replaced is overwritten with zeros in the file (`secure_delete`), so only the log is left to be emptied. */
  async erase(key: string): Promise<boolean> {
    const existed = this.#delete(key);
    emptyLog(this.#database);
    return existed;
  }

  async deleteMany(keys: string[]): Promise<boolean[]> {
    return this.#together(() => keys.map((key) => this.#delete(key)));
  }

  async clear(): Promise<void> {
    this.#statements.clear.run({ ...this.#range() });
  }

  /** Live pairs in the order of their keys, read in pages: writes meanwhile are allowed. */
  iterator<Value>(): AsyncGenerator<(string | Awaited<Value> | undefined)[], void> {
    return this.#pages<Value>(this.#range());
  }

  async newest(
    limit: number,
    { key, at }: Position = { key: '', at: Number.MAX_SAFE_INTEGER },
  ): Promise<Position[]> {
    const { first, end } = this.#range();
    const rows = this.#statements.newest.all({
      at,
      key: this.#stored(key),
      limit,
      now: Date.now(),
      first,
      end,
    });
    return rows.map((row) => ({
      key: String(row['key']).slice(first.length),
      at: Number(row['at']),
    }));
  }

  async count(): Promise<number> {
    return Number(this.#statements.count.get({ now: Date.now(), ...this.#range() })?.['count']);
  }

  /** Proves by a write that the file can be written; rejects when it cannot. */
  async prove(): Promise<void> {
    renewVersion(this.#database);
  }

  /** Closes the file; every later call but this one rejects. */
  async disconnect(): Promise<void> {
    if (this.#database.isOpen) this.#database.close();
  }

  #get<Value>(key: string): KeyvStorageGetResult<Value> {
    return fromColumn(
      this.#live(this.#statements.get, key)?.['value'],
    ) as KeyvStorageGetResult<Value>;
  }

  #has(key: string): boolean {
    return this.#live(this.#statements.has, key) !== undefined;
  }

  /** A key's row; one that has expired is removed and not given. */
  #live(statement: StatementSync, key: string): Row | undefined {
    const row = statement.get(this.#stored(key));
    if (!row || !isExpired(row)) return row;
    this.#statements.deleteExpired.run(this.#stored(key), Date.now());
    return undefined;
  }

  #set(key: string, value: unknown, expires: number | undefined): void {
    const deadline = toDeadline(expires);
    const now = Date.now();
    if (deadline !== null && deadline <= now) this.#statements.delete.get(this.#stored(key));
    else
      this.#statements.set.run(
        this.#stored(key),
        deadline,
        this.#timeOf(value) ?? now,
        toColumn(value),
      );
    this.#written(now);
  }

  #written(now: number): void {
    this.#writes += 1;
    if (this.#writes % sweep.everyWrites === 0) this.#statements.sweep.run(now, sweep.rows);
  }

  #delete(key: string): boolean {
    const row = this.#statements.delete.get(this.#stored(key));
    return row !== undefined && !isExpired(row);
  }

  async *#pages<Value>({
    first,
    end,
  }: KeyRange): AsyncGenerator<(string | Awaited<Value> | undefined)[], void> {
    for (let from = first; ;) {
      const rows = this.#statements.page.all({
        first: from,
        end,
        now: Date.now(),
        limit: pageSize,
      });
      for (const { key, value } of rows)
        yield [String(key).slice(first.length), fromColumn(value) as Awaited<Value>];
      if (rows.length < pageSize) return;
      // The key that comes right after the last one.
      from = `${String(rows.at(-1)?.['key'])}\0`;
    }
  }

  #stored(key: string): string {
    return prefixOf(this.namespace) + key;
  }

  #range(): KeyRange {
    return keyRangeOf(this.namespace);
  }

  /** All or nothing, in one go to the disk. */
  #together<T>(work: () => T): T {
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
