/** How long nothing is asked before a conversation counts as at rest, milliseconds: a message wakes the chat, or does not. */
const restingMs = 60;

/** The calls of services that are under way in a conversation. */
export class UnderWay {
  #calls = 0;
  #isOver = false;

  /** One begins, 1, or has ended, -1. */
  count(by: number): void {
    this.#calls += by;
  }

  /** Nobody waits for them any more. */
  end(): void {
    this.#isOver = true;
  }

  /** Resolves when nothing has been asked of any service for a while. */
  async rested(): Promise<'rested'> {
    do await new Promise((resolve) => setTimeout(resolve, restingMs));
    while (this.#calls > 0 && !this.#isOver);
    return 'rested';
  }
}
