import type { Register } from '../../src/suites/index.ts';

/** Runs a suite, or one check of it; resolves with the names of all its checks, and of those that fail with what they say. */
async function judge(
  suite: (it: Register) => void,
  only?: string,
): Promise<{ all: string[]; failing: Map<string, string> }> {
  const tests: [name: string, test: () => Promise<void>][] = [];
  suite((name, test) => tests.push([name, test]));
  const run = tests.filter(([name]) => only === undefined || name === only);
  const outcomes = await Promise.all(
    run.map(([name, test]) =>
      test().then(
        () => [],
        (error: unknown) => [[name, String(error)] as const],
      ),
    ),
  );
  return { all: tests.map(([name]) => name), failing: new Map(outcomes.flat()) };
}

/**
 * What a suite misjudges, a line each: a check that a right plugin fails, one that its wrong plugin (by the check's name)
 * passes, and one that has no wrong plugin.
 */
export async function misjudged<T>(
  suite: (it: Register, plugin: T) => void,
  right: T,
  wrong: Readonly<Record<string, T>>,
): Promise<string[]> {
  const { all, failing } = await judge((it) => suite(it, right));
  const unseen = await Promise.all(
    Object.entries(wrong).map(async ([name, plugin]) => {
      const judged = await judge((it) => suite(it, plugin), name);
      return judged.failing.has(name) ? [] : [`passes what is wrong: ${name}`];
    }),
  );
  return [
    ...[...failing].map(([name, says]) => `fails what is right: ${name} (${says})`),
    ...all.filter((name) => !(name in wrong)).map((name) => `cannot be shown to fail: ${name}`),
    ...unseen.flat(),
  ];
}
