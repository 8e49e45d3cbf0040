import { ServiceError } from '../errors.ts';
import type { EvalCase } from '../eval-cases/eval-case.ts';
import { outageOf, type CaseRun } from './case-run.ts';
import { runCase, type RunParts } from './run-case.ts';

/** A conversation and the file that it was read from. */
export interface EvalFile {
  path: string;
  case: EvalCase;
}

/** How a conversation went, in as many runs as were wanted. */
export interface CaseResult {
  file: string;
  title: string;
  runs: CaseRun[];
  /** Whether every run was as expected. */
  passed: boolean;
}

export interface SuiteOptions {
  /** How often each conversation is run; it passes when it passes each time. */
  repeat: number;
  /** So many conversations are run side by side. */
  jobs: number;
  signal: AbortSignal;
  /** Told of each conversation that is done; what it throws ends all of them. */
  done(result: CaseResult): void;
}

/** Runs conversations, and resolves with how they went, in their order. Rejects with a WabotError when the bot cannot be started, or with the signal's reason. */
export async function runSuite(
  files: readonly EvalFile[],
  parts: RunParts,
  { repeat, jobs, signal, done }: SuiteOptions,
): Promise<CaseResult[]> {
  const results: CaseResult[] = [];
  const waiting = files.entries();
  const ending = new AbortController();
  const stop = AbortSignal.any([signal, ending.signal]);
  const work = async (): Promise<void> => {
    for (const [index, file] of waiting) {
      stop.throwIfAborted();
      const result = await resultOf(file, parts, repeat, stop);
      results[index] = result;
      done(result);
    }
  };
  const works = Array.from({ length: jobs }, () =>
    work().catch((error: unknown) => ending.abort(error)),
  );
  // What the others were answered by then is kept, too.
  await Promise.all(works);
  stop.throwIfAborted();
  return results;
}

async function resultOf(
  { path, case: evalCase }: EvalFile,
  parts: RunParts,
  repeat: number,
  signal: AbortSignal,
): Promise<CaseResult> {
  const runs: CaseRun[] = [];
  for (let repetition = 0; repetition < repeat; repetition += 1) {
    signal.throwIfAborted();
    const run = await runCase(evalCase, parts, { repetition, path, signal });
    runs.push(run.failures.length === 0 && run.missed > 0 ? lacking(run, evalCase) : run);
  }
  const { file, title } = evalCase;
  return { file, title, runs, passed: runs.every(({ failures }) => failures.length === 0) };
}

/** What is wrong where nothing else is, and questions were not recorded. */
export const notRecorded = 'Part of this is not recorded: record again with wabot eval --record';

/** A bot whose model had no answer says nothing that must not be: that is no pass. */
function lacking(run: CaseRun, { title, steps }: EvalCase): CaseRun {
  const failure = { line: steps[0]?.line ?? 1, expected: title, problem: notRecorded, replies: [] };
  return { ...run, failures: [failure] };
}

/** What all of them come to. */
export interface EvalSummary {
  cases: number;
  passed: number;
  /** US dollars, without what has no known price. */
  money: number;
  opinionMoney: number;
  unpriced: string[];
  stale: number;
  missed: number;
  unjudged: number;
}

/** Adds results up. */
export function evalSummary(results: readonly CaseResult[]): EvalSummary {
  const runs = results.flatMap((result) => result.runs);
  const sum = (of: (run: CaseRun) => number): number =>
    runs.reduce((total, run) => total + of(run), 0);
  return {
    cases: results.length,
    passed: results.filter(({ passed }) => passed).length,
    money: sum(({ money }) => money),
    opinionMoney: sum(({ opinionMoney }) => opinionMoney),
    unpriced: [...new Set(runs.flatMap(({ unpriced }) => unpriced))],
    stale: sum(({ stale }) => stale),
    missed: sum(({ missed }) => missed),
    unjudged: sum(({ unjudged }) => unjudged.length),
  };
}

/** Throws where a conversation says nothing of the prompt, as a service could not be asked: what went wrong is no fault of it. */
export function throwIfOut({ runs }: Pick<CaseResult, 'runs'>): void {
  const outage = runs.map(outageOf).find((each) => each !== undefined);
  if (outage !== undefined) throw new ServiceError('evals', outage, { retryable: true });
}

/** How many runs of a conversation were as expected. */
export function passedRuns({ runs }: Pick<CaseResult, 'runs'>): number {
  return runs.filter(({ failures }) => failures.length === 0).length;
}
