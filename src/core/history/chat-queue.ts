import { unlessAborted } from '../deadline.ts';
import { askedPause, backoff } from '../retry.ts';

/** Pauses after one that failed, milliseconds: what the service can do belongs to the turns first. */
const pauses = { first: 30_000, longest: 900_000 };

export interface QueuedWork {
  /** What is done with a chat. */
  work(chat: string, signal: AbortSignal): Promise<void>;
  /** Told what failed, and how long everything rests for it, milliseconds. */
  failed(chat: string, error: unknown, pauseMs: number): void;
}

/** Chats with which something is done beside the turns, one at a time; each waits in it once. */
export class ChatQueue {
  readonly #parts: QueuedWork;
  readonly #waiting = new Set<string>();
  readonly #stopping = new AbortController();
  #working: Promise<void> | undefined;
  #failures = 0;

  constructor(parts: QueuedWork) {
    this.#parts = parts;
  }

  /** Adds a chat; after `stop`, none. */
  add(chat: string): void {
    if (this.#stopping.signal.aborted) return;
    this.#waiting.add(chat);
    this.#working ??= this.#work();
  }

  /** Resolves when no chat waits. */
  async whenIdle(): Promise<void> {
    await this.#working;
  }

  /** Aborts what runs, and leaves it behind: a memory may not answer. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#working;
  }

  async #work(): Promise<void> {
    const { signal } = this.#stopping;
    for (const chat of this.#waiting) {
      this.#waiting.delete(chat);
      try {
        await unlessAborted(this.#parts.work(chat, signal), signal);
        this.#failures = 0;
      } catch (error) {
        if (!signal.aborted) await this.#rest(chat, error);
      }
      if (signal.aborted) break;
    }
    // In the same tick in which nothing more was found, so that no chat falls between.
    this.#working = undefined;
  }

  async #rest(chat: string, error: unknown): Promise<void> {
    const pauseMs = askedPause(error) ?? backoff(this.#failures, pauses);
    this.#failures += 1;
    this.#parts.failed(chat, error, Math.round(pauseMs));
    await passed(pauseMs, this.#stopping.signal);
  }
}

/** Resolves after a time, or when the signal aborts. */
function passed(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms).unref();
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });
}
