/** Pauses before what was not taken is brought again, all of which may be ended early. */
export class RedeliveryPauses {
  readonly #ends = new Set<() => void>();

  /** Resolves after this long in milliseconds, or at `endAll`. */
  pause(ms: number): Promise<void> {
    return new Promise<void>((resolve) => {
      const end = (): void => {
        clearTimeout(timer);
        this.#ends.delete(end);
        resolve();
      };
      const timer = setTimeout(end, ms);
      this.#ends.add(end);
    });
  }

  endAll(): void {
    for (const end of this.#ends) end();
  }
}
