import type { History } from '../history/history.ts';
import type { Journal } from '../kinds/journal.ts';
import type { Pause } from '../kinds/pauses.ts';
import { leftQuestion, questionLeft } from './left-question.ts';
import type { Log } from '../log.ts';
import type { PauseEnd } from '../settings/people-settings.ts';

/** How often it is looked at least, and at most; milliseconds. */
const longestMs = 15_000;
const shortestMs = 250;

export interface PauseWatchParts {
  journal: Pick<Journal, 'inbox' | 'pauses' | 'notices'>;
  history: Pick<History, 'recall'>;
  pauseEnd: PauseEnd;
  log: Log;
  now(): number;
}

/** Sees pauses run out, and tells once of each whose customer was left with a question. */
export class PauseWatch {
  readonly #parts: PauseWatchParts;
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> | undefined;
  #stopped = false;

  constructor(parts: PauseWatchParts) {
    this.#parts = parts;
  }

  /** Looks now, and again whenever a pause ends. */
  watch(): void {
    if (this.#stopped || this.#looking) return;
    clearTimeout(this.#timer);
    this.#looking = this.#look().finally(() => (this.#looking = undefined));
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#looking;
  }

  async #look(): Promise<void> {
    const { journal, log, now } = this.#parts;
    let nextEnd = Number.POSITIVE_INFINITY;
    try {
      for (const pause of await journal.pauses.list()) {
        const { until = Number.POSITIVE_INFINITY, unanswered } = pause;
        if (until > now()) nextEnd = Math.min(nextEnd, until);
        else if (unanswered === undefined) await this.#conclude(pause, until);
      }
    } catch (error) {
      log.warn('pauses-unseen', { error });
    }
    const rest = Math.min(longestMs, Math.max(shortestMs, nextEnd - now()));
    if (!this.#stopped) this.#timer = setTimeout(() => this.watch(), rest).unref();
  }

  async #conclude({ chat, reason, resumedAt }: Pause, until: number): Promise<void> {
    const { journal, history, pauseEnd, log, now } = this.#parts;
    if (chat === undefined) return;
    // Of a chat that was handed to a person, its ticket tells.
    const isByTime = resumedAt !== until && reason !== 'handoff' && pauseEnd === 'silent';
    const question = isByTime ? await leftQuestion(chat, { journal, history }) : undefined;
    // Told first: it is known by its id where the process dies in between.
    if (question !== undefined)
      await journal.notices.add(questionLeft(chat, { until, question, now: now() }));
    const isLeft = question !== undefined;
    if ((await journal.pauses.conclude(chat, until, isLeft)) && isLeft)
      log.warn('question-left', { chat });
  }
}
