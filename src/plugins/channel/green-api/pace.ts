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

/** Sends go out at once until the vendor has refused one for its rate; then all of them keep a gap for a while. */
export class Pace {
  readonly #clock: Pick<World, 'now'>;
  readonly #pause: Pause;
  #gapMs = 0;
  #nextAt = 0;
  #refusedAt = 0;

  constructor(clock: Pick<World, 'now'>, pause: Pause) {
    this.#clock = clock;
    this.#pause = pause;
  }

  /** Resolves when the next send may go; rejects with a ServiceError (nothing was sent) when that is far away. */
  async turn(signal: AbortSignal): Promise<void> {
    const now = this.#clock.now();
    if (now - this.#refusedAt > calmMs && now >= this.#nextAt) this.#gapMs = 0;
    if (this.#gapMs === 0) return;
    const at = Math.max(now, this.#nextAt);
    if (at - now > longestWaitMs) {
      const details = { retryable: true, status: 429, retryAfterMs: at - now };
      throw serviceError('rate-limit', 'GREEN-API asked to slow down a moment ago', details);
    }
    this.#nextAt = at + this.#gapMs;
    await this.#pause(at - now, signal);
  }

  /** The vendor refused a send for its rate and wants none for so long. Refusals of one burst count once. */
  refused(pauseMs: number): void {
    const now = this.#clock.now();
    if (this.#gapMs === 0 || now >= this.#refusedAt + pauseMs) {
      this.#gapMs = Math.min(longestGapMs, Math.max(firstGapMs, this.#gapMs * 2));
      this.#refusedAt = now;
    }
    this.#nextAt = Math.max(this.#nextAt, now + pauseMs);
  }
}
