import type { Attempted, Outbound } from '../../../core/kinds/channel.ts';
import type { SentEntry } from './sent-lists.ts';

/** A gateway's answer may come before the vendor has ended what it was asked, milliseconds. */
const unansweredMarginMs = 10_000;

/** The vendor's clock counts whole seconds and may be off from ours, milliseconds. */
const clockMarginMs = 60_000;

/** As many ids and failures are kept, newest last. */
const mostKept = 1_000;

/**
 * What was sent after a send whose outcome is unknown. The vendor's queue is first in, first out: when its journal shows a
 * message that was begun after that send had ended, it would show that send as well, had it gone out. Nothing is kept while
 * no outcome is unknown.
 */
export class RecentSends {
  readonly #lagMs: number;
  /** When a send of unknown outcome ended, Unix milliseconds, by chat and text. */
  readonly #unknown = new Map<string, number>();
  /** When a send that was taken began, Unix milliseconds, by the vendor's id. */
  readonly #taken = new Map<string, number>();

  /** `lagMs`: this long after it a send counts as unsent anyway. */
  constructor(lagMs: number) {
    this.#lagMs = lagMs;
  }

  /** A send ended at this moment without telling whether it went out; `answered`: by an answer of the vendor itself. */
  failed(outbound: Outbound, { at, answered }: { at: number; answered: boolean }): void {
    keep(this.#unknown, keyOf(outbound), answered ? at : at + unansweredMarginMs);
  }

  /** A send that began at this moment was taken under this id. */
  taken(id: string, begunAt: number): void {
    if (this.#unknown.size === 0) return;
    keep(this.#taken, id, begunAt);
    for (const [key, endedAt] of this.#unknown)
      if (begunAt - endedAt > this.#lagMs) this.#unknown.delete(key);
    if (this.#unknown.size === 0) this.#taken.clear();
  }

  /** Whether the vendor's journal shows something that went into its queue after this send had ended; without `tellsSender` it may have been written on the phone. */
  isOvertaken(
    attempted: Attempted,
    entries: readonly SentEntry[],
    { tellsSender = true }: { tellsSender?: boolean } = {},
  ): boolean {
    const endedAt =
      this.#unknown.get(keyOf(attempted)) ?? attempted.attemptedAt + unansweredMarginMs;
    return entries.some(({ id = '', at, isQueued, isByApi }) => {
      if (isQueued || !isByApi) return false;
      const begunAt = this.#taken.get(id);
      if (begunAt !== undefined) return begunAt >= endedAt;
      return tellsSender && at !== undefined && at > endedAt + clockMarginMs;
    });
  }
}

function keyOf({ chat, text }: Outbound): string {
  return `${chat}\n${text}`;
}

function keep(map: Map<string, number>, key: string, value: number): void {
  map.delete(key);
  map.set(key, value);
  const [oldest] = map.keys();
  if (map.size > mostKept && oldest !== undefined) map.delete(oldest);
}
