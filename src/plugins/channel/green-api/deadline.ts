import { setTimeout as sleep } from 'node:timers/promises';

/** Waits; rejects with the signal's reason when it aborts first. Handed in, so that tests need not wait. */
export type Pause = (milliseconds: number, signal: AbortSignal) => Promise<void>;

/** The real pause. */
export async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  if (milliseconds <= 0) return;
  await sleep(milliseconds, undefined, { signal }).catch(() => signal.throwIfAborted());
}

/** Resolves with shared work, unless the signal aborts first; the work itself goes on for others. */
export async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  const aborted = Promise.withResolvers<never>();
  const end = (): void => aborted.reject(signal.reason as Error);
  signal.addEventListener('abort', end, { once: true });
  try {
    return await Promise.race([work, aborted.promise]);
  } finally {
    signal.removeEventListener('abort', end);
  }
}

/** A body up to a cap; `whole` is false when there was more, which is then not read. */
export async function readUpTo(
  response: Response,
  cap: number,
  alive: () => void = () => {},
): Promise<{ bytes: Uint8Array; whole: boolean }> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    alive();
    chunks.push(chunk as Uint8Array);
    length += (chunk as Uint8Array).length;
    if (length > cap) break;
  }
  return { bytes: Buffer.concat(chunks).subarray(0, cap), whole: length <= cap };
}
