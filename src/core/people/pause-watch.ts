import type { History } from '../history/history.ts';
import type { Journal } from '../kinds/journal.ts';
import type { Pause } from '../kinds/pauses.ts';
import { leftQuestion, questionLeft } from './left-question.ts';
import { RepeatedLook } from './repeated-look.ts';
import type { Log } from '../log.ts';
import type { PauseEnd } from '../settings/people-settings.ts';

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
  readonly #look: RepeatedLook;

  constructor(parts: PauseWatchParts) {
    this.#parts = parts;
    this.#look = new RepeatedLook({ look: () => this.#lookAtAll(), now: parts.now });
  }

  /** Looks now, and again whenever a pause ends. */
  watch(): void {
    this.#look.again();
  }

  stop(): Promise<void> {
    return this.#look.stop();
  }

  async #lookAtAll(): Promise<number> {
    const { journal, log, now } = this.#parts;
    let next = Number.POSITIVE_INFINITY;
    try {
      for (const pause of await journal.pauses.list()) {
        const { until = Number.POSITIVE_INFINITY, unanswered } = pause;
        if (until > now()) next = Math.min(next, until);
        else if (unanswered === undefined) await this.#conclude(pause, until);
      }
    } catch (error) {
      log.warn('pauses-unseen', { error });
    }
    return next;
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
