import { setTimeout as sleep } from 'node:timers/promises';
import { isRetryable, ServiceError } from './errors.ts';

/** First pause between tries, doubled each time, in milliseconds. */
const firstPauseMs = 500;
const longestPauseMs = 8_000;

/** The pause before try number `tries + 1`: exponential, with up to 25 % taken off so that chats do not retry in step. */
export function backoff(
  tries: number,
  { first = firstPauseMs, longest = longestPauseMs, random = Math.random } = {},
): number {
  return Math.min(longest, first * 2 ** Math.min(tries, 20)) * (1 - random() / 4);
}

/** The pause that an error asks for, or undefined. */
export function askedPause(error: unknown): number | undefined {
  return error instanceof ServiceError ? error.retryAfterMs : undefined;
}

/** A failed turn is tried again after this long, whatever the service asks for: the customer waits. */
const longestRestMs = 10 * 60 * 1000;

/** How long a chat rests after a turn that has failed so many times, milliseconds: as the service asks, within ten minutes. */
export function restAfter(error: unknown, failed: number): number {
  const asked = askedPause(error);
  return asked === undefined
    ? backoff(failed, { first: 2_500, longest: 60_000 })
    : Math.min(asked, longestRestMs);
}

export interface RetryLimits {
  /** Unix milliseconds after which no new try begins. */
  deadline: number;
  signal: AbortSignal;
  now(): number;
  /** Told about every failure that is tried again. */
  onRetry?(error: unknown, pauseMs: number): void;
}

/**
 * Calls `attempt` until it succeeds, fails for good, or the next try would begin after the deadline; then rejects with the
 * last failure. Waits as long as the service asks, otherwise with growing pauses.
 */
export async function retrying<T>(attempt: () => Promise<T>, limits: RetryLimits): Promise<T> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await attempt();
    } catch (error) {
      limits.signal.throwIfAborted();
      const pause = askedPause(error) ?? backoff(tries);
      if (!isRetryable(error) || limits.now() + pause >= limits.deadline) throw error;
      limits.onRetry?.(error, pause);
      await sleep(pause, undefined, { signal: limits.signal }).catch(() =>
        limits.signal.throwIfAborted(),
      );
    }
  }
}
