import type { Loudness } from '../../../core/kinds/transcoder.ts';

/** Samples a second at which loudness is measured. */
export const rate = 16_000;

/** In so short a time, in seconds, the level of a voice stands still; half a second of them holds a syllable and its end. */
export const frameSeconds = 0.05;
const framesInHalfASecond = 10;

/** Shorter recordings may be one long vowel, in seconds. */
const shortestTelling = 1.5;

/** The quietest that 16 bits can hold, in decibels. */
export const quietestDb = -91;

/**
 * How much the loudness of the frames swings, reckoned while they come. In each half second one that stands out, above or
 * below, does not count: a click swings too.
 */
export class Swing {
  readonly #latest: number[] = [];
  #frames = 0;
  #most = 0;

  /** Takes the loudness of the next frame, in decibels. */
  add(level: number): void {
    this.#frames += 1;
    this.#latest.push(level);
    if (this.#latest.length < framesInHalfASecond) return;
    const sorted = this.#latest.toSorted((a, b) => a - b);
    this.#most = Math.max(this.#most, (sorted.at(-2) ?? 0) - (sorted.at(1) ?? 0));
    this.#latest.shift();
  }

  /** Nothing where there were too few frames to tell. */
  result(): Pick<Loudness, 'swingDb'> {
    return this.#frames * frameSeconds < shortestTelling ? {} : { swingDb: this.#most };
  }
}
