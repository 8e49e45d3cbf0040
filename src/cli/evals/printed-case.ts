import { passedRuns, type CaseResult } from '../../core/evals/suite.ts';

/** How a conversation went, as `eval --json` prints it. */
export interface PrintedCase extends Pick<CaseResult, 'file' | 'title' | 'passed'> {
  runs: number;
  passedRuns: number;
  /** Of the slowest answer. */
  seconds: number;
  /** US dollars, without what has no known price. */
  cost: number;
  failures: { run: number; line: number; expected: string; problem: string; replies: string[] }[];
  /** What a model found where a meaning was expected: opinions. */
  opinions: string[];
  /** Meanings of which no model has said anything, and why. */
  unjudged: { run: number; line: number; expected: string; problem: string }[];
  stale: number;
  missed: number;
}

/** The same, of a result. */
export function printedCase(result: CaseResult): PrintedCase {
  const { file, title, passed, runs } = result;
  const sum = (of: (run: CaseResult['runs'][number]) => number): number =>
    runs.reduce((total, run) => total + of(run), 0);
  return {
    file,
    title,
    passed,
    runs: runs.length,
    passedRuns: passedRuns(result),
    seconds: Math.max(...runs.map(({ ms }) => ms)) / 1000,
    cost: sum(({ money }) => money),
    failures: runs.flatMap(({ failures }, run) =>
      failures.map((each) => ({ run: run + 1, ...each })),
    ),
    opinions: runs.flatMap(({ opinions }) => opinions),
    unjudged: runs.flatMap(({ unjudged }, run) =>
      unjudged.map((each) => ({ run: run + 1, ...each })),
    ),
    stale: sum(({ stale }) => stale),
    missed: sum(({ missed }) => missed),
  };
}
