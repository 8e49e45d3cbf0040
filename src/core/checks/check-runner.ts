import { WabotError } from '../errors.ts';
import { problem, problemOf, worst, type Finding, type Level } from '../kinds/finding.ts';

/** One look at one thing. */
export interface HealthCheck {
  /** `kind/name` of a plugin, or a word. */
  name: string;
  /** Looks; what it throws is a finding, too. */
  run(signal: AbortSignal): Promise<Finding[]>;
}

/** What one check came to. */
export interface CheckResult {
  name: string;
  /** The worst of its findings. */
  level: Level;
  /** How long it took, milliseconds. */
  ms: number;
  findings: Finding[];
}

/** What all checks came to. */
export interface Report {
  level: Level;
  checks: CheckResult[];
}

/** Whether somebody means this check: by its whole name, or by a part of it (`channel`, `green-api`). */
export function isNamed(name: string, words: readonly string[]): boolean {
  return words.some((word) => word === name || name.split('/').includes(word));
}

/** Runs checks side by side, each for this long at most. Rejects only with the signal's reason when that aborts. */
export async function runChecks(
  checks: readonly HealthCheck[],
  deadlineMs: number,
  signal: AbortSignal,
): Promise<Report> {
  const checked = await Promise.all(checks.map((check) => timed(check, deadlineMs, signal)));
  signal.throwIfAborted();
  return { level: worst(checked.map(({ level }) => level)), checks: checked };
}

async function timed(
  check: HealthCheck,
  deadlineMs: number,
  signal: AbortSignal,
): Promise<CheckResult> {
  const begun = performance.now();
  const findings = await runWithin(check, deadlineMs, signal);
  const level = worst(findings.map((finding) => finding.level));
  return { name: check.name, level, ms: Math.round(performance.now() - begun), findings };
}

/** A check that does not listen to its signal is left behind when its time is up. */
async function runWithin(
  { run }: HealthCheck,
  deadlineMs: number,
  signal: AbortSignal,
): Promise<Finding[]> {
  const controller = new AbortController();
  const over = Promise.withResolvers<Finding[]>();
  const end = (): void => controller.abort(signal.reason);
  const timer = setTimeout(
    () => controller.abort(new Error('the check took too long')),
    deadlineMs,
  );
  signal.addEventListener('abort', end, { once: true });
  controller.signal.addEventListener('abort', () => over.resolve([tooLate(deadlineMs)]), {
    once: true,
  });
  try {
    if (signal.aborted) end();
    return await Promise.race([over.promise, begin(run, controller.signal)]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', end);
  }
}

async function begin(run: HealthCheck['run'], signal: AbortSignal): Promise<Finding[]> {
  try {
    return await run(signal);
  } catch (error) {
    return [error instanceof WabotError ? problemOf(error) : fault(error)];
  }
}

function tooLate(deadlineMs: number): Finding {
  const late = problem(
    `no answer within ${deadlineMs / 1000} s`,
    'Check whether this machine reaches the service (proxy, firewall, DNS), or allow more time: --timeout',
  );
  return { ...late, passing: true };
}

/** What a stranger threw may quote anything: only its name is shown. */
function fault(error: unknown): Finding {
  const name = error instanceof Error ? error.name : typeof error;
  return problem(
    `the check itself failed (${name})`,
    'This is a bug in wabot or in the plugin: please report it.',
  );
}

/** 0 when nothing is wrong, 3 when the operator must act, 4 when all that is wrong may pass by itself. */
export function exitCodeOf({ checks }: Report): 0 | 3 | 4 {
  const problems = checks
    .flatMap(({ findings }) => findings)
    .filter(({ level }) => level === 'problem');
  if (problems.length === 0) return 0;
  return problems.every(({ passing }) => passing) ? 4 : 3;
}
