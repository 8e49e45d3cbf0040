/** A value as it was read. */
export interface Kept<T> {
  stored: T;
  /** When it will be forgotten, Unix milliseconds; undefined: never. */
  expiresAt?: number;
}

/** A value as the memory gave it, and what it says; undefined where there is none. */
export interface FoundValue<T> {
  raw: unknown;
  kept: Kept<T> | undefined;
}

/** More than turns are under way; a chat whose turn changes nothing leaves its reading behind until others push it out. */
const mostValues = 256;

/** What was read of each chat last, given once: whoever changes it need not read it again, and learns from the memory if it is out of date. */
export class LastRead<T> {
  readonly #found = new Map<string, FoundValue<T>>();

  note(chat: string, found: FoundValue<T>): void {
    this.#found.delete(chat);
    this.#found.set(chat, found);
    const [oldest] = this.#found.keys();
    if (this.#found.size > mostValues && oldest !== undefined) this.#found.delete(oldest);
  }

  take(chat: string): FoundValue<T> | undefined {
    const found = this.#found.get(chat);
    this.#found.delete(chat);
    return found;
  }
}
