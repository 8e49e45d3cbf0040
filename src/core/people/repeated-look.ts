import type { Case } from '../kinds/cases.ts';
import type { Journal } from '../kinds/journal.ts';
import type { Log } from '../log.ts';

/** How often it is looked at least, and at most; milliseconds. */
const longestMs = 15_000;
const shortestMs = 250;

/** A look that takes its time rests for so many times as long: every new ticket asks for one, and each sees all. */
const restFactor = 9;

export interface RepeatedLookParts {
  /** Looks, never rejects, and says when there will be something to see: Unix milliseconds, Infinity for never. */
  look(): Promise<number>;
  now(): number;
}

/** Looks again and again: when there is something to see, when it is asked to, and every fifteen seconds. */
export class RepeatedLook {
  readonly #parts: RepeatedLookParts;
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> | undefined;
  #isAsked = false;
  #isStopped = false;
  /** No look begins before, Unix milliseconds; never further ahead than the shortest pause. */
  #restsUntil = 0;

  constructor(parts: RepeatedLookParts) {
    this.#parts = parts;
  }

  /** Looks now or, where it is looking or rests from it, once more behind that. */
  again(): void {
    this.#isAsked = true;
    if (this.#looking) return;
    const restMs = this.#restMs();
    if (restMs > 0) this.#wait(restMs);
    else this.#looking = this.#run().finally(() => (this.#looking = undefined));
  }

  /** Looks no more; resolves when the look under way has ended. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    await this.#looking;
  }

  async #run(): Promise<void> {
    const { look, now } = this.#parts;
    clearTimeout(this.#timer);
    let next = Number.POSITIVE_INFINITY;
    while (this.#isAsked && !this.#isStopped && this.#restMs() === 0) {
      this.#isAsked = false;
      const begun = now();
      next = await look();
      const ended = now();
      this.#restsUntil = ended + Math.min(shortestMs, restFactor * Math.max(0, ended - begun));
    }
    const usualMs = Math.min(longestMs, Math.max(shortestMs, next - now()));
    this.#wait(this.#isAsked ? this.#restMs() : usualMs);
  }

  /** How long it rests still; a clock that was set back ends it. */
  #restMs(): number {
    const left = this.#restsUntil - this.#parts.now();
    return left > shortestMs ? 0 : Math.max(0, left);
  }

  #wait(milliseconds: number): void {
    clearTimeout(this.#timer);
    if (!this.#isStopped) this.#timer = setTimeout(() => this.again(), milliseconds).unref();
  }
}

/** What the log says when the open cases of a kind cannot be seen. */
const unseen = { draft: 'drafts-unseen', ticket: 'tickets-unseen' } as const;

/**
 * Sees every open case of a kind. Resolves with when there is more to see of one of them, as `see` says of each (Unix
 * milliseconds, Infinity for never); a journal that fails is told to the log.
 */
export async function seeOpen(
  kind: keyof typeof unseen,
  see: (open: Case) => Promise<number>,
  { journal, log }: { journal: Pick<Journal, 'cases'>; log: Pick<Log, 'warn'> },
): Promise<number> {
  let next = Number.POSITIVE_INFINITY;
  try {
    for (const open of await journal.cases.list({ kind, open: true }))
      next = Math.min(next, await see(open));
  } catch (error) {
    log.warn(unseen[kind], { error });
  }
  return next;
}
