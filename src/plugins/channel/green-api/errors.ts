import { ServiceError, SetupError } from '../../../core/plugin-api/failures.ts';
import { caseOf } from './failure-cases.ts';
import type { Failure } from './failure.ts';

/** The vendor's cases in which a call with an effect may have taken it. */
const uncertain: ReadonlySet<string> = new Set(['unreachable', 'unavailable']);

/**
 * What a failure means: code, whether it may pass, when to try again, what to do. `effect`: the call does something, so an
 * unclear end counts; `form`: it went to the host for files. Nothing that the vendor or the line said gets into the error,
 * and no cause.
 */
export function toGreenApiError(
  failure: Failure,
  {
    effect = false,
    form,
    random = Math.random,
  }: { effect?: boolean; form?: FormData; random?: () => number } = {},
): ServiceError {
  const found = caseOf(failure);
  const { status, retryAfterMs } = failure;
  const pauseMs =
    found.pauseMs === undefined ? undefined : Math.round(found.pauseMs * (1 + random()));
  return serviceError(found.name, `GREEN-API ${found.says}${label(failure)}`, {
    retryable: found.retryable ?? false,
    suggestions:
      found.advice === undefined
        ? []
        : [form === undefined ? found.advice : forFiles(found.advice)],
    outcomeUnknown: effect && uncertain.has(found.name) && !failure.neverLeft,
    ...(status === undefined || found.hidesStatus ? {} : { status }),
    ...optionalPause(retryAfterMs ?? pauseMs),
  });
}

function forFiles(advice: string): string {
  return advice
    .replace('GREEN_API_URL', 'GREEN_API_MEDIA_URL')
    .replace('the apiUrl', 'the mediaUrl');
}

function optionalPause(retryAfterMs: number | undefined): { retryAfterMs?: number } {
  return retryAfterMs === undefined ? {} : { retryAfterMs };
}

function label({ status, network }: Failure): string {
  const shown = status === undefined ? network : `HTTP ${status}`;
  return shown === undefined ? '' : ` (${shown})`;
}

/** An error of this channel; the code is `service.green-api.<name>`. */
export function serviceError(
  name: string,
  message: string,
  details: ConstructorParameters<typeof ServiceError>[2],
): ServiceError {
  return new ServiceError(`green-api.${name}`, message, details);
}

/** An answer of success that does not hold what it must. */
export function invalidResponse(outcomeUnknown = false): ServiceError {
  return serviceError('malformed', 'GREEN-API sent an invalid response', {
    retryable: true,
    outcomeUnknown,
  });
}

/** A send that waited until it was not wanted any more: nothing has left. */
export function withheld(): ServiceError {
  return serviceError('withheld', 'The message is not wanted any more', { retryable: true });
}

const setupCodes: ReadonlySet<string> = new Set(['account', 'address', 'token', 'access']);

/** The same error as one that the operator must act on, where it is one; undefined otherwise. */
export function asSetupError(error: unknown): SetupError | undefined {
  if (!(error instanceof ServiceError)) return undefined;
  const name = error.code.replace('service.green-api.', '');
  if (!setupCodes.has(name)) return undefined;
  return new SetupError(`green-api.${name}`, error.message, { suggestions: error.suggestions });
}
