/** Whose work it is, and how much: about so many seconds of sound. */
export interface Load {
  /** A chat; work without one stands for itself. */
  owner?: string | undefined;
  seconds: number;
}

interface Waiter {
  owner: string | symbol;
  seconds: number;
  /** Where the clock stood when it came. */
  since: number;
  /** When it came, milliseconds. */
  cameAt: number;
  enter(): void;
}

/** More than this is long work, in seconds of sound: it never takes the last slot. */
const longSeconds = 60;

/** So many seconds of sound a second, at least, or the work was more than its owner said. */
const usualPace = 10;

/** Each second of waiting makes up for so many seconds of sound, or an endless stream of short work would starve the long. */
const patience = 5;

/**
 * Lets at most `size` pieces of work run at once, of one owner one at a time, and the others wait: short work goes before
 * long, an owner who had much waits longer, and nobody waits for ever. The clock runs by what was begun: self-clocked fair
 * queueing (Golestani 1994).
 */
export class FairQueue {
  readonly #size: number;
  readonly #now: () => number;
  readonly #running = new Set<Waiter>();
  readonly #waiting: Waiter[] = [];
  /** How far each owner is served, on the clock. */
  readonly #served = new Map<string | symbol, number>();
  #clock = 0;

  /** @param now milliseconds */
  constructor(size: number, now: () => number = () => performance.now()) {
    this.#size = size;
    this.#now = now;
  }

  /** Work that still waits when `signal` aborts never begins: rejects with the signal's reason at once. */
  async run<T>(work: () => Promise<T>, { owner, seconds }: Load, signal: AbortSignal): Promise<T> {
    signal.throwIfAborted();
    const entered = Promise.withResolvers<void>();
    const waiter: Waiter = {
      owner: owner ?? Symbol('alone'),
      seconds,
      since: this.#clock,
      cameAt: this.#now(),
      enter: entered.resolve,
    };
    const leave = (): void => {
      this.#waiting.splice(this.#waiting.indexOf(waiter), 1);
      entered.reject(signal.reason as Error);
    };
    this.#waiting.push(waiter);
    this.#fill();
    if (!this.#running.has(waiter)) signal.addEventListener('abort', leave, { once: true });
    await entered.promise;
    signal.removeEventListener('abort', leave);
    const begun = this.#now();
    try {
      return await work();
    } finally {
      this.#end(waiter, (this.#now() - begun) / 1000);
    }
  }

  #fill(): void {
    while (this.#running.size < this.#size) {
      const next = this.#next();
      if (!next) return;
      this.#clock = Math.max(this.#clock, this.#endOf(next));
      this.#served.set(next.owner, this.#endOf(next));
      this.#waiting.splice(this.#waiting.indexOf(next), 1);
      this.#running.add(next);
      next.enter();
    }
  }

  /** The one that would be done first, of those that may begin; of equal ones that whose owner had less. */
  #next(): Waiter | undefined {
    const owners = new Set([...this.#running].map(({ owner }) => owner));
    const isFull = [...this.#running].filter(isLong).length >= Math.max(1, this.#size - 1);
    const able = this.#waiting.filter(
      (each) => !owners.has(each.owner) && !(isFull && isLong(each)),
    );
    const now = this.#now();
    const urgency = (each: Waiter): number =>
      this.#endOf(each) - ((now - each.cameAt) / 1000) * patience;
    const had = ({ owner }: Waiter): number => this.#served.get(owner) ?? 0;
    return able.toSorted((one, other) => urgency(one) - urgency(other) || had(one) - had(other))[0];
  }

  #endOf({ owner, since, seconds }: Waiter): number {
    return Math.max(since, this.#served.get(owner) ?? 0) + seconds;
  }

  /** The owner's next work counts as if it came now, however long it was in the queue. */
  #end(waiter: Waiter, took: number): void {
    const { owner, seconds } = waiter;
    this.#running.delete(waiter);
    const more = Math.max(0, took * usualPace - seconds);
    this.#served.set(owner, Math.max(this.#served.get(owner) ?? 0, this.#clock) + more);
    this.#fill();
    if (this.#running.size === 0) this.#served.clear();
  }
}

function isLong({ seconds }: Waiter): boolean {
  return seconds > longSeconds;
}
