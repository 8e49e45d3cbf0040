import type { KeyvStorageAdapter } from 'keyv';

/**
 * A place that keeps the chats: any Keyv 6 storage adapter (absolute `expires` in Unix milliseconds, `iterator()`
 * present, errors reject and are never emitted). Another process may read and write it at the same time. What a memory
 * offers besides makes the bot better: with an index, chats are listed without reading them all; with `replace`, a chat that
 * another process clears in the middle of a turn stays cleared.
 */
export type Memory = KeyvStorageAdapter & Partial<ChatIndex & Replacing & Erasing & Confined>;

/** Writes that depend on what is there. */
export interface Replacing {
  /**
   * Like `set`, but only while the key's value is `before` (undefined: while there is no live value), in one step that no
   * other process can come between. False: it is something else, and nothing was written.
   */
  replace(
    key: string,
    before: string | undefined,
    value: string,
    expires?: number,
  ): Promise<boolean>;
}

/** Forgetting for good. */
export interface Erasing {
  /** Like `delete`, and nothing of the value, also of earlier ones, is left in free space or in logs of the place afterwards. */
  erase(key: string): Promise<boolean>;
}

/** A memory that ends with its process. */
export interface Confined {
  /** True: no other process sees what is kept here. */
  readonly confined: boolean;
}

/** A key and the time of its value, Unix milliseconds. */
export interface Position {
  key: string;
  at: number;
}

/**
 * Keys by the time of their values: what `encodedTime` finds in a stored chat, otherwise when it was written. Both look at
 * the live keys of the adapter's namespace and give them without it.
 */
export interface ChatIndex {
  /** The newest keys, newest first (equal times: the greater key first), from just after `before`; at most `limit`. */
  newest(limit: number, before?: Position): Promise<Position[]>;
  count(): Promise<number>;
}
