/** Time between two lines, milliseconds. */
const pauseMs = 60_000;

/** Tells of what strangers may bring about as often as they like: at most once a minute, with how often it was. */
export class ThrottledLog<T extends object> {
  readonly #tell: (what: T & { times: number }) => void;
  readonly #now: () => number;
  #times = 0;
  #silentUntil = -Infinity;

  /** `now` is in milliseconds, of any beginning. */
  constructor(
    tell: (what: T & { times: number }) => void,
    now: () => number = () => performance.now(),
  ) {
    this.#tell = tell;
    this.#now = now;
  }

  add(what: T): void {
    const now = this.#now();
    this.#times += 1;
    if (now < this.#silentUntil) return;
    this.#tell({ ...what, times: this.#times });
    this.#times = 0;
    this.#silentUntil = now + pauseMs;
  }
}
