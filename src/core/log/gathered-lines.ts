/**
 * Events that come within this time after others are written together, and made lines only then: each write wakes anyone who
 * reads along, and nobody waits for a line. Milliseconds.
 */
const gatherMs = 20;

/** Makes lines of events together, and has them written: at once after a quiet time, otherwise so that little is written at a time. */
export class GatheredLines {
  readonly #write: () => void;
  #writtenAt = 0;
  #events: (() => void)[] = [];

  constructor(write: () => void) {
    this.#write = write;
  }

  add(makeLine: () => void): void {
    const since = performance.now() - this.#writtenAt;
    if (this.#events.length === 0) setTimeout(() => this.flush(), Math.max(0, gatherMs - since));
    this.#events.push(makeLine);
  }

  flush(): void {
    this.#writtenAt = performance.now();
    for (const makeLine of this.#events.splice(0)) makeLine();
    this.#write();
  }
}
