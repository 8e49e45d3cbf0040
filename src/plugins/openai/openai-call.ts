import { fieldsOf } from '../../core/plugin-api/failures.ts';
import type { World } from '../../core/kinds/plugin.ts';
import { endpointOf, keyHeaders, type OpenAiAccount } from './account.ts';
import { withoutHuge } from './connection.ts';

/** What is asked of a service: with `body` (JSON, also in bytes, or a form) it is posted, without one it is only looked up. */
export interface OpenAiCall {
  /** Behind the service's address: `/models/…`. */
  path: string;
  body?: object | FormData | Uint8Array<ArrayBuffer>;
  signal: AbortSignal;
}

/**
 * Makes one call as the SDK does, at a third of its cost: what is asked once a turn needs nothing else of it. Resolves
 * with the text of a success; rejects with what fetch throws, or with an error that has `status`, `headers` and the `error` of
 * the body.
 */
export async function callOpenAi(
  account: OpenAiAccount,
  world: Pick<World, 'fetch'>,
  call: OpenAiCall,
): Promise<string> {
  return (await exchangeWithOpenAi(account, world, call)).text;
}

/** As `callOpenAi`, and tells what kind of text was answered (`application/json`); empty where the service does not say. */
export async function exchangeWithOpenAi(
  account: OpenAiAccount,
  world: Pick<World, 'fetch'>,
  { path, body, signal }: OpenAiCall,
): Promise<{ text: string; type: string }> {
  const { posted, asked, base, query } = waysOf(account);
  const isForm = body instanceof FormData;
  const response = withoutHuge(
    await world.fetch(`${base}${path}${query}`, {
      headers: body && !isForm ? posted : asked,
      ...(body ? { method: 'POST', body: isMade(body) ? body : JSON.stringify(body) } : {}),
      signal,
    }),
  );
  const text = await response.text();
  if (response.ok) return { text, type: response.headers.get('content-type') ?? '' };
  const said = parsed(text);
  const { error = said } = fieldsOf(said);
  const { status, headers } = response;
  throw Object.assign(new Error(`HTTP ${status}`), { status, headers, error });
}

/** Whether a body goes out as it is. */
function isMade(body: object): body is FormData | Uint8Array<ArrayBuffer> {
  return body instanceof FormData || body instanceof Uint8Array;
}

/** How an account is called; the same from call to call. */
interface Ways {
  asked: Record<string, string>;
  posted: Record<string, string>;
  base: string;
  /** Behind every path. */
  query: string;
}

const known = new WeakMap<OpenAiAccount, Ways>();

function waysOf(account: OpenAiAccount): Ways {
  const found = known.get(account);
  if (found) return found;
  const { base, query } = endpointOf(account);
  const behind = new URLSearchParams(query).toString();
  const asked = { accept: 'application/json', ...keyHeaders(account) };
  const posted = { ...asked, 'content-type': 'application/json' };
  const ways = { asked, posted, base, query: behind === '' ? '' : `?${behind}` };
  known.set(account, ways);
  return ways;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
