import {
  certificateTrouble,
  fieldsOf,
  firstInside,
  retryAfter,
  systemCode,
} from '../core/plugin-api/failures.ts';
import { TimedOut, within } from '../core/plugin-api/limits.ts';
import { privateAddressCode } from '../core/plugin-api/network.ts';
import type { World } from '../core/kinds/plugin.ts';

/** The longest time one call may take, in milliseconds. */
const callMs = 20_000;

/** No wish to wait is believed beyond this, in milliseconds. */
const longestWishMs = 60 * 60 * 1000;

/** So much of an answer is understood where nobody asks for more, in characters. */
const answerCap = 64 * 1024;

/** Failures before the first byte of a request: names, connections. */
const beforeRequest =
  /^(?:UND_ERR_CONNECT_TIMEOUT|ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)$/;

/** What was answered. The words of `body` may quote what was sent: never shown. */
export interface JsonAnswer {
  status: number;
  /** JSON as a value; undefined when it is none. */
  body: unknown;
  /** The wait that `Retry-After` asks for. */
  retryAfterMs: number | undefined;
}

/** A call that brought no answer. */
export interface Unanswered {
  status?: undefined;
  /** The system's word for it (`ECONNREFUSED`), or `timeout`. */
  network: string | undefined;
  /** True when the request certainly did not reach the other side. */
  neverLeft: boolean;
}

/** One call over HTTP. */
export interface JsonCall {
  url: string;
  /** `POST` where absent. */
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** As it is sent: JSON, unless the headers name another type. */
  body?: string;
  headers?: Readonly<Record<string, string>>;
  /** So many characters of the answer are understood; 64 Ki where absent. */
  longest?: number;
}

/** Makes one call and reads the answer, within a deadline; follows nowhere. Rejects only with the signal's reason when that aborts. */
export async function callJson(
  { fetch, now }: Pick<World, 'fetch' | 'now'>,
  { url, method = 'POST', body, headers = {}, longest = answerCap }: JsonCall,
  signal: AbortSignal,
): Promise<JsonAnswer | Unanswered> {
  const typed = body === undefined ? {} : { 'content-type': 'application/json' };
  const call = { method, redirect: 'manual', ...(body === undefined ? {} : { body }) } as const;
  try {
    return await within(callMs, signal, async (limited) => {
      const response = await fetch(url, {
        ...call,
        headers: { ...typed, ...headers },
        signal: limited,
      });
      const text = (await response.text()).slice(0, longest);
      const wish = retryAfter(response.headers.get('retry-after') ?? '', now());
      return { status: response.status, body: parsed(text), retryAfterMs: atMost(wish) };
    });
  } catch (error) {
    signal.throwIfAborted();
    return unanswered(error);
  }
}

/** A wait within what is believed, in milliseconds. */
export function atMost(wishMs: number | undefined): number | undefined {
  return wishMs === undefined ? undefined : Math.min(longestWishMs, Math.max(0, wishMs));
}

/** What a fetch that failed says of its call. */
export function unanswered(error: unknown): Unanswered {
  if (error instanceof TimedOut) return { network: 'timeout', neverLeft: false };
  const found = firstInside(error, (inner) => {
    const code = systemCode(inner);
    return code === undefined ? undefined : { code, call: fieldsOf(inner)['syscall'] };
  });
  const neverLeft =
    found !== undefined &&
    (beforeRequest.test(found.code) ||
      found.code === privateAddressCode ||
      found.call === 'connect' ||
      certificateTrouble(found.code) !== undefined);
  return { network: found?.code, neverLeft };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
