import type { World } from '../../../core/plugin.ts';
import type { Pause } from './deadline.ts';
import { serviceError } from './errors.ts';

/** The gap between sends after the first refusal: half of the documented 50 a second. Doubled by each further refusal. */
const firstGapMs = 40;
const longestGapMs = 1000;

/** Without a refusal for so long, sends are no longer paced. */
const calmMs = 60_000;

/** A longer wait is handed back to the caller instead of being waited out here. */
const longestWaitMs = 5000;

/** How sends are paced: not at all while the gap is 0. Moments are Unix milliseconds. */
interface Beat {
  gapMs: number;
  nextAt: number;
  refusedAt: number;
}

const free: Beat = { gapMs: 0, nextAt: 0, refusedAt: 0 };

/**
 * Sends go out at once until the vendor has refused one for its rate; then all of them keep a gap for a while: those of all
 * processes that share the journal.
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
      const isCalm = now - before.refusedAt > calmMs && now >= before.nextAt;
      const at = Math.max(now, before.nextAt);
      waitMs = before.gapMs === 0 || isCalm ? 0 : at - now;
      if (before.gapMs === 0 || waitMs > longestWaitMs) return undefined;
      return isCalm ? { ...before, gapMs: 0 } : { ...before, nextAt: at + before.gapMs };
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
      if (before.gapMs > 0 && now < before.refusedAt + pauseMs) return { ...before, nextAt };
      const gapMs = Math.min(longestGapMs, Math.max(firstGapMs, before.gapMs * 2));
      return { gapMs, nextAt, refusedAt: now };
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
    return sharing.change(this.#name, changeText, 2 * calmMs);
  }
}
