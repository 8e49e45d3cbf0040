interface Write {
  work: () => unknown;
  resolve(value: unknown): void;
  reject(error: unknown): void;
}

/** Writes that come in the same turn of the event loop, in one commit: each of its own would cost more than the write itself. */
export class SharedCommit {
  readonly #together: <T>(work: () => T) => T;
  #writes: Write[] = [];

  /** @param together does work in one transaction or not at all */
  constructor(together: <T>(work: () => T) => T) {
    this.#together = together;
  }

  /** Resolves with the result of the work once it is committed; rejects with what went wrong, and nothing of it has happened then. */
  add<T>(work: () => T): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#writes.push({ work, resolve: (value) => resolve(value as T), reject });
      if (this.#writes.length === 1) setImmediate(() => this.end());
    });
  }

  /** Commits what has come so far; one write that cannot be done takes no other with it. */
  end(): void {
    const writes = this.#writes;
    this.#writes = [];
    if (writes.length > 1 && this.#commit(writes)) return;
    for (const write of writes) alone(write);
  }

  /** Returns whether it went well; where it did not, nothing has happened. */
  #commit(writes: readonly Write[]): boolean {
    try {
      const results = this.#together(() => writes.map(({ work }) => work()));
      for (const [index, { resolve }] of writes.entries()) resolve(results[index]);
      return true;
    } catch {
      return false;
    }
  }
}

function alone({ work, resolve, reject }: Write): void {
  try {
    resolve(work());
  } catch (error) {
    reject(error);
  }
}
