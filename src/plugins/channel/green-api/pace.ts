import type { World } from '../../../core/plugin.ts';
import type { Pause } from './deadline.ts';
import { serviceError } from './errors.ts';

/** The gap between sends after the first refusal: half of the documented 50 a second. Doubled by each further refusal. */
const firstGapMs = 40;
const longestGapMs = 1000;

/**
 * The gap is halved each time that so long went by without a refusal, and ends below the least. The vendor counts calls a
 * second: so long a quiet proves that the last step was not too much.
 */
const stepMs = 5000;
const leastGapMs = 5;

/** A shared pace is forgotten when nobody changed it for so long: longer than the widest gap takes to end. */
const keptMs = 120_000;

/** A longer wait is handed back to the caller instead of being waited out here. */
const longestWaitMs = 5000;

/** How sends are paced: not at all while the gap is 0. Moments are Unix milliseconds. */
interface Beat {
  /** As the last refusal left it. */
  gapMs: number;
  nextAt: number;
  /** Until then the vendor wants nothing; then the gap begins to narrow. */
  heldUntil: number;
}

const free: Beat = { gapMs: 0, nextAt: 0, heldUntil: 0 };

/** The gap at a moment, in milliseconds. */
function gapAt({ gapMs, heldUntil }: Beat, moment: number): number {
  const gap = gapMs / 2 ** Math.max(0, Math.floor((moment - heldUntil) / stepMs));
  return gap < leastGapMs ? 0 : gap;
}

/**
 * Sends go out at once until the vendor has refused one for its rate; then all of them keep a gap that narrows while
 * it refuses none: those of all processes that share the journal.
 */
export class Pace {
  readonly #world: Pick<World, 'now' | 'sharing'>;
  readonly #pause: Pause;
  readonly #name: string;
  #beat = free;

  constructor(world: Pick<World, 'now' | 'sharing'>, pause: Pause, idInstance: string) {
    this.#world = world;
    this.#pause = pause;
    this.#name = `pace/${idInstance}`;
  }

  /** Resolves when the next send may go; rejects with a ServiceError (nothing was sent) when that is far away. */
  async turn(signal: AbortSignal): Promise<void> {
    let waitMs = 0;
    const shared = this.#change((before, now) => {
      const at = Math.max(now, before.nextAt);
      waitMs = before.gapMs === 0 ? 0 : at - now;
      if (before.gapMs === 0 || waitMs > longestWaitMs) return undefined;
      const gapMs = gapAt(before, at);
      return gapMs === 0 && waitMs === 0 ? free : { ...before, nextAt: at + gapMs };
    });
    if (shared) await shared;
    if (waitMs > longestWaitMs) {
      const details = { retryable: true, status: 429, retryAfterMs: waitMs };
      throw serviceError('rate-limit', 'GREEN-API asked to slow down a moment ago', details);
    }
    if (waitMs > 0) await this.#pause(waitMs, signal);
  }

  /** The vendor refused a send for its rate and wants none for so long. Refusals of one burst count once. */
  async refused(pauseMs: number): Promise<void> {
    await this.#change((before, now) => {
      const nextAt = Math.max(before.nextAt, now + pauseMs);
      const heldUntil = Math.max(before.heldUntil, now + pauseMs);
      if (before.gapMs > 0 && now < before.heldUntil) return { ...before, nextAt, heldUntil };
      const gapMs = Math.min(longestGapMs, Math.max(firstGapMs, gapAt(before, now) * 2));
      return { gapMs, nextAt, heldUntil };
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
