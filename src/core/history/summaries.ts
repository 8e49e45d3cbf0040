import { within } from '../deadline.ts';
import type { History } from './history.ts';
import type { Model } from '../kinds/model.ts';
import type { Accounts } from '../kinds/journal.ts';
import type { Language } from '../language/index.ts';
import type { Log } from '../log.ts';
import { askedPause, backoff } from '../retry.ts';
import { summaryQuestion, summaryOf } from './summary-prompt.ts';

/** So many entries must have fallen off a chat before its summary is written again: one call for several turns. */
const enoughPending = 10;

/** So many entries that fell off are kept at most until they are in the summary: longer than a service is usually away. */
export const mostPending = 40;

/** Pauses of all summaries after one that failed, milliseconds: what the service can do belongs to the turns first. */
const pauses = { first: 30_000, longest: 900_000 };

export interface SummariesDependencies {
  history: Pick<History, 'unfolded' | 'fold'>;
  /** Where what it costs is written down. */
  accounts: Pick<Accounts, 'charge'>;
  /** The model that answers this chat, within the budget. */
  modelFor(chat: string): Model;
  /** Languages of the business; a chat without one gets its summary in the first. */
  languages: readonly Language[];
  /** The longest time that one summary may take, milliseconds. */
  timeoutMs: number;
  log: Log;
  now(): number;
}

/**
 * Folds what falls off the limit of a chat into its summary, after the replies and one chat at a time. What fails is
 * logged, and tried again when the chat has its next turn.
 */
export class Summaries {
  readonly #parts: SummariesDependencies;
  readonly #waiting = new Set<string>();
  readonly #stopping = new AbortController();
  #working: Promise<void> | undefined;
  #failures = 0;

  constructor(parts: SummariesDependencies) {
    this.#parts = parts;
  }

  /** A turn of this chat is remembered, and so many entries wait for the summary. */
  grown(chat: string, pending: number): void {
    if (pending < enoughPending || this.#stopping.signal.aborted) return;
    this.#waiting.add(chat);
    this.#working ??= this.#work();
  }

  /** Resolves when no chat waits for its summary. */
  async whenIdle(): Promise<void> {
    await this.#working;
  }

  /** Aborts what runs; the entries wait in the memory. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#working;
  }

  async #work(): Promise<void> {
    const { signal } = this.#stopping;
    for (const chat of this.#waiting) {
      this.#waiting.delete(chat);
      try {
        await this.#fold(chat, signal);
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
    this.#parts.log.warn('summary-failed', { chat, pauseMs: Math.round(pauseMs), error });
    await passed(pauseMs, this.#stopping.signal);
  }

  async #fold(chat: string, signal: AbortSignal): Promise<void> {
    const { history, accounts, modelFor, languages, timeoutMs, log, now } = this.#parts;
    const unfolded = await history.unfolded(chat);
    if (!unfolded || unfolded.pending.length < enoughPending) return;
    const { pending: entries, language = languages[0] ?? 'ru', ...before } = unfolded;
    const begun = now();
    const question = summaryQuestion({ ...before, entries, language });
    const answer = await within(timeoutMs, signal, (limited) =>
      modelFor(chat).answer(question, limited),
    );
    const summary = summaryOf(answer);
    const ids = entries.map(({ id }) => id);
    // Of a customer who was erased not even the cost is written down.
    if (!(await history.fold(chat, summary, ids)))
      return log.info('summary-dropped', { reason: 'its chat was cleared' });
    log.info('summary-folded', {
      chat,
      entries: entries.length,
      ms: now() - begun,
      model: answer.model,
      usage: answer.usage,
    });
    const { model, usage } = answer;
    await accounts.charge({ kind: 'summary', chat, at: now(), model, usage });
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
