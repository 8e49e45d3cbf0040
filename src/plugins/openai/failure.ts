import { fieldsOf, firstInside, retryAfter, systemCode } from '../../core/plugin-api/failures.ts';

/**
 * A failed call as plain data. Only `status`, `requestId`, `network` and `label()` are fit to be shown: the rest is the
 * service's own wording, which may quote keys, addresses and customers.
 */
export interface Failure {
  /** HTTP status; undefined when no answer came. */
  status: number | undefined;
  /** The service's own words for the case, lower case; empty when it gave none. */
  code: string;
  type: string;
  /** The field it complains about. */
  param: string;
  /** Everything it said. */
  text: string;
  requestId: string | undefined;
  retryAfterMs: number | undefined;
  /** The system's word for a lost connection (`ECONNREFUSED`). */
  network: string | undefined;
}

function word(value: unknown): string {
  return typeof value === 'string' ? value.toLowerCase() : '';
}

/** Understands what the SDK threw. `now` is Unix milliseconds, for a Retry-After that names a date. */
export function readFailure(thrown: unknown, now: number): Failure {
  const { status, headers, error, message } = fieldsOf(thrown);
  const read = (name: string): string | undefined =>
    (headers as Headers | undefined)?.get(name) ?? undefined;
  return {
    ...readErrorBody(error, typeof status === 'number' ? status : undefined),
    text: error === undefined ? String(message) : textOf(error),
    requestId: /^[\w-]{1,64}$/.exec(read('x-request-id') ?? '')?.[0],
    retryAfterMs: askedWait(read, now),
    network: firstInside(thrown, systemCode),
  };
}

/** Understands an error body, also one that came with a status of success. */
export function readErrorBody(error: unknown, status: number | undefined): Failure {
  const { code, status: named, type = named, param } = fieldsOf(innermost(error));
  const nothing = { requestId: undefined, retryAfterMs: undefined, network: undefined };
  return {
    status,
    code: word(code),
    type: word(type),
    param: word(param),
    text: textOf(error),
    ...nothing,
  };
}

/** The error itself, where it comes in a list (Google, Cloudflare) or within another. */
function innermost(error: unknown, depth = 0): unknown {
  const { error: inner, errors } = fieldsOf(error);
  const [first] = [error, errors].flatMap((list): unknown[] => (Array.isArray(list) ? list : []));
  const next = first ?? (typeof inner === 'object' && inner !== null ? inner : undefined);
  return next === undefined || depth > 3 ? error : innermost(next, depth + 1);
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? '');
}

function askedWait(read: (name: string) => string | undefined, now: number): number | undefined {
  const milliseconds = Number.parseFloat(read('retry-after-ms') ?? '');
  return milliseconds >= 0 ? milliseconds : retryAfter(read('retry-after') ?? '', now);
}

/** What may be shown of a failure, for a message's end: ` (HTTP 429 rate_limit_exceeded, request req_1)`. */
export function label({ status, code, requestId, network }: Failure): string {
  // Without digits: words of a service have none, keys do.
  const known = /^[a-z][a-z_]{1,48}$/.test(code) ? ` ${code}` : '';
  const parts = [
    status === undefined ? (network ?? '') : `HTTP ${status}${known}`,
    requestId === undefined ? '' : `request ${requestId}`,
  ];
  const shown = parts.filter((part) => part !== '').join(', ');
  return shown === '' ? '' : ` (${shown})`;
}
