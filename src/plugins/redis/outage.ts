import type { World } from '../../core/kinds/plugin.ts';
import { redisErrorWord } from './errors.ts';

/** How often an outage is told, milliseconds. */
const tellPauseMs = 60_000;

/** Tells the log of an outage once a minute, and of its end, however many connections and calls fail how often. */
export class Outage {
  readonly #world: Pick<World, 'log' | 'now'>;
  readonly #where: string;
  #since: number | undefined;
  #toldAt = -Infinity;
  #isTold = false;

  /** @param where the address without its password */
  constructor(world: Pick<World, 'log' | 'now'>, where: string) {
    this.#world = world;
    this.#where = where;
  }

  /** A connection broke or a call failed. */
  failed(error: unknown): void {
    const now = this.#world.now();
    this.#since ??= now;
    if (Math.abs(now - this.#toldAt) < tellPauseMs) return;
    this.#toldAt = now;
    this.#isTold = true;
    this.#world.log.warn('redis-unavailable', {
      redis: this.#where,
      reason: redisErrorWord(error),
      sinceMs: now - this.#since,
    });
  }

  /** A call succeeded. */
  ended(): void {
    if (this.#since === undefined) return;
    if (this.#isTold)
      this.#world.log.info('redis-back', {
        redis: this.#where,
        afterMs: this.#world.now() - this.#since,
      });
    this.#isTold = false;
    this.#since = undefined;
  }
}
