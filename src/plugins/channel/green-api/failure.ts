import {
  fieldsOf,
  firstInside,
  retryAfter,
  systemCode,
} from '../../../core/plugin-api/failures.ts';
import { TimedOut } from '../../../core/plugin-api/limits.ts';

/** A failed call as plain data. `text` is the vendor's own wording, which may quote the token and phone numbers: never shown. */
export interface Failure {
  /** HTTP status; undefined when no answer came. */
  status: number | undefined;
  text: string;
  retryAfterMs: number | undefined;
  /** The system's word for a lost connection (`ECONNREFUSED`), or `timeout`. */
  network: string | undefined;
  /** True when the request certainly did not reach the vendor. */
  neverLeft: boolean;
}

/** No service's wish to wait is believed beyond this, in milliseconds. */
const longestWishMs = 60 * 60 * 1000;

/** Failures before the first byte of a request: names, connections, certificates. */
const beforeRequest =
  /^(?:UND_ERR_CONNECT_TIMEOUT|ECONNREFUSED|ENOTFOUND|EAI_AGAIN|CERT_|ERR_TLS_CERT|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_)/;

/** An answer that is not one of success. `now` is Unix milliseconds, for a Retry-After that names a date. */
export function failedAnswer(response: Response, text: string, now: number): Failure {
  const wish = retryAfter(response.headers.get('retry-after') ?? '', now);
  const retryAfterMs = wish === undefined ? undefined : Math.min(longestWishMs, wish);
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

/** The first system error in an error, its causes and its members, and whether it came of connecting. */
export function systemError(error: unknown): { code: string; connecting: boolean } | undefined {
  return firstInside(error, (inner) => {
    const code = systemCode(inner);
    return code === undefined
      ? undefined
      : { code, connecting: fieldsOf(inner)['syscall'] === 'connect' };
  });
}
