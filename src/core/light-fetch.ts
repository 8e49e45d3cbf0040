import { buffer } from 'node:stream/consumers';
import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';
import type { Dispatcher } from 'undici';

/** Larger answers than this are no answers of an API, in bytes. */
const answerCapBytes = 64 * 1024 * 1024;

/** Statuses whose answers have no body. */
const bodiless: ReadonlySet<number> = new Set([101, 103, 204, 205, 304]);

const decoders: Readonly<Record<string, (bytes: Buffer) => Buffer>> = {
  gzip: gunzipSync,
  deflate: inflateSync,
  br: brotliDecompressSync,
};

type Requesting = (
  url: string,
  options: { dispatcher: Dispatcher } & Omit<Dispatcher.RequestOptions, 'origin' | 'path'>,
) => Promise<Dispatcher.ResponseData>;

/**
 * A fetch that makes calls of an API with a text to send in a third of the processor time: the answer is read whole (64 MiB at
 * most) instead of streamed. Everything else (downloads, forms, answers that lead elsewhere) goes through `whole`, the real
 * fetch. Answers and errors are the same.
 */
export function lightFetch(request: Requesting, dispatcher: Dispatcher, whole: typeof fetch): typeof fetch {
  return async (input, init = {}) => {
    const { body, method = 'POST', signal, redirect = 'follow' } = init;
    if (input instanceof Request || typeof body !== 'string') return whole(input, init);
    signal?.throwIfAborted();
    const headers = Object.fromEntries(new Headers(init.headers));
    const options = { dispatcher, method, headers, body, signal: signal ?? null };
    const answer = await request(String(input), options).catch((error: unknown) => failed(error, signal));
    if (
      answer.statusCode >= 300 &&
      answer.statusCode < 400 &&
      redirect !== 'manual' &&
      answer.headers['location'] !== undefined
    ) {
      await answer.body.dump();
      return whole(input, init);
    }
    const bytes = await read(answer).catch((error: unknown) => failed(error, signal));
    return toResponse(answer, bytes);
  };
}

/** Rejects as fetch does: with the signal's reason, or with a TypeError that holds the cause. */
function failed(error: unknown, signal: AbortSignal | null | undefined): never {
  signal?.throwIfAborted();
  throw new TypeError('fetch failed', { cause: error });
}

async function read({ headers, body }: Dispatcher.ResponseData): Promise<Buffer> {
  let length = 0;
  body.on('data', (chunk: Buffer) => {
    length += chunk.length;
    if (length > answerCapBytes) body.destroy(new Error('the answer is too large'));
  });
  const bytes = await buffer(body);
  const decode = decoders[String(headers['content-encoding'] ?? '').toLowerCase()];
  return decode ? decode(bytes) : bytes;
}

function toResponse({ statusCode, headers }: Dispatcher.ResponseData, bytes: Buffer): Response {
  const fields = Object.entries(headers).flatMap(([name, value]) =>
    [value ?? []].flat().map((one): [string, string] => [name, one]),
  );
  const body = bodiless.has(statusCode) ? null : new Uint8Array(bytes);
  return new Response(body, { status: statusCode, headers: fields });
}
