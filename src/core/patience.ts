import { TimedOut } from './deadline.ts';

/** More calls than this that never came back, and the other side is asked by one call at a time: each may hold memory for ever. */
const mostLate = 64;

/** Told when a first call is late, and when none is any more. */
export type Patient = (isLate: boolean) => void;

/**
 * Waits for calls that take no signal, each for this long at most. One that is late is left behind: it may still come to its
 * end and have its effect.
 */
export class Patience {
  readonly #told: Patient;
  #late = 0;
  #asking = false;

  constructor(told: Patient) {
    this.#told = told;
  }

  /**
   * Rejects with `TimedOut` after so many milliseconds, or at once while too many calls are late and one more is tried. `left` is
   * told of a call that is left behind.
   */
  async call<T>(
    milliseconds: number,
    work: () => Promise<T>,
    left?: (working: Promise<T>) => void,
  ): Promise<T> {
    if (this.#late < mostLate) return this.#wait(milliseconds, work(), left);
    if (this.#asking) throw new TimedOut();
    this.#asking = true;
    try {
      return await this.#wait(milliseconds, work(), left);
    } finally {
      this.#asking = false;
    }
  }

  #wait<T>(
    milliseconds: number,
    working: Promise<T>,
    left?: (working: Promise<T>) => void,
  ): Promise<T> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#leave(working);
        left?.(working);
        reject(new TimedOut());
      }, milliseconds);
      working.then(
        (result) => {
          clearTimeout(timer);
          resolve(result);
        },
        (error: unknown) => {
          clearTimeout(timer);
          reject(error);
        },
      );
    });
  }

  #leave(working: Promise<unknown>): void {
    this.#late += 1;
    if (this.#late === 1) this.#told(true);
    const back = (): void => {
      this.#late -= 1;
      if (this.#late === 0) this.#told(false);
    };
    working.then(back, back);
  }
}
