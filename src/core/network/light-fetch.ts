import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';
import type { Dispatcher } from 'undici';
import { wholeResponse } from './whole-response.ts';

/** Larger answers than this are no answers of an API, in bytes. */
const answerCapBytes = 16 * 1024 * 1024;

const unpacking = { maxOutputLength: answerCapBytes };

const decoders: Readonly<Record<string, (bytes: Buffer) => Buffer>> = {
  gzip: (bytes) => gunzipSync(bytes, unpacking),
  deflate: (bytes) => inflateSync(bytes, unpacking),
  br: (bytes) => brotliDecompressSync(bytes, unpacking),
};

/** What the real fetch says of itself; some firewalls turn away who says nothing. */
const usualHeaders = { accept: '*/*', 'user-agent': 'undici' };

/**
 * A fetch that makes calls of an API with a text or bytes to send in a third of the processor time: the answer is read whole (16 MiB at
 * most) instead of streamed. Everything else (downloads, forms, answers that lead elsewhere, calls that name a dispatcher of
 * their own) goes through `whole`, the real fetch. Answers and errors are the same.
 */
export function lightFetch(dispatcher: Dispatcher, whole: typeof fetch): typeof fetch {
  return async (input, init = {}) => {
    const { body, method = 'POST', signal, redirect = 'follow' } = init;
    const hasOwnWay = 'dispatcher' in init && init.dispatcher !== undefined;
    const isWhole = typeof body === 'string' || body instanceof Uint8Array;
    if (hasOwnWay || input instanceof Request || !isWhole) return whole(input, init);
    signal?.throwIfAborted();
    const { origin, path, hasPassword } = addressOf(String(input));
    if (hasPassword) return whole(input, init);
    const headers = { ...usualHeaders, ...named(init.headers) };
    const call = { origin, path, method, headers, body };
    const answered = exchange(dispatcher, call, signal ?? undefined).then(unpacked);
    const { status, fields, bytes } = await answered.catch((error: unknown) => {
      signal?.throwIfAborted();
      throw new TypeError('fetch failed', { cause: error });
    });
    if (status >= 300 && status < 400 && redirect !== 'manual' && fields['location'] !== undefined)
      return whole(input, init);
    fields['content-length'] = String(bytes.length);
    return wholeResponse(bytes, { status, headers: fields });
  };
}

interface Address {
  origin: string;
  path: string;
  hasPassword: boolean;
}

/** An API is asked at few addresses; reading one takes as long as a small call of its own. */
const mostAddresses = 100;
const addresses = new Map<string, Address>();

/** Throws as `new URL` does. */
function addressOf(input: string): Address {
  const known = addresses.get(input);
  if (known) return known;
  const { origin, pathname, search, username, password } = new URL(input);
  const hasPassword = username !== '' || password !== '';
  const address = { origin, path: pathname + search, hasPassword };
  if (addresses.size >= mostAddresses) addresses.clear();
  addresses.set(input, address);
  return address;
}

/** Headers by their names in lower case; what is no plain object is read as fetch reads it. */
function named(headers: RequestInit['headers'] = {}): Record<string, string> {
  if (Object.getPrototypeOf(headers) !== Object.prototype)
    return Object.fromEntries(new Headers(headers));
  const found: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) found[name.toLowerCase()] = String(value);
  return found;
}

interface Answer {
  status: number;
  fields: Fields;
  bytes: Buffer;
}

type Fields = Parameters<NonNullable<Dispatcher.DispatchHandler['onResponseStart']>>[2];

/** Sends and reads to the end. Rejects with the signal's reason, or with what broke the line. */
function exchange(
  dispatcher: Dispatcher,
  call: Dispatcher.DispatchOptions,
  signal?: AbortSignal,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    let answer = { status: 0, fields: {} as Fields };
    let line: Dispatcher.DispatchController | undefined;
    const abort = (): void =>
      line ? line.abort(signal?.reason as Error) : reject(signal?.reason as Error);
    signal?.addEventListener('abort', abort);
    const end = (): void => signal?.removeEventListener('abort', abort);
    dispatcher.dispatch(call, {
      onRequestStart(controller) {
        line = controller;
        if (signal?.aborted) abort();
      },
      onResponseStart(_, status, fields) {
        answer = { status, fields };
      },
      onResponseData(controller, chunk) {
        chunks.push(chunk);
        length += chunk.length;
        if (length > answerCapBytes) controller.abort(new Error('the answer is too large'));
      },
      onResponseEnd() {
        end();
        resolve({ ...answer, bytes: Buffer.concat(chunks, length) });
      },
      onResponseError(_, error) {
        end();
        reject(error);
      },
    });
  });
}

function unpacked(answer: Answer): Answer {
  const decode = decoders[String(answer.fields['content-encoding'] ?? '').toLowerCase()];
  return decode && answer.bytes.length > 0 ? { ...answer, bytes: decode(answer.bytes) } : answer;
}
