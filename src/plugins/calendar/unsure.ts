import { ServiceError, WabotError } from '../../core/plugin-api/failures.ts';

/**
 * The same failure of a call that may have taken effect: a ServiceError with `outcomeUnknown`, which the same order again finds
 * out about. An error that is no WabotError, such as the reason of an abort, stays what it is: it says nothing of the outcome.
 */
export function unsure(error: unknown): unknown {
  if (!(error instanceof WabotError)) return error;
  const { status, retryAfterMs, alreadyLogged } = error instanceof ServiceError ? error : {};
  return new ServiceError(error.code.replace(/^\w+\./, ''), error.message, {
    retryable: true,
    outcomeUnknown: true,
    suggestions: error.suggestions,
    cause: error.cause,
    ...(status === undefined ? {} : { status }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    ...(alreadyLogged && { alreadyLogged }),
  });
}

/** Does what is left to do once something has taken effect: whatever fails then is `unsure`. */
export async function afterEffect<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw unsure(error);
  }
}
