import { Keyv } from 'keyv';
import { chatJson, damaged } from './chat-json.ts';
import type { Memory, Position } from '../kinds/memory.ts';
import type { Log } from '../log.ts';
import { LastRead, type FoundValue, type Kept } from './last-read.ts';
import { MemoryCalls, unreachable } from './memory-calls.ts';
import { ShelfWalk } from './shelf-walk.ts';
import { chatInKey, type Shelf } from './shelf.ts';

/** How values are kept. */
export interface StoreOptions {
  /** How long a value is remembered after its last change, milliseconds. */
  ttlMs: number;
  log: Log;
  /** The longest time for one call of the memory, milliseconds; the usual one when left out. */
  timeoutMs?: number;
}

/** How often a change begins again because other processes changed the same chat meanwhile. */
const mostTries = 100;

/** How many values are removed in one call. */
const removedAtOnce = 500;

/**
 * One shelf of a memory, with one value for each chat: another process's change is seen at the next look, and what was read
 * before is only changed where it still stands. Every failure of
 * the memory rejects with a retryable ServiceError; what is damaged or somebody else's counts as absent and is logged.
 */
export class ValueStore<T extends { updatedAt: number }> {
  readonly #memory: Memory;
  readonly #keyv: Keyv;
  readonly #shelf: Shelf<T>;
  readonly #options: StoreOptions;
  readonly #calls: MemoryCalls;
  readonly #walk: ShelfWalk<T>;
  /** The end of the last change of each chat that is being changed. */
  readonly #tails = new Map<string, Promise<unknown>>();
  /** Of memories that write only in the place of what they gave. */
  readonly #lastRead = new LastRead<T>();

  /** The Keyv has no `error` listener: with one, a failed read would look like an empty chat. Expiry is checked here, since Keyv's check would delete what another process has just renewed. */
  constructor(memory: Memory, shelf: Shelf<T>, options: StoreOptions) {
    this.#memory = memory;
    this.#shelf = shelf;
    this.#options = options;
    this.#calls = new MemoryCalls(options.log, options.timeoutMs);
    this.#keyv = new Keyv({ store: memory, serialization: chatJson, checkExpired: false });
    const refuse = (chat: string): void => this.#refuse(chat);
    const walked = { memory, keyv: this.#keyv, shelf, calls: this.#calls, refuse };
    this.#walk = new ShelfWalk(walked);
  }

  async read(chat: string): Promise<Kept<T> | undefined> {
    const found = await this.#look(chat);
    if (this.#memory.replace) this.#lastRead.note(chat, found);
    return found.kept;
  }

  /** The values of several chats at once, in the order asked for. */
  async readMany(chats: readonly string[]): Promise<(Kept<T> | undefined)[]> {
    const keys = chats.map((chat) => this.#key(chat));
    const found = await this.#calls.look(() => this.#keyv.getManyRaw<unknown>(keys));
    return chats.map((chat, index) => this.#keep(chat, found[index]));
  }

  /**
   * Changes a chat's value, after any other change of it in this process; `undefined` leaves it as it is. Begins again with what
   * is there when another process came between. Resolves with whether it changed. `ttl`: how long it is remembered,
   * milliseconds, where that is not the usual time; `left`: no longer than it would be without the change.
   */
  async change(
    chat: string,
    change: (stored: T | undefined) => T | undefined,
    ttl?: number | 'left',
  ): Promise<boolean> {
    return this.#alone(chat, async () => {
      for (let tries = 0; tries < mostTries; tries += 1) {
        const read = this.#lastRead.take(chat);
        const { raw: before, kept } = read ?? (await this.#look(chat));
        const next = change(kept?.stored);
        // What is out of date may look as if there were nothing to change.
        if (next === undefined && read) continue;
        if (next === undefined) return false;
        const usual = typeof ttl === 'number' ? ttl : this.#options.ttlMs;
        const ttlMs = ttl === 'left' && kept ? timeLeft(kept) : usual;
        const writing = { before, stored: next, ttlMs };
        if (await this.#calls.write(chat, () => this.#write(this.#key(chat), writing))) return true;
      }
      throw unreachable(undefined);
    });
  }

  /** Forgets a chat's value. False: there was none. */
  async remove(chat: string): Promise<boolean> {
    const key = this.#key(chat);
    return this.#alone(chat, () => this.#calls.write(chat, () => this.#keyv.delete(key)));
  }

  /** Forgets a chat's value for good. False: there was none. */
  async erase(chat: string): Promise<boolean> {
    const { erase } = this.#memory;
    if (!erase) return this.remove(chat);
    const key = this.#key(chat);
    return this.#alone(chat, () => this.#calls.erase(chat, () => erase.call(this.#memory, key)));
  }

  /** Forgets every value of the shelf; resolves with how many there were. */
  async removeAll(): Promise<number> {
    const all = await Array.fromAsync(this.#walk.pairs(), ([key]) => key);
    const ours = all.filter((key) => chatInKey(this.#shelf, key) !== undefined);
    // A whole memory is cleared of what has expired, too.
    const isWhole = this.#shelf.prefix === '' && ours.length === all.length;
    await this.#calls.eraseAll(() => (isWhole ? this.#keyv.clear() : this.#removeEach(ours)));
    return ours.length;
  }

  /** The newest values, newest first, from just after `before`. A memory without an index is read whole. */
  async newest(limit: number, before?: Position): Promise<Position[]> {
    return this.#walk.newest(limit, before);
  }

  /** How many values there are; reads all of them, or all of the index. */
  async count(): Promise<number> {
    return (await this.#walk.newest(Number.MAX_SAFE_INTEGER)).length;
  }

  /** Every value, in no order. One that changes meanwhile is seen before or after the change. */
  all(): AsyncGenerator<{ chat: string; stored: T }> {
    return this.#walk.all();
  }

  /** Closes the memory, in a few seconds at most; never rejects. */
  async close(): Promise<void> {
    await this.#calls.close(() => this.#keyv.disconnect());
  }

  async #removeEach(keys: readonly string[]): Promise<void> {
    for (let from = 0; from < keys.length; from += removedAtOnce)
      await this.#keyv.deleteMany(keys.slice(from, from + removedAtOnce));
  }

  #key(chat: string): string {
    return `${this.#shelf.prefix}${chat}`;
  }

  async #write(
    key: string,
    { before, stored, ttlMs }: { before: unknown; stored: T; ttlMs: number },
  ): Promise<boolean> {
    const { replace } = this.#memory;
    if (!replace || (typeof before !== 'string' && before !== undefined))
      return this.#keyv.set(key, stored, ttlMs);
    const expires = ttlMs > 0 ? Date.now() + ttlMs : undefined;
    const value = chatJson.stringify({ value: stored, expires });
    return replace.call(this.#memory, key, before, value, expires);
  }

  async #look(chat: string): Promise<FoundValue<T>> {
    const raw = await this.#calls.look(() => this.#memory.get<unknown>(this.#key(chat)));
    return { raw, kept: this.#keep(chat, await this.#keyv.decode(raw)) };
  }

  #keep(chat: string, found: unknown): Kept<T> | undefined {
    if (found === undefined) return undefined;
    const { value, expires } = (typeof found === 'object' && found !== null ? found : damaged) as {
      value: unknown;
      expires?: number;
    };
    if (typeof expires === 'number' && expires <= Date.now()) return undefined;
    if (this.#shelf.holds(value))
      return { stored: value, ...(typeof expires === 'number' ? { expiresAt: expires } : {}) };
    return this.#refuse(chat);
  }

  #refuse(chat: string): undefined {
    this.#options.log.warn(this.#shelf.damaged, { chat });
  }

  async #alone<R>(chat: string, work: () => Promise<R>): Promise<R> {
    const turn = (this.#tails.get(chat) ?? Promise.resolve()).then(async () => {
      await this.#calls.landed(chat);
      return work();
    });
    const tail = turn.catch(() => undefined);
    this.#tails.set(chat, tail);
    try {
      return await turn;
    } finally {
      if (this.#tails.get(chat) === tail) this.#tails.delete(chat);
    }
  }
}

/** How long a value is remembered still, milliseconds; 0: for ever. */
function timeLeft({ expiresAt }: Kept<unknown>): number {
  return expiresAt === undefined ? 0 : Math.max(1, expiresAt - Date.now());
}
