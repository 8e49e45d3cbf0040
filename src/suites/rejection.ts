import { ok } from 'node:assert/strict';
import { inspect } from 'node:util';
import { ServiceError, WabotError } from '../core/errors.ts';

/** What the work rejects with; throws when it resolves. */
export async function rejection(work: Promise<unknown>): Promise<unknown> {
  const outcome = await work.then(
    () => 'resolved' as const,
    (error: unknown) => ({ error }),
  );
  if (outcome === 'resolved') throw new Error('it resolved, and should have rejected');
  return outcome.error;
}

/** The ServiceError that the work rejects with; throws when it ends in another way. */
export async function serviceRejection(work: Promise<unknown>): Promise<ServiceError> {
  const error = await rejection(work);
  ok(error instanceof ServiceError, `it should reject with a ServiceError, not ${nameOf(error)}`);
  return error;
}

/** The ServiceError or SetupError that the work rejects with; throws when it ends in another way. */
export async function wabotRejection(work: Promise<unknown>): Promise<WabotError> {
  const error = await rejection(work);
  ok(error instanceof WabotError, `it should reject with a WabotError, not ${nameOf(error)}`);
  return error;
}

function nameOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : inspect(error);
}

/** Throws when anything that is printed or logged of an error, its causes included, holds one of these words. */
export function holdsNone(error: unknown, words: readonly string[]): void {
  const shown = inspect(error, { depth: 10, showHidden: true, maxStringLength: null });
  const told = words.filter((word) => word !== '' && shown.includes(word));
  ok(told.length === 0, `an error tells what it must not: ${told.join(', ')}`);
}
