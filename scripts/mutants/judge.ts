import type { NearTests } from './near.ts';
import type { Point } from './points.ts';
import type { Workshop } from './workshop.ts';

/** What became of a change: a test failed or did not end, all passed, or it counts for nothing: types forbid it, or tests fail without it. */
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

/** Tells whether the tests notice changes. What fails without any change is no evidence, and is not run. */
export class Judge {
  readonly #workshop: Workshop;
  readonly #tests: NearTests;
  /** How long groups of tests take as the code is, milliseconds; undefined for those that do not pass then. */
  readonly #clean = new Map<string, number | undefined>();
  readonly #typed = new WeakMap<Point, boolean>();

  constructor(workshop: Workshop, tests: NearTests) {
    this.#workshop = workshop;
    this.#tests = tests;
  }

  async judge(point: Point): Promise<Judged> {
    let tests = 0;
    for (const group of this.#tests.of(point.path)) {
      const usualMs = await this.#usualMs(group);
      if (usualMs === undefined) continue;
      if (tests > 0 && !(await this.#hasTypes(point))) return { point, tests, verdict: 'not judged' };
      tests += group.length;
      const boundMs = leastMs + timesLonger * usualMs;
      const outcome = await this.#workshop.changed(point, () => this.#workshop.test(group, boundMs));
      if (outcome !== 'passed') return { point, tests, verdict: 'noticed' };
    }
    const judged = tests > 0 && (await this.#hasTypes(point));
    return { point, tests, verdict: judged ? 'missed' : 'not judged' };
  }

  /** What types forbid nobody could bring in; asked when the first tests have let it pass. */
  async #hasTypes(point: Point): Promise<boolean> {
    const known =
      this.#typed.get(point) ?? (await this.#workshop.changed(point, () => this.#workshop.types(mostMs))) === 'passed';
    this.#typed.set(point, known);
    return known;
  }

  async #usualMs(files: readonly string[]): Promise<number | undefined> {
    const key = files.join(' ');
    if (this.#clean.has(key)) return this.#clean.get(key);
    const begun = performance.now();
    const outcome = await this.#workshop.test(files, mostMs);
    const usualMs = outcome === 'passed' ? performance.now() - begun : undefined;
    this.#clean.set(key, usualMs);
    return usualMs;
  }
}
