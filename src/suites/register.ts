/** What registers a test: vitest's or node:test's `it`. */
export type Register = (name: string, test: () => Promise<void>) => unknown;

/** One demand on what a suite's user opens; throws when it is not met. */
export type Check<T> = (subject: T) => Promise<void>;

/** What a suite opens for each of its tests, and closes afterwards. */
export interface Closable {
  /** Ends what the harness began. The plugin's own `close` is called by the suite where the contract has one. */
  close?(): Promise<void>;
}

/** Registers one test for each demand, on a subject of its own that is closed whatever happens. */
export function register<T extends Closable>(
  it: Register,
  checks: Record<string, Check<T>>,
  open: () => Promise<T>,
): void {
  for (const [name, check] of Object.entries(checks)) {
    it(name, async () => {
      const subject = await open();
      try {
        await check(subject);
      } finally {
        await subject.close?.();
      }
    });
  }
}
