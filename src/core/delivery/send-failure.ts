import { ServiceError, WabotError } from '../errors.ts';

/** The channel will never take this very message. */
export function isSendRefused(error: unknown): boolean {
  return error instanceof ServiceError && error.status === 400 && !error.retryable;
}

/** Only a failure that says so is known to have had no effect. */
export function outcomeOf(error: unknown): 'unsent' | 'unknown' {
  return error instanceof ServiceError && !error.outcomeUnknown ? 'unsent' : 'unknown';
}

/** What an outbox keeps of a failure. */
export function sendFailureCode(error: unknown): string {
  return error instanceof WabotError ? error.code : 'unexpected';
}
