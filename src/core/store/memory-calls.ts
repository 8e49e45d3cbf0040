import { setTimeout as passed } from 'node:timers/promises';
import { TimedOut } from '../deadline.ts';
import { ServiceError, WabotError } from '../errors.ts';
import type { Log } from '../log.ts';
import { Patience } from '../patience.ts';

/** Of databases that work, none needs a second for a chat; our own Redis gives up after five. */
const usualTimeoutMs = 10_000;

/** Forgetting for good may tidy up a whole database, and a write that was late may still land: so many times as long as a look. */
const longer = 6;

/** The longest time for closing the memory, milliseconds: who stops a bot waits. */
const longestCloseMs = 3_000;

const failures = new WeakSet<object>();

/** Whether it was the memory that failed: no fault of what was asked for, and everybody meets it. */
export function isOfMemory(error: unknown): boolean {
  return typeof error === 'object' && error !== null && failures.has(error);
}

/** Calls of a memory, each with a deadline. Every failure is a retryable ServiceError; that the memory is silent is logged once. */
export class MemoryCalls {
  readonly #log: Pick<Log, 'info' | 'warn'>;
  readonly #timeoutMs: number;
  readonly #waiting: Patience;
  /** The ends of late writes, by chat. */
  readonly #landing = new Map<string, Promise<void>>();

  /** @param timeoutMs the longest time for one call */
  constructor(log: Pick<Log, 'info' | 'warn'>, timeoutMs: number = usualTimeoutMs) {
    this.#log = log;
    this.#timeoutMs = timeoutMs;
    this.#waiting = new Patience((isLate) => {
      if (isLate) log.warn('memory-silent');
      else log.info('memory-answers');
    });
  }

  /** A look at chats, or one step of a look at all. */
  async look<T>(call: () => Promise<T>): Promise<T> {
    return this.#reach(this.#timeoutMs, call);
  }

  /** A change of one chat. */
  async write<T>(chat: string, call: () => Promise<T>): Promise<T> {
    return this.#reach(this.#timeoutMs, call, (working) => this.#follow(chat, working));
  }

  /** Forgetting a chat for good, which may tidy up the whole place. */
  async erase<T>(chat: string, call: () => Promise<T>): Promise<T> {
    return this.#reach(this.#timeoutMs * longer, call, (working) => this.#follow(chat, working));
  }

  /** Forgetting every chat. */
  async eraseAll(call: () => Promise<void>): Promise<void> {
    await this.#reach(this.#timeoutMs * longer, call);
  }

  /** Waits for a late write of this chat, which would otherwise undo the next one. Rejects while it does not land. */
  async landed(chat: string): Promise<void> {
    const landing = this.#landing.get(chat);
    if (landing) await this.look(() => landing);
  }

  /** Closes the memory; what fails then is only logged. */
  async close(call: () => Promise<unknown>): Promise<void> {
    const milliseconds = Math.min(longestCloseMs, this.#timeoutMs);
    const closing = new Patience(nothing).call(milliseconds, async () => call());
    await closing.catch((error: unknown) =>
      this.#log.info('memory-not-closed', { error: understood(error, milliseconds) }),
    );
  }

  async #reach<T>(
    milliseconds: number,
    call: () => Promise<T>,
    left?: (working: Promise<T>) => void,
  ): Promise<T> {
    try {
      return await this.#waiting.call(milliseconds, async () => call(), left);
    } catch (error) {
      const failure = understood(error, milliseconds);
      failures.add(failure);
      throw failure;
    }
  }

  #follow(chat: string, working: Promise<unknown>): void {
    const over = passed(this.#timeoutMs * longer, undefined, { ref: false });
    const landing = Promise.race([working.then(nothing, nothing), over]).then(() => {
      if (this.#landing.get(chat) === landing) this.#landing.delete(chat);
    });
    this.#landing.set(chat, landing);
  }
}

function nothing(): void {}

function understood(error: unknown, milliseconds: number): WabotError {
  if (error instanceof TimedOut) return late(milliseconds);
  return error instanceof WabotError ? error : unreachable(error);
}

/** What is said of a memory that fails. */
export function unreachable(cause: unknown): ServiceError {
  return new ServiceError('memory', 'the memory of the chats cannot be read or written', {
    retryable: true,
    suggestions: [
      'Find the cause: a full disk, a locked or missing file, a service that is unavailable',
      'Run: wabot doctor memory',
    ],
    cause,
  });
}

/** The code of a memory that does not answer in time. */
export const lateCode = 'service.memory.late';

function late(milliseconds: number): ServiceError {
  return new ServiceError(
    'memory.late',
    `the memory of the chats did not answer within ${milliseconds / 1000} s`,
    {
      retryable: true,
      suggestions: [
        'Make sure that the service that stores the chats is running and can be reached',
        'Run: wabot doctor memory',
      ],
    },
  );
}
