/** Promises that wait until something holds; anyone who changes what they look at says so with `changed()`. */
export class Watch {
  readonly #waiting = new Set<{
    holds: () => boolean;
    resolve: () => void;
    reject: (error: Error) => void;
  }>();

  /** Resolves once `holds()` is true; rejects when the sandbox closes before that. */
  async until(holds: () => boolean): Promise<void> {
    if (holds()) return;
    await new Promise<void>((resolve, reject) => this.#waiting.add({ holds, resolve, reject }));
  }

  changed(): void {
    for (const waiter of this.#waiting) {
      if (!waiter.holds()) continue;
      this.#waiting.delete(waiter);
      waiter.resolve();
    }
  }

  close(): void {
    for (const { reject } of this.#waiting)
      reject(new Error('The sandbox was closed while something waited for it'));
    this.#waiting.clear();
  }
}
