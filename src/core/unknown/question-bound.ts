import type { Journal } from '../kinds/journal.ts';
import type { Log } from '../log.ts';

/** So many open questions are kept, and for so long; older ones end by themselves. */
export const mostOpenQuestions = 1_000;
export const questionDays = 30;

const dayMs = 24 * 60 * 60 * 1000;

/** It is looked after every so many. */
const rarely = 20;

export interface QuestionBoundParts {
  journal: Pick<Journal, 'cases'>;
  log: Pick<Log, 'warn'>;
  now(): number;
}

/** Whether a question is of the time for which they are listed. */
export function isRecent({ at }: { at: number }, now: number): boolean {
  return now - at <= questionDays * dayMs;
}

/** Keeps the number of open questions within bounds. */
export class QuestionBound {
  readonly #parts: QuestionBoundParts;
  #noted = 0;
  #looking = Promise.resolve();

  constructor(parts: QuestionBoundParts) {
    this.#parts = parts;
  }

  /** One was opened, or the bot starts. */
  noted(): void {
    if (this.#noted % rarely === 0) this.#looking = this.#looking.then(() => this.#look());
    this.#noted += 1;
  }

  /** Resolves when the look under way has ended. */
  stop(): Promise<void> {
    return this.#looking;
  }

  async #look(): Promise<void> {
    const { journal, log, now } = this.#parts;
    try {
      await endSurplus(journal, now());
    } catch (error) {
      log.warn('questions-unbounded', { error });
    }
  }
}

/** Ends open questions that are too old or too many; rejects as the journal does. */
export async function endSurplus(
  { cases }: Pick<Journal, 'cases'>,
  now: number,
  most = mostOpenQuestions,
): Promise<void> {
  const open = await cases.list({ kind: 'question', open: true });
  for (const [index, { number, at }] of open.entries())
    // Ended as of when it was asked: it is then forgotten thirty days after that.
    if (index >= most || !isRecent({ at }, now))
      await cases.end({ number, outcome: 'expired', at });
}
