import type { Keyv } from 'keyv';
import type { Memory, Position } from '../kinds/memory.ts';
import type { MemoryCalls } from './memory-calls.ts';
import { chatInKey, type Shelf } from './shelf.ts';

/** How many rows of an index are asked for where a page held few of the shelf. */
const largerPage = 500;

/** Where the values of a shelf are looked for. */
export interface WalkDependencies<T> {
  memory: Memory;
  /** Over that memory. */
  keyv: Keyv;
  shelf: Shelf<T>;
  calls: MemoryCalls;
  /** Told of what stands in the place of a value. */
  refuse(chat: string): void;
}

/** Goes through the values of one shelf in a memory that holds others, too. */
export class ShelfWalk<T extends { updatedAt: number }> {
  readonly #parts: WalkDependencies<T>;

  constructor(parts: WalkDependencies<T>) {
    this.#parts = parts;
  }

  /** The newest values, newest first, from just after `before`. A memory without an index is read whole. */
  async newest(limit: number, before?: Position): Promise<Position[]> {
    const { memory, shelf, calls } = this.#parts;
    const { newest } = memory;
    if (!newest) return this.#newestOfAll(limit, before);
    const found: Position[] = [];
    let last = before && { ...before, key: shelf.prefix + before.key };
    for (let size = limit; ; size = Math.max(limit, largerPage)) {
      const page = await calls.look(() => newest.call(memory, size, last));
      for (const { key, at } of page) {
        const chat = chatInKey(shelf, key);
        if (chat !== undefined) found.push({ key: chat, at });
      }
      if (found.length >= limit || page.length < size) return found.slice(0, limit);
      last = page.at(-1);
    }
  }

  /** Every value, in no order. One that changes meanwhile is seen before or after the change. */
  async *all(): AsyncGenerator<{ chat: string; stored: T }> {
    const { shelf, refuse } = this.#parts;
    for await (const [key, stored] of this.pairs()) {
      const chat = chatInKey(shelf, key);
      if (chat === undefined) continue;
      if (shelf.holds(stored)) yield { chat, stored };
      else refuse(chat);
    }
  }

  /** What is in the memory, of whatever shelf, by its keys. */
  async *pairs(): AsyncGenerator<[key: string, stored: unknown]> {
    const { keyv, calls } = this.#parts;
    const iterator = keyv.iterator();
    for (;;) {
      const { done, value } = await calls.look(() => iterator.next());
      if (done) return;
      yield value as [string, unknown];
    }
  }

  async #newestOfAll(limit: number, before: Position | undefined): Promise<Position[]> {
    const all: Position[] = [];
    for await (const { chat, stored } of this.all()) all.push({ key: chat, at: stored.updatedAt });
    return all
      .toSorted(newestFirst)
      .filter((position) => before === undefined || newestFirst(before, position) < 0)
      .slice(0, limit);
  }
}

function newestFirst(one: Position, other: Position): number {
  return other.at - one.at || Number(one.key < other.key) - Number(one.key > other.key);
}
