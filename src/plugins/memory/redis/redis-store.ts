import { keyvStorageCapability } from 'keyv';
import type {
  KeyvStorageAdapter,
  KeyvStorageCapability,
  KeyvStorageEntry,
  KeyvStorageGetResult,
} from 'keyv';
import type { ChatIndex, Position, Replacing } from '../../../core/kinds/memory.ts';
import type { RedisClient } from '../../redis/connection.ts';
import { Emitter } from '../emitter.ts';
import { Database } from './database.ts';
import { memberPrefix } from './keys.ts';
import { countAll, hasAll, removeAll, replaceOne, setAll } from './scripts.ts';
import { fromStored, deadlineText, toStored } from './stored-value.ts';
import { wayTo, type Way } from './way.ts';

/** How many keys one command names, so that none holds Redis up. */
const manyKeys = 200;

/** How many rows of the index are asked for at a time. */
const pageSize = { least: 100, most: 1_000 };

/** What a store in Redis may be told; nothing is needed. */
export interface RedisStoreOptions {
  /** What all keys begin with, as a hash tag: `shop` → `{shop}:<namespace>::<key>`. One that has a hash tag stays as it is. `keyv` by default. */
  prefix?: string;
  /** The time by which `newest` sorts a value, Unix milliseconds; when it was written by default, or when undefined. */
  timeOf?: (value: unknown) => number | undefined;
}

/**
 * A Keyv 6 storage adapter over Redis 6.2 or newer, through ioredis; other processes may use it at the same time. Values end by
 * Redis's own expiry. All keys of a prefix are in one slot of a cluster, so every change is one step with its index.
 * Nothing reads or searches keys of others. Calls reject with a retryable ServiceError and emit nothing.
 */
export class RedisStore extends Emitter implements KeyvStorageAdapter, ChatIndex, Replacing {
  /** Calls see only keys of this namespace, stored as `<namespace>::<key>`; without one, all keys as they are stored. */
  namespace: string | undefined = undefined;
  readonly #database: Database;
  readonly #timeOf: (value: unknown) => number | undefined;

  /** @param redis an address (connected at the first call, closed by `disconnect`) or an ioredis client that its owner closes */
  constructor(
    redis: string | RedisClient | Way,
    { prefix = 'keyv', timeOf = () => undefined }: RedisStoreOptions = {},
  ) {
    super();
    this.#database = new Database(wayTo(redis), prefix);
    this.#timeOf = timeOf;
  }

  get capabilities(): KeyvStorageCapability {
    return keyvStorageCapability(this);
  }

  async get<Value>(key: string): Promise<KeyvStorageGetResult<Value>> {
    const [value] = await this.getMany<Value>([key]);
    return value as KeyvStorageGetResult<Value>;
  }

  async getMany<Value>(keys: string[]): Promise<KeyvStorageGetResult<Value | undefined>[]> {
    const stored = await this.#inParts(keys, (members) => this.#database.values(members));
    return stored.map((value) => fromStored(value) as KeyvStorageGetResult<Value | undefined>);
  }

  async has(key: string): Promise<boolean> {
    return (await this.hasMany([key]))[0] === true;
  }

  async hasMany(keys: string[]): Promise<boolean[]> {
    return (await this.#inParts(keys, (members) => this.#database.each(hasAll, members))).map(
      (found) => found === 1,
    );
  }

  async set(key: string, value: unknown, expires?: number): Promise<boolean> {
    await this.setMany([{ key, value, ...(expires === undefined ? {} : { expires }) }]);
    return true;
  }

  /** Several at once; up to 200 of them in one step. */
  async setMany<Value>(entries: KeyvStorageEntry<Value>[]): Promise<boolean[]> {
    const rows = entries.map(({ key, value, expires }) => this.#row(key, value, expires));
    for (const part of parts(rows)) {
      const members = part.map(([member]) => member);
      await this.#database.each(setAll, members, part.flat());
    }
    return entries.map(() => true);
  }

  async replace(
    key: string,
    before: string | undefined,
    value: string,
    expires?: number,
  ): Promise<boolean> {
    const expected = before === undefined ? ['0', ''] : ['1', toStored(before)];
    const row = this.#row(key, value, expires);
    return (await this.#database.call(replaceOne, [row[0]], [...row, ...expected])) === 1;
  }

  async delete(key: string): Promise<boolean> {
    return (await this.deleteMany([key]))[0] === true;
  }

  async deleteMany(keys: string[]): Promise<boolean[]> {
    return (await this.#inParts(keys, (members) => this.#remove(members))).map(
      (removed) => removed === 1,
    );
  }

  async clear(): Promise<void> {
    for await (const members of this.#database.members(memberPrefix(this.namespace)))
      for (const part of parts(members)) await this.#remove(part);
  }

  /** Live pairs in no order, read in pages: writes meanwhile are allowed. */
  iterator<Value>(): AsyncGenerator<(string | Awaited<Value> | undefined)[], void> {
    return this.#pairs<Value>(memberPrefix(this.namespace));
  }

  async newest(limit: number, before?: Position): Promise<Position[]> {
    const prefix = memberPrefix(this.namespace);
    const size = Math.min(Math.max(limit, pageSize.least), pageSize.most);
    const found: Position[] = [];
    for await (const page of this.#database.pages(
      size,
      before && { key: prefix + before.key, at: before.at },
    )) {
      const ours = page.filter(({ key }) => key.startsWith(prefix));
      found.push(...ours.map(({ key, at }) => ({ key: key.slice(prefix.length), at })));
      if (found.length >= limit) break;
    }
    return found.slice(0, limit);
  }

  /** Within a namespace it reads the index, otherwise not even that. */
  async count(): Promise<number> {
    const prefix = memberPrefix(this.namespace);
    if (prefix === '') return Number(await this.#database.call(countAll, []));
    let count = 0;
    for await (const page of this.#database.pages(pageSize.most))
      count += page.filter(({ key }) => key.startsWith(prefix)).length;
    return count;
  }

  /** Proves by a write that Redis can be written; rejects when it cannot. */
  async prove(): Promise<void> {
    await this.#database.prove();
  }

  /** Ends a connection that is its own; every later call but this one rejects. */
  async disconnect(): Promise<void> {
    this.#database.close();
  }

  async *#pairs<Value>(
    prefix: string,
  ): AsyncGenerator<(string | Awaited<Value> | undefined)[], void> {
    for await (const members of this.#database.members(prefix)) {
      for (const part of parts(members)) {
        const values = await this.#database.values(part);
        for (const [index, member] of part.entries()) {
          const value = values[index];
          if (value !== null)
            yield [member.slice(prefix.length), fromStored(value) as Awaited<Value>];
        }
      }
    }
  }

  /** A value as the scripts take it: member, value, time, deadline. Undefined is no value: its time is over. */
  #row(key: string, value: unknown, expires: number | undefined): [string, string, number, string] {
    const member = memberPrefix(this.namespace) + key;
    if (value === undefined) return [member, '', 0, '0'];
    return [member, toStored(value), this.#timeOf(value) ?? Date.now(), deadlineText(expires)];
  }

  #remove(members: string[]): Promise<unknown[]> {
    return this.#database.each(removeAll, members, members);
  }

  async #inParts<T>(keys: string[], call: (members: string[]) => Promise<T[]>): Promise<T[]> {
    const prefix = memberPrefix(this.namespace);
    const results: T[] = [];
    for (const part of parts(keys)) results.push(...(await call(part.map((key) => prefix + key))));
    return results;
  }
}

function parts<T>(all: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(all.length / manyKeys) }, (_, index) =>
    all.slice(index * manyKeys, (index + 1) * manyKeys),
  );
}
