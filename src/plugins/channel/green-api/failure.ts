import { TimedOut } from './deadline.ts';
import type { Failure } from './errors.ts';
import { fieldsOf } from './fields.ts';

/** No service's wish to wait is believed beyond this, in milliseconds. */
const longestWishMs = 60 * 60 * 1000;

/** Failures before the first byte of a request: names, connections, certificates. */
const beforeRequest =
  /^(?:UND_ERR_CONNECT_TIMEOUT|ECONNREFUSED|ENOTFOUND|EAI_AGAIN|CERT_|ERR_TLS_CERT|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_)/;

/** An answer that is not one of success. `now` is Unix milliseconds, for a Retry-After that names a date. */
export function failedAnswer(response: Response, text: string, now: number): Failure {
  const retryAfterMs = retryAfter(response.headers.get('retry-after') ?? '', now);
  return { status: response.status, text, retryAfterMs, network: undefined, neverLeft: false };
}

/** A call that brought no answer: the line's own error, or the end of patience. */
export function brokenLine(error: unknown): Failure {
  const found = error instanceof TimedOut ? undefined : systemError(error);
  return {
    status: undefined,
    text: '',
    retryAfterMs: undefined,
    network: error instanceof TimedOut ? 'timeout' : found?.code,
    neverLeft: found !== undefined && (beforeRequest.test(found.code) || found.connecting),
  };
}

function retryAfter(text: string, now: number): number | undefined {
  const milliseconds = /^\s*\d+(?:\.\d+)?\s*$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now;
  return Number.isNaN(milliseconds) ? undefined : Math.min(longestWishMs, Math.max(0, milliseconds));
}

/** The first system error in an error, its causes and its members. */
export function systemError(error: unknown, depth = 0): { code: string; connecting: boolean } | undefined {
  if (depth > 5 || !(error instanceof Error)) return undefined;
  const { code, syscall, cause, errors } = fieldsOf(error);
  if (typeof code === 'string' && /^[A-Z][A-Z0-9_]{2,40}$/.test(code)) return { code, connecting: syscall === 'connect' };
  const deeper: unknown[] = [cause, ...(Array.isArray(errors) ? errors : [])];
  return deeper.map((inner) => systemError(inner, depth + 1)).find((found) => found !== undefined);
}
