import type { History } from '../history/history.ts';
import type { Case } from '../kinds/cases.ts';
import type { Journal } from '../kinds/journal.ts';
import type { Log } from '../log.ts';
import type { BusinessHours } from '../time/business-hours.ts';
import { batchOf, isIn, batchName, noticeOf, type Batch } from './left-batches.ts';

/** How long nothing must have been added before the list is made, and from which age of the oldest on it is made all the same. */
const quietMs = 3_000;
const longestQuietMs = 60_000;

/** How soon it is looked again where something waits for the list, at most; and where nothing does. Milliseconds. */
const soonMs = 15_000;
const idleMs = 600_000;
const shortestMs = 250;

/** Lists that were begun in this time may have to be finished; their notices are known for longer. Milliseconds. */
const recentMs = 7 * 24 * 60 * 60 * 1000;

export interface LeftListParts {
  journal: Pick<Journal, 'cases' | 'notices'>;
  history: Pick<History, 'recall'>;
  hours: Pick<BusinessHours, 'at'>;
  /** Says whether anybody is told; where nobody is, the questions stay open. */
  handoff?: { isTold: boolean };
  log: Log;
  now(): number;
}

/**
 * Tells the owners of what was left, in one list when the business opens, or soon where it is open. Several processes on one
 * journal make one list: who ends its first case makes it; what a killed process has left of it is finished by the next.
 */
export class LeftList {
  readonly #parts: LeftListParts;
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> | undefined;
  #again = false;
  #stopped = false;
  #finishedAt = Number.NEGATIVE_INFINITY;

  constructor(parts: LeftListParts) {
    this.#parts = parts;
  }

  /** Looks now, and again when the business opens. */
  watch(): void {
    if (this.#stopped || this.#parts.handoff?.isTold !== true) return;
    this.#again = this.#looking !== undefined;
    if (this.#looking) return;
    clearTimeout(this.#timer);
    this.#looking = this.#look().finally(() => {
      this.#looking = undefined;
      if (this.#again) this.watch();
    });
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#looking;
  }

  async #look(): Promise<void> {
    const { log, now } = this.#parts;
    let rest = soonMs;
    try {
      if (now() - this.#finishedAt >= idleMs) await this.#finish();
      rest = this.#restFor(await this.#open());
      if (rest <= 0) {
        await this.#finish();
        await this.#list(await this.#open());
        rest = soonMs;
      }
    } catch (error) {
      log.warn('list-delayed', { error });
    }
    if (this.#stopped) return;
    this.#timer = setTimeout(() => this.watch(), Math.max(rest, shortestMs)).unref();
  }

  #open(): Promise<Case[]> {
    return this.#parts.journal.cases.list({ kind: 'left', open: true });
  }

  /** How long the list has to wait, milliseconds; 0: it is to be made. */
  #restFor(left: readonly Case[]): number {
    const { hours, now } = this.#parts;
    const { open, next = Number.POSITIVE_INFINITY } = hours.at(now());
    if (left.length === 0) return Math.min(idleMs, next - now());
    if (!open) return Math.min(soonMs, next - now());
    const moments = left.map(({ at }) => at);
    const due = Math.min(Math.max(...moments) + quietMs, Math.min(...moments) + longestQuietMs);
    return Math.min(soonMs, Math.max(0, due - now()));
  }

  /** Makes one list of these, unless another process does. */
  async #list(left: readonly Case[]): Promise<void> {
    const { journal, now, log } = this.#parts;
    const waiting = await this.#unanswered(left);
    const [head, ...others] = waiting.toSorted((one, other) => one.number - other.number);
    if (!head) return;
    const batch = { first: head.number, last: others.at(-1)?.number ?? head.number };
    const end = { outcome: 'listed', at: now(), by: batchName(batch) } as const;
    if (!(await journal.cases.end({ ...end, number: head.number }))) return;
    await this.#complete(batch, others);
    log.info('list-made', { questions: waiting.length });
  }

  /** Finishes the lists that an earlier life, or a process that died, has begun. */
  async #finish(): Promise<void> {
    const { journal, now } = this.#parts;
    const cases = await journal.cases.list({ kind: 'left' });
    const recent = cases.filter(({ end }) => end !== undefined && now() - end.at < recentMs);
    const batches = new Map(
      recent.flatMap((each) => {
        const batch = batchOf(each);
        return batch ? [[batchName(batch), batch] as const] : [];
      }),
    );
    for (const batch of batches.values())
      await this.#complete(
        batch,
        cases.filter((each) => each.end === undefined && isIn(batch, each)),
      );
    this.#finishedAt = now();
  }

  async #complete(batch: Batch, open: readonly Case[]): Promise<void> {
    const { journal, now } = this.#parts;
    await journal.notices.add(noticeOf(batch, now()));
    for (const { number } of open)
      await journal.cases.end({ outcome: 'listed', at: now(), by: batchName(batch), number });
  }

  /** Those to which nobody of the business has written since. */
  async #unanswered(left: readonly Case[]): Promise<Case[]> {
    const { journal, history, now } = this.#parts;
    const found: Case[] = [];
    for (const each of left) {
      const { entries } = await history.recall(each.chat);
      // Channels tell times in whole seconds.
      const since = Math.floor(each.at / 1000) * 1000;
      if (entries.some(({ role, at }) => role === 'operator' && at >= since))
        await journal.cases.end({ outcome: 'answered', at: now(), number: each.number });
      else found.push(each);
    }
    return found;
  }
}
