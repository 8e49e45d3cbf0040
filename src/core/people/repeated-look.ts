/** How often it is looked at least, and at most; milliseconds. */
const longestMs = 15_000;
const shortestMs = 250;

export interface RepeatedLookParts {
  /** Looks, never rejects, and says when there will be something to see: Unix milliseconds, Infinity for never. */
  look(): Promise<number>;
  now(): number;
}

/** Looks again and again: when there is something to see, when it is asked to, and every fifteen seconds. */
export class RepeatedLook {
  readonly #parts: RepeatedLookParts;
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> | undefined;
  #isAsked = false;
  #isStopped = false;

  constructor(parts: RepeatedLookParts) {
    this.#parts = parts;
  }

  /** Looks now or, where it is looking, once more behind that. */
  again(): void {
    this.#isAsked = true;
    if (!this.#looking) this.#looking = this.#run().finally(() => (this.#looking = undefined));
  }

  /** Looks no more; resolves when the look under way has ended. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    await this.#looking;
  }

  async #run(): Promise<void> {
    const { look, now } = this.#parts;
    clearTimeout(this.#timer);
    let next = Number.POSITIVE_INFINITY;
    while (this.#isAsked && !this.#isStopped) {
      this.#isAsked = false;
      next = await look();
    }
    const restMs = Math.min(longestMs, Math.max(shortestMs, next - now()));
    if (!this.#isStopped) this.#timer = setTimeout(() => this.again(), restMs).unref();
  }
}
