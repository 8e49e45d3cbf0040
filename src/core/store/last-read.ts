import type { StoredChat } from '../history/stored-chat.ts';

/** A chat as it was read. */
export interface KeptChat {
  stored: StoredChat;
  /** When it will be forgotten, Unix milliseconds; undefined: never. */
  expiresAt?: number;
}

/** A chat as the memory gave it, and what it says; undefined where there is none. */
export interface FoundChat {
  raw: unknown;
  kept: KeptChat | undefined;
}

/** More than turns are under way; a chat whose turn changes nothing leaves its reading behind until others push it out. */
const mostChats = 256;

/** What was read of each chat last, given once: whoever changes it need not read it again, and learns from the memory if it is out of date. */
export class LastRead {
  readonly #found = new Map<string, FoundChat>();

  note(chat: string, found: FoundChat): void {
    this.#found.delete(chat);
    this.#found.set(chat, found);
    const [oldest] = this.#found.keys();
    if (this.#found.size > mostChats && oldest !== undefined) this.#found.delete(oldest);
  }

  take(chat: string): FoundChat | undefined {
    const found = this.#found.get(chat);
    this.#found.delete(chat);
    return found;
  }
}
