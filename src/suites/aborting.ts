import { ok, rejects } from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';

/** How long a call may take to end once its signal has aborted, and a condition to come true, in milliseconds. */
const patienceMs = 5_000;

/** Settings of a suite that concern its own waiting. */
export interface AbortPatience {
  /** How long the suite waits for what should happen at once, in milliseconds; 5 s without it. */
  patienceMs?: number;
}

/** A signal that never aborts. */
export function live(): AbortSignal {
  return new AbortController().signal;
}

/** Waits until this holds; throws when it does not in time. */
export async function until(
  holds: () => boolean | Promise<boolean>,
  what: string,
  { patienceMs: longest = patienceMs }: AbortPatience = {},
): Promise<void> {
  const deadline = Date.now() + longest;
  while (!(await holds())) {
    ok(Date.now() < deadline, `${what}, in ${longest} ms`);
    await sleep(5);
  }
}

/** What comes of the work; throws when nothing does in time. */
export async function soon<T>(
  work: Promise<T>,
  what: string,
  { patienceMs: longest = patienceMs }: AbortPatience = {},
): Promise<T> {
  const timer = new AbortController();
  const late = sleep(longest, undefined, { signal: timer.signal }).then(() => {
    throw new Error(`${what}, in ${longest} ms`);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    timer.abort();
    late.catch(() => {});
  }
}

/** Aborts a call once it is under way; throws unless it then ends soon, with the reason of its signal. */
export async function endsWhenAborted(
  call: (signal: AbortSignal) => Promise<unknown>,
  underWay: () => boolean | Promise<boolean>,
  patience: AbortPatience = {},
): Promise<void> {
  const caller = new AbortController();
  const work = call(caller.signal);
  work.catch(() => {});
  await until(underWay, 'the call should begin', patience);
  const reason = new Error('the caller goes away');
  caller.abort(reason);
  const ended = soon(work, 'the call should end with its signal', patience);
  await rejects(ended, (error) => error === reason || fail(error));
}

/** Throws unless a call whose signal has aborted already rejects soon with its reason. */
export async function refusesAborted(
  call: (signal: AbortSignal) => Promise<unknown>,
  patience: AbortPatience = {},
): Promise<void> {
  const reason = new Error('the caller was gone before');
  const ended = soon(call(AbortSignal.abort(reason)), 'the call should not begin', patience);
  await rejects(ended, (error) => error === reason || fail(error));
}

function fail(error: unknown): never {
  throw new Error(`it should reject with the reason of its signal, not with: ${String(error)}`);
}
