import type { DatabaseSync } from 'node:sqlite';
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
import { Entries } from './entries.ts';
import { prefixOf, keyRangeOf, type KeyRange } from './key-range.ts';
import { SharedCommit } from './shared-commit.ts';

/** What a store in a file may be told; nothing is needed. */
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
  readonly #entries: Entries;
  readonly #replacing: SharedCommit;

  constructor(path: string, { timeOf = () => undefined }: SqliteStoreOptions = {}) {
    super();
    this.#database = openDatabase(path);
    this.#entries = new Entries(this.#database, timeOf);
    this.#replacing = new SharedCommit((work) => this.#entries.together(work));
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
    return this.#entries.has(this.#stored(key));
  }

  async hasMany(keys: string[]): Promise<boolean[]> {
    return keys.map((key) => this.#entries.has(this.#stored(key)));
  }

  async set(key: string, value: unknown, expires?: number): Promise<boolean> {
    this.#upToDate().set(this.#stored(key), value, expires);
    return true;
  }

  async setMany<Value>(entries: KeyvStorageEntry<Value>[]): Promise<boolean[]> {
    return this.#upToDate().together(() =>
      entries.map(({ key, value, expires }) => {
        this.#entries.set(this.#stored(key), value, expires);
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
    const stored = this.#stored(key);
    return this.#replacing.add(() => this.#entries.replace(stored, before, value, expires));
  }

  async delete(key: string): Promise<boolean> {
    return this.#upToDate().delete(this.#stored(key));
  }

  /** What is deleted or replaced is overwritten with zeros in the file (`secure_delete`), so only the log is left to be emptied. */
  async erase(key: string): Promise<boolean> {
    const existed = this.#upToDate().delete(this.#stored(key));
    emptyLog(this.#database);
    return existed;
  }

  async deleteMany(keys: string[]): Promise<boolean[]> {
    return this.#upToDate().together(() =>
      keys.map((key) => this.#entries.delete(this.#stored(key))),
    );
  }

  async clear(): Promise<void> {
    this.#upToDate().clear(this.#range());
  }

  /** Live pairs in the order of their keys, read in pages: writes meanwhile are allowed. */
  iterator<Value>(): AsyncGenerator<(string | Awaited<Value> | undefined)[], void> {
    return this.#pairs<Value>(this.#range());
  }

  async newest(
    limit: number,
    { key, at }: Position = { key: '', at: Number.MAX_SAFE_INTEGER },
  ): Promise<Position[]> {
    const range = this.#range();
    const found = this.#entries.newest(limit, { key: this.#stored(key), at }, range);
    return found.map((each) => ({ ...each, key: each.key.slice(range.first.length) }));
  }

  async count(): Promise<number> {
    return this.#entries.count(this.#range());
  }

  /** Proves by a write that the file can be written; rejects when it cannot. */
  async prove(): Promise<void> {
    renewVersion(this.#database);
  }

  /** Closes the file; every later call but this one rejects. */
  async disconnect(): Promise<void> {
    this.#replacing.end();
    if (this.#database.isOpen) this.#database.close();
  }

  /** The entries with what is to be replaced before: writes keep their order. */
  #upToDate(): Entries {
    this.#replacing.end();
    return this.#entries;
  }

  #get<Value>(key: string): KeyvStorageGetResult<Value> {
    return this.#entries.get(this.#stored(key)) as KeyvStorageGetResult<Value>;
  }

  async *#pairs<Value>(
    range: KeyRange,
  ): AsyncGenerator<(string | Awaited<Value> | undefined)[], void> {
    for (const [key, value] of this.#entries.pairs(range))
      yield [key.slice(range.first.length), value as Awaited<Value>];
  }

  #stored(key: string): string {
    return prefixOf(this.namespace) + key;
  }

  #range(): KeyRange {
    return keyRangeOf(this.namespace);
  }
}
