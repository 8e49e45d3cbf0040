import { ServiceError } from '../errors.ts';

/** What a person is told whose question had no answer within this time, in milliseconds. */
export function modelTimeout(timeoutMs: number, cause: unknown): ServiceError {
  return new ServiceError(
    'model.timeout',
    `The model did not answer within ${Math.round(timeoutMs / 1000)} s`,
    {
      retryable: true,
      suggestions: ['Try again later, or raise WABOT_TURN_TIMEOUT_MS.'],
      // That a time was over says nothing more.
      ...(cause instanceof Error && cause.name === 'TimeoutError' ? {} : { cause }),
    },
  );
}
