import { setTimeout as sleep } from 'node:timers/promises';
import type { Room } from '../../../core/kinds/channel.ts';

/** Waits; rejects with the signal's reason when it aborts first. Handed in, so that tests need not wait. */
export type Sleeper = (milliseconds: number, signal: AbortSignal) => Promise<void>;

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

/** Room for an answer of the API, bytes; it doubles as long as it does not suffice. */
const firstRoom = 16 * 1024;

/**
 * A body up to a cap; `whole` is false when there was more, which is then not read. It takes up twice its length at most, also
 * when it comes in pieces of one byte, each of which is an object a hundred times as large. `room` is awaited before it takes
 * up more, `alive` is called at each piece.
 */
export async function readUpTo(
  response: Response,
  cap: number,
  { alive, room }: { alive?: () => void; room?: Room | undefined } = {},
): Promise<{ bytes: Uint8Array; whole: boolean }> {
  let held = new Uint8Array(firstRoom);
  let length = 0;
  for await (const chunk of response.body ?? []) {
    alive?.();
    const piece = (chunk as Uint8Array).subarray(0, cap - length);
    if (length + piece.length > held.length) {
      await room?.(length + piece.length);
      held = moved(held, Math.max(length + piece.length, 2 * held.length));
    }
    held.set(piece, length);
    length += piece.length;
    if (piece.length < (chunk as Uint8Array).length)
      return { bytes: held.slice(0, length), whole: false };
  }
  return { bytes: held.slice(0, length), whole: true };
}

function moved(bytes: Uint8Array, room: number): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(room);
  larger.set(bytes);
  return larger;
}
