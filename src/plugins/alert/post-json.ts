import {
  certificateTrouble,
  fieldsOf,
  firstInside,
  retryAfter,
  systemCode,
} from '../../core/plugin-api/failures.ts';
import { TimedOut, within } from '../../core/plugin-api/limits.ts';
import type { World } from '../../core/kinds/plugin.ts';

/** The longest time one call may take, in milliseconds. */
const callMs = 20_000;

/** No wish to wait is believed beyond this, in milliseconds. */
const longestWishMs = 60 * 60 * 1000;

/** So much of an answer that is no success is understood, in characters. */
const answerCap = 64 * 1024;

/** Failures before the first byte of a request: names, connections. */
const beforeRequest =
  /^(?:UND_ERR_CONNECT_TIMEOUT|ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)$/;

/** What was answered. The words of `body` may quote what was sent: never shown. */
export interface PostAnswer {
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

/** Sends JSON and reads the answer, within a deadline; follows nowhere. Rejects only with the signal's reason when that aborts. */
export async function postJson(
  { fetch, now }: Pick<World, 'fetch' | 'now'>,
  { url, body, headers = {} }: { url: string; body: string; headers?: Record<string, string> },
  signal: AbortSignal,
): Promise<PostAnswer | Unanswered> {
  const call = { method: 'POST', redirect: 'manual', body } as const;
  try {
    return await within(callMs, signal, async (limited) => {
      const sent = { 'content-type': 'application/json', ...headers };
      const response = await fetch(url, { ...call, headers: sent, signal: limited });
      const text = (await response.text()).slice(0, answerCap);
      const wish = retryAfter(response.headers.get('retry-after') ?? '', now());
      return { status: response.status, body: parsed(text), retryAfterMs: atMost(wish) };
    });
  } catch (error) {
    signal.throwIfAborted();
    return brokenLine(error);
  }
}

/** A wait within what is believed, in milliseconds. */
export function atMost(wishMs: number | undefined): number | undefined {
  return wishMs === undefined ? undefined : Math.min(longestWishMs, Math.max(0, wishMs));
}

function brokenLine(error: unknown): Unanswered {
  if (error instanceof TimedOut) return { network: 'timeout', neverLeft: false };
  const found = firstInside(error, (inner) => {
    const code = systemCode(inner);
    return code === undefined ? undefined : { code, call: fieldsOf(inner)['syscall'] };
  });
  const neverLeft =
    found !== undefined &&
    (beforeRequest.test(found.code) ||
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
