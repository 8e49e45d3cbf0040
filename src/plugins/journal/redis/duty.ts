import { setTimeout as sleep } from 'node:timers/promises';
import { script } from './script.ts';
import type { Store } from './store.ts';

/** How long a right holds without being renewed; a dead process's is free after that. Milliseconds. */
const holdMs = 10_000;

/** How often it is renewed, and how often another process asks for it; milliseconds. */
const pauseMs = 2_500;

/** Takes the right to a duty under a number that is greater than all before it. */
const take = script(`
local key = P .. ':duty:' .. ARGV[1]
if redis.call('EXISTS', key) == 1 then return false end
local number = nextNumber()
redis.call('SET', key, number, 'PX', ARGV[2])
return number`);

const renew = script(`
local key = P .. ':duty:' .. ARGV[1]
if redis.call('GET', key) ~= ARGV[2] then return 0 end
return redis.call('PEXPIRE', key, ARGV[3])`);

const release = script(`
local key = P .. ':duty:' .. ARGV[1]
if redis.call('GET', key) == ARGV[2] then redis.call('DEL', key) end
return 1`);

type Duty = (signal: AbortSignal) => Promise<void>;

/** Runs a duty in one process at a time, as `Cluster.asLeader` demands. */
export async function alone(
  store: Store,
  name: string,
  duty: Duty,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    const number = (await store.write(take, name, holdMs).catch(() => null)) as number | null;
    if (number !== null) await onDuty(store, { name, number: String(number) }, duty, signal);
    else await sleep(pauseMs, undefined, { signal }).catch(() => {});
  }
}

interface Right {
  name: string;
  number: string;
}

async function onDuty(
  store: Store,
  { name, number }: Right,
  duty: Duty,
  signal: AbortSignal,
): Promise<void> {
  const lost = new AbortController();
  let renewedAt = performance.now();
  const renewing = setInterval(() => {
    const begun = performance.now();
    const isLate = begun - renewedAt > holdMs - pauseMs;
    if (isLate) lost.abort();
    void store.write(renew, name, number, holdMs).then(
      (held) => (held === 1 ? (renewedAt = begun) : lost.abort()),
      () => {},
    );
  }, pauseMs);
  try {
    await duty(AbortSignal.any([signal, lost.signal]));
  } finally {
    clearInterval(renewing);
    await store.write(release, name, number).catch(() => {});
  }
}
