/** Chats of which it is known; a busy shop has fewer at a time. */
const mostChats = 5_000;

/** Of each chat the last so many; an answer in more parts is rare. */
const mostMessages = 4;

/** When our last messages to each chat left this process, Unix milliseconds. */
export class Departures {
  readonly #lately = new Map<string, readonly number[]>();

  /** A message left at this moment. */
  left(chat: string, at: number): void {
    const before = this.lately(chat);
    this.#lately.delete(chat);
    this.#lately.set(chat, [...before, at].slice(-mostMessages));
    const [oldest] = this.#lately.keys();
    if (this.#lately.size > mostChats && oldest !== undefined) this.#lately.delete(oldest);
  }

  /** The last ones of a chat, oldest first; empty where none left, or long ago. */
  lately(chat: string): readonly number[] {
    return this.#lately.get(chat) ?? [];
  }
}
