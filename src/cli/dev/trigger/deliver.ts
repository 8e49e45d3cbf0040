import { setTimeout as sleep } from 'node:timers/promises';
import { authorizationFor, WebhookClient } from '../../../sandbox/green-api/webhook.ts';
import type { SampleCall } from './sample-event.ts';

/** As long as GREEN-API waits, milliseconds. */
const timeoutMs = 180_000;

/** Whereto, what, and the token that proves it. */
export interface BroughtCalls {
  url: string;
  /** Undefined or empty: no proof is sent. */
  token: string | undefined;
  deliveries: readonly SampleCall[];
  /** For addresses behind https; such a one is not reached without. */
  fetch?: typeof fetch;
}

/** How one webhook call ended. */
export interface Called {
  /** Null when no answer came. */
  status: number | null;
  /** How long the answer took, milliseconds. */
  ms: number;
}

/** Makes these webhook calls as GREEN-API does, one after the other. Rejects only with the signal's reason. */
export async function deliver(
  { url, token = '', deliveries, fetch: byFetch }: BroughtCalls,
  signal: AbortSignal,
): Promise<Called[]> {
  const client = new WebhookClient();
  const authorization = authorizationFor(token);
  const calls: Called[] = [];
  try {
    for (const { body, afterMs = 0 } of deliveries) {
      if (afterMs > 0) await sleep(afterMs, undefined, { signal });
      const begun = performance.now();
      const post = { url, authorization, body, timeoutMs };
      const status = await (byFetch && !url.startsWith('http:')
        ? postBy(byFetch, post, signal)
        : client.post(post));
      signal.throwIfAborted();
      calls.push({ status: status ?? null, ms: Math.round(performance.now() - begun) });
    }
    return calls;
  } finally {
    client.close();
  }
}

async function postBy(
  byFetch: typeof fetch,
  { url, authorization, body }: Parameters<WebhookClient['post']>[0],
  signal: AbortSignal,
): Promise<number | undefined> {
  const headers = {
    'content-type': 'application/json; charset=utf-8',
    ...(authorization === undefined ? {} : { authorization }),
  };
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  try {
    const call = { method: 'POST', headers, body: text, redirect: 'manual' as const };
    const response = await byFetch(url, {
      ...call,
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
    });
    await response.body?.cancel();
    return response.status;
  } catch {
    signal.throwIfAborted();
    return undefined;
  }
}
