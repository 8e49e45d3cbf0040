/** Work did not come to its end in time. */
export class TimedOut extends Error {
  override readonly name = 'TimeoutError';
}

/**
 * Does work under a deadline, in milliseconds; each call of `alive` begins it again. Rejects with `TimedOut` when it
 * passes and with the signal's reason when that aborts; the work hears of both through its own signal. Work that ends
 * leaves nothing behind, where the timer of `AbortSignal.timeout` is held until its time.
 */
export async function within<T>(
  milliseconds: number,
  signal: AbortSignal,
  work: (signal: AbortSignal, alive: () => void) => Promise<T>,
): Promise<T> {
  signal.throwIfAborted();
  const controller = new AbortController();
  const end = (): void => controller.abort(signal.reason);
  signal.addEventListener('abort', end, { once: true });
  const timer = setTimeout(() => controller.abort(new TimedOut()), milliseconds);
  try {
    return await work(controller.signal, () => void timer.refresh());
  } catch (error) {
    throw controller.signal.aborted ? controller.signal.reason : error;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', end);
  }
}

/** What comes of work that takes no signal; rejects with the signal's reason when that aborts first, and leaves the work behind. */
export function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(signal.reason as Error);
    const end = (): void => signal.removeEventListener('abort', abort);
    signal.addEventListener('abort', abort, { once: true });
    if (signal.aborted) abort();
    work.then(
      (result) => {
        end();
        resolve(result);
      },
      (error: unknown) => {
        end();
        reject(error);
      },
    );
  });
}
