import type { CallCounts, Charge } from '../kinds/journal.ts';

/** How often a function was called. */
export interface FunctionUse extends Required<CallCounts> {
  name: string;
}

/** Counts the calls of functions over charges. */
export class FunctionCounts {
  readonly #uses = new Map<string, FunctionUse>();

  add({ calls: called = {} }: Pick<Charge, 'calls'>): void {
    for (const [name, { calls, refused = 0, failed = 0 }] of Object.entries(called)) {
      const use = this.#uses.get(name) ?? { name, calls: 0, refused: 0, failed: 0 };
      use.calls += calls;
      use.refused += refused;
      use.failed += failed;
      this.#uses.set(name, use);
    }
  }

  /** The most often called first. */
  list(): FunctionUse[] {
    return [...this.#uses.values()].toSorted(
      (one, other) => other.calls - one.calls || one.name.localeCompare(other.name),
    );
  }
}
