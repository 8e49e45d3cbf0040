import type { World } from '../../../core/kinds/plugin.ts';
import type { Sleeper } from './deadline.ts';
import { serviceError } from './errors.ts';

/** The documented limit is 50 sends a second; this keeps just below it. */
const gapMs = 21;

/** Sends keep the gap until this long went by without a refusal, milliseconds: the vendor counts calls a second. */
const pacedMs = 5_000;

/** Refusals are weighed against the sends of one span, milliseconds. */
const spanMs = 1_000;

/** So many refusals in one span, and half of its sends, say that the vendor wants less than its documented rate. */
const leastRefusals = 3;

/** Our own pause after a refusal is at most this long, milliseconds: a longer one is the vendor's own wish, which holds for all. */
const ownPauseMs = 2_000;

/** A shared pace is forgotten when nobody changed it for this long, milliseconds: no vendor's wish to wait is believed beyond an hour. */
const keptMs = 65 * 60_000;

/** A longer wait is handed back to the caller instead of being waited out here. */
const longestWaitMs = 5000;

/** How sends are paced: not at all before `pacedUntil` has been set. Moments are Unix milliseconds. */
interface Beat {
  /** When the next send may go. */
  nextAt: number;
  pacedUntil: number;
  /** The span that is counted: its begin, its sends, and how many of them were refused. */
  spanAt: number;
  sends: number;
  refusals: number;
}

const free: Beat = { nextAt: 0, pacedUntil: 0, spanAt: 0, sends: 0, refusals: 0 };

/**
 * Sends go out at once until the vendor has refused one for its rate. Then all of them rest for as long as it asks, and keep
 * to the documented rate until it has refused none for some seconds. While they keep to it, single refusals hold up nobody
 * but their own message. All processes that share the journal share the pace.
 */
export class Pace {
  readonly #world: Pick<World, 'now' | 'sharing'>;
  readonly #pause: Sleeper;
  readonly #name: string;
  #beat = free;

  constructor(world: Pick<World, 'now' | 'sharing'>, pause: Sleeper, idInstance: string) {
    this.#world = world;
    this.#pause = pause;
    this.#name = `rate/${idInstance}`;
  }

  /** Resolves when the next send may go, with whether it had to wait; rejects with a ServiceError (nothing was sent) when that is far away. */
  async turn(signal: AbortSignal): Promise<boolean> {
    let waitMs = 0;
    const shared = this.#change((before, now) => {
      const at = Math.max(now, before.nextAt);
      waitMs = before.pacedUntil === 0 ? 0 : at - now;
      if (before.pacedUntil === 0 || waitMs > longestWaitMs) return undefined;
      if (at >= before.pacedUntil) return waitMs === 0 ? free : before;
      const beat = inSpan(before, at);
      return { ...beat, nextAt: at + gapMs, sends: beat.sends + 1 };
    });
    if (shared) await shared;
    if (waitMs > longestWaitMs) {
      const details = { retryable: true, status: 429, retryAfterMs: waitMs };
      throw serviceError('rate-limit', 'GREEN-API asked to slow down a moment ago', details);
    }
    if (waitMs > 0) await this.#pause(waitMs, signal);
    return waitMs > 0;
  }

  /** The vendor refused a send for its rate; `pauseMs`: the rest that is due then. */
  async refused(pauseMs: number): Promise<void> {
    await this.#change((before, now) => {
      const isPaced = before.pacedUntil > now;
      const beat = inSpan(before, now);
      const refusals = beat.refusals + 1;
      const isMost = refusals >= leastRefusals && refusals * 2 > beat.sends;
      const restUntil = pauseMs > ownPauseMs || !isPaced || isMost ? now + pauseMs : now;
      const nextAt = Math.max(before.nextAt, restUntil);
      return {
        ...beat,
        refusals,
        nextAt,
        pacedUntil: Math.max(before.pacedUntil, nextAt + pacedMs),
      };
    });
  }

  /** At once when this process is alone; otherwise resolves when all see it. */
  #change(change: (before: Beat, now: number) => Beat | undefined): Promise<void> | undefined {
    const now = this.#world.now();
    const sharing = this.#world.sharing?.();
    if (!sharing) {
      this.#beat = change(this.#beat, now) ?? this.#beat;
      return undefined;
    }
    const changeText = (before: string | undefined): string | undefined => {
      const after = change(before === undefined ? free : (JSON.parse(before) as Beat), now);
      return after && JSON.stringify(after);
    };
    return sharing.change(this.#name, changeText, keptMs);
  }
}

/** The counts of the span that holds this moment. */
function inSpan(beat: Beat, at: number): Beat {
  return at - beat.spanAt < spanMs ? beat : { ...beat, spanAt: at, sends: 0, refusals: 0 };
}
