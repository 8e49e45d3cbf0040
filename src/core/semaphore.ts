/** Who waits for so many slots. */
interface Guest {
  needs: number;
  enter(): void;
}

/** Lets at most `size` pieces of work run at once; the others wait in order. */
export class Semaphore {
  readonly #size: number;
  readonly #waiting: Guest[] = [];
  #free: number;

  constructor(size: number) {
    this.#size = size;
    this.#free = size;
  }

  /** Work that still waits when `signal` aborts never begins: rejects with the signal's reason at once. */
  async run<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    signal?.throwIfAborted();
    return this.#run(1, work, signal);
  }

  /** Runs work beside which nothing else runs: it begins when what runs has ended, and what comes later waits for its end. */
  runAlone<T>(work: () => Promise<T>): Promise<T> {
    return this.#run(this.#size, work, undefined);
  }

  async #run<T>(
    needs: number,
    work: () => Promise<T>,
    signal: AbortSignal | undefined,
  ): Promise<T> {
    if (this.#waiting.length === 0 && this.#free >= needs) this.#free -= needs;
    else await this.#wait(needs, signal);
    try {
      return await work();
    } finally {
      this.#free += needs;
      this.#admit();
    }
  }

  #admit(): void {
    for (let next = this.#waiting[0]; next && next.needs <= this.#free; next = this.#waiting[0]) {
      this.#waiting.shift();
      this.#free -= next.needs;
      next.enter();
    }
  }

  #wait(needs: number, signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        this.#waiting.splice(this.#waiting.indexOf(guest), 1);
        reject(signal?.reason as Error);
        this.#admit();
      };
      const enter = (): void => {
        signal?.removeEventListener('abort', leave);
        resolve();
      };
      const guest = { needs, enter };
      this.#waiting.push(guest);
      signal?.addEventListener('abort', leave, { once: true });
    });
  }
}
