/** No lock has such a value. */
const nobody = '-';

/**
 * What this process may change of chats. Before it shares the work with others, everything: it is a command, or alone. Then
 * only chats that were handed to it: the scripts compare the lock of a chat with the token under which it has it.
 */
export class Fence {
  readonly #tokens = new Map<string, string>();
  #worker: string | undefined;

  /** From now on only chats that were handed over may be changed. @param worker begins this process's tokens, before `:` */
  close(worker: string): void {
    this.#worker = worker;
  }

  hold(chat: string, token: string): void {
    this.#tokens.set(chat, token);
  }

  release(chat: string): void {
    this.#tokens.delete(chat);
  }

  holds(chat: string): boolean {
    return this.#tokens.has(chat);
  }

  /** What a script must find in the lock of this chat; empty: nothing. */
  ofChat(chat: string): string {
    return this.#worker === undefined ? '' : (this.#tokens.get(chat) ?? nobody);
  }

  /** What a script must find at the beginning of the lock of a chat that only Redis knows; empty: nothing. */
  ofProcess(): string {
    return this.#worker === undefined ? '' : `${this.#worker}:`;
  }
}
