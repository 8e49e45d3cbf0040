import type { NearTests } from './near.ts';
import type { Point } from './points.ts';
import type { Workshop } from './workshop.ts';

/** What became of a change: a test failed or did not end, all passed, or it counts for nothing: types forbid it, or no test passes without it. */
export type Verdict = 'noticed' | 'missed' | 'not judged';

export interface Judged {
  point: Point;
  verdict: Verdict;
  /** How many files of tests were run. */
  tests: number;
}

/** How long tests may take as the code is, and how much longer with a change: one may make a loop without an end. */
const mostMs = 300_000;
const leastMs = 20_000;
const timesLonger = 4;
/** The same for a file of tests that was never seen without a change. */
const unknownMs = 30_000;

/** Tells whether the tests notice changes. What fails without any change is no evidence, and is not run again. */
export class Judge {
  readonly #workshop: Workshop;
  readonly #tests: NearTests;
  /** How long files of tests take as the code is, milliseconds; undefined for those that do not pass then. */
  readonly #clean = new Map<string, number | undefined>();

  constructor(workshop: Workshop, tests: NearTests) {
    this.#workshop = workshop;
    this.#tests = tests;
  }

  async judge(point: Point): Promise<Judged> {
    let tests = 0;
    for (const group of this.#tests.of(point.path)) {
      const { noticed, passed } = await this.#look(point, group);
      const isFirst = tests === 0;
      tests += passed + Number(noticed);
      if (noticed) return { point, tests, verdict: 'noticed' };
      // What types forbid nobody could bring in; asked when the first tests have let it pass.
      if (isFirst && tests > 0 && !(await this.#hasTypes(point)))
        return { point, tests, verdict: 'not judged' };
    }
    return { point, tests, verdict: tests > 0 ? 'missed' : 'not judged' };
  }

  async #hasTypes(point: Point): Promise<boolean> {
    return (await this.#workshop.changed(point, () => this.#workshop.types(mostMs))) === 'passed';
  }

  /** Runs these tests with the change: whether one that passes without it fails, and how many passed. */
  async #look(
    point: Point,
    group: readonly string[],
  ): Promise<{ noticed: boolean; passed: number }> {
    let left = group.filter(
      (file) => !this.#clean.has(file) || this.#clean.get(file) !== undefined,
    );
    while (left.length > 0) {
      const boundMs = left.reduce((sum, file) => sum + this.#mostOf(file), leastMs);
      const run = await this.#workshop.changed(point, () => this.#workshop.test(left, boundMs));
      if (run.outcome === 'passed') break;
      const unsure = left.filter(
        (file) => !this.#clean.has(file) && (run.outcome === 'slow' || run.failed.includes(file)),
      );
      for (const file of unsure) await this.#tryClean(file);
      const trusted = (file: string): boolean => this.#clean.get(file) !== undefined;
      if (unsure.length === 0 || (run.outcome === 'failed' && run.failed.some(trusted)))
        return { noticed: true, passed: 0 };
      left = left.filter((file) => !unsure.includes(file) || trusted(file));
    }
    return { noticed: false, passed: left.length };
  }

  #mostOf(file: string): number {
    const usualMs = this.#clean.get(file);
    return usualMs === undefined ? unknownMs : timesLonger * usualMs;
  }

  async #tryClean(file: string): Promise<void> {
    const begun = performance.now();
    const { outcome } = await this.#workshop.test([file], mostMs);
    this.#clean.set(file, outcome === 'passed' ? performance.now() - begun : undefined);
  }
}
