import { Keyv } from 'keyv';
import { chatJson, damaged } from './chat-json.ts';
import type { Memory, Position } from '../kinds/memory.ts';
import type { Log } from '../log.ts';
import { LastRead, type FoundChat, type KeptChat } from './last-read.ts';
import { MemoryCalls, unreachable } from './memory-calls.ts';
import type { StoredChat } from '../history/stored-chat.ts';
import { isStoredChat } from '../history/is-stored-chat.ts';

export interface ChatStoreOptions {
  /** How long a chat is remembered after its last change, milliseconds. */
  ttlMs: number;
  log: Log;
  /** The longest time for one call of the memory, milliseconds; the usual one when left out. */
  timeoutMs?: number;
}

/** A value in the place of another. */
interface Writing {
  before: unknown;
  stored: StoredChat;
  ttlMs: number;
}

/** How often a change begins again because other processes changed the same chat meanwhile. */
const mostTries = 100;

/**
 * Chats in a memory, one value each: another process's change is seen at the next look, and what was read before is only changed
 * where it still stands. Every failure of
 * the memory rejects with a retryable ServiceError; what is damaged or somebody else's counts as absent and is logged.
 */
export class ChatStore {
  readonly #memory: Memory;
  readonly #keyv: Keyv;
  readonly #options: ChatStoreOptions;
  readonly #calls: MemoryCalls;
  /** The end of the last change of each chat that is being changed. */
  readonly #tails = new Map<string, Promise<unknown>>();
  /** Of memories that write only in the place of what they gave. */
  readonly #lastRead = new LastRead();

  /** The Keyv has no `error` listener: with one, a failed read would look like an empty chat. Expiry is checked here, since Keyv's check would delete what another process has just renewed. */
  constructor(memory: Memory, options: ChatStoreOptions) {
    this.#memory = memory;
    this.#options = options;
    this.#calls = new MemoryCalls(options.log, options.timeoutMs);
    this.#keyv = new Keyv({ store: memory, serialization: chatJson, checkExpired: false });
  }

  async read(chat: string): Promise<KeptChat | undefined> {
    const found = await this.#look(chat);
    if (this.#memory.replace) this.#lastRead.note(chat, found);
    return found.kept;
  }

  /** Several chats at once, in the order asked for. */
  async readMany(chats: readonly string[]): Promise<(KeptChat | undefined)[]> {
    const found = await this.#calls.look(() => this.#keyv.getManyRaw<unknown>([...chats]));
    return chats.map((chat, index) => this.#keep(chat, found[index]));
  }

  /**
   * Changes a chat, after any other change of it in this process; `undefined` leaves it as it is. Begins again with what is
   * there when another process came between. Resolves with whether it changed. `ttlMs`: how long it is remembered, where that
   * is not the usual time.
   */
  async change(
    chat: string,
    change: (stored: StoredChat | undefined) => StoredChat | undefined,
    ttlMs: number = this.#options.ttlMs,
  ): Promise<boolean> {
    return this.#alone(chat, async () => {
      for (let tries = 0; tries < mostTries; tries += 1) {
        const read = this.#lastRead.take(chat);
        const { raw: before, kept } = read ?? (await this.#look(chat));
        const next = change(kept?.stored);
        // What is out of date may look as if there were nothing to change.
        if (next === undefined && read) continue;
        if (next === undefined) return false;
        if (await this.#calls.write(chat, () => this.#write(chat, { before, stored: next, ttlMs })))
          return true;
      }
      throw unreachable(undefined);
    });
  }

  /** Forgets a chat. False: there was none. */
  async remove(chat: string): Promise<boolean> {
    return this.#alone(chat, () => this.#calls.write(chat, () => this.#keyv.delete(chat)));
  }

  /** Forgets a chat for good. False: there was none. */
  async erase(chat: string): Promise<boolean> {
    const { erase } = this.#memory;
    if (!erase) return this.remove(chat);
    return this.#alone(chat, () => this.#calls.erase(chat, () => erase.call(this.#memory, chat)));
  }

  /** Forgets every chat. */
  async removeAll(): Promise<void> {
    await this.#calls.eraseAll(() => this.#keyv.clear());
  }

  /** The newest chats, newest first, from just after `before`. A memory without an index is read whole. */
  async newest(limit: number, before?: Position): Promise<Position[]> {
    const { newest } = this.#memory;
    if (newest) return this.#calls.look(() => newest.call(this.#memory, limit, before));
    const all: Position[] = [];
    for await (const { chat, stored } of this.all()) all.push({ key: chat, at: stored.updatedAt });
    return all
      .toSorted(newestFirst)
      .filter((position) => before === undefined || newestFirst(before, position) < 0)
      .slice(0, limit);
  }

  /** How many values there are. */
  async count(): Promise<number> {
    const { count } = this.#memory;
    if (count) return this.#calls.look(() => count.call(this.#memory));
    let found = 0;
    for await (const _ of this.all()) found += 1;
    return found;
  }

  /** Every chat, in no order. One that changes meanwhile is seen before or after the change. */
  async *all(): AsyncGenerator<{ chat: string; stored: StoredChat }> {
    const iterator = this.#keyv.iterator();
    for (;;) {
      const { done, value } = await this.#calls.look(() => iterator.next());
      if (done) return;
      const [chat, stored] = value as [string, unknown];
      if (isStoredChat(stored)) yield { chat, stored };
      else this.#refuse(chat);
    }
  }

  /** Closes the memory, in a few seconds at most; never rejects. */
  async close(): Promise<void> {
    await this.#calls.close(() => this.#keyv.disconnect());
  }

  async #write(chat: string, { before, stored, ttlMs }: Writing): Promise<boolean> {
    const { replace } = this.#memory;
    if (!replace || (typeof before !== 'string' && before !== undefined))
      return this.#keyv.set(chat, stored, ttlMs);
    const expires = ttlMs > 0 ? Date.now() + ttlMs : undefined;
    return replace.call(
      this.#memory,
      chat,
      before,
      chatJson.stringify({ value: stored, expires }),
      expires,
    );
  }

  async #look(chat: string): Promise<FoundChat> {
    const raw = await this.#calls.look(() => this.#memory.get<unknown>(chat));
    return { raw, kept: this.#keep(chat, await this.#keyv.decode(raw)) };
  }

  #keep(chat: string, found: unknown): KeptChat | undefined {
    if (found === undefined) return undefined;
    const { value, expires } = (typeof found === 'object' && found !== null ? found : damaged) as {
      value: unknown;
      expires?: number;
    };
    if (typeof expires === 'number' && expires <= Date.now()) return undefined;
    if (isStoredChat(value))
      return { stored: value, ...(typeof expires === 'number' ? { expiresAt: expires } : {}) };
    return this.#refuse(chat);
  }

  #refuse(chat: string): undefined {
    this.#options.log.warn('chat-damaged', { chat });
  }

  async #alone<T>(chat: string, work: () => Promise<T>): Promise<T> {
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

function newestFirst(one: Position, other: Position): number {
  return other.at - one.at || Number(one.key < other.key) - Number(one.key > other.key);
}
