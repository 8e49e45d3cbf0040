import type { World } from '../../core/kinds/plugin.ts';

/** The longest time one request may take, in milliseconds; long documents take Google some seconds. */
const requestTimeoutMs = 20_000;

/** The largest answer that is read, in bytes: pictures in an export are part of its text. */
const answerCapBytes = 32 * 1024 * 1024;

/** An answer of Google's, read to its end. */
export interface Answered {
  status: number;
  contentType: string;
  retryAfter: string | undefined;
  /** Where the answer leads. */
  location: string | undefined;
  /** The name of the file that it is. */
  disposition: string | undefined;
  bytes: Uint8Array<ArrayBuffer>;
}

/** The answer was larger than is read. */
export class TooLarge extends Error {}

export interface Asked extends Pick<RequestInit, 'method' | 'headers' | 'body' | 'redirect'> {
  url: string;
}

/** Makes one request and reads its answer, both within the deadline, of at most so many bytes. Rejects when the line breaks or the signal aborts. */
export async function exchange(
  fetch: World['fetch'],
  { url, ...init }: Asked,
  signal: AbortSignal,
  mostBytes = answerCapBytes,
): Promise<Answered> {
  const limited = AbortSignal.any([signal, AbortSignal.timeout(requestTimeoutMs)]);
  const response = await fetch(url, { ...init, signal: limited });
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    chunks.push(chunk as Uint8Array);
    length += (chunk as Uint8Array).length;
    if (length > mostBytes) throw new TooLarge();
  }
  const { status, headers } = response;
  const contentType = headers.get('content-type') ?? '';
  return {
    status,
    contentType,
    retryAfter: headers.get('retry-after') ?? undefined,
    location: headers.get('location') ?? undefined,
    disposition: headers.get('content-disposition') ?? undefined,
    bytes: Buffer.concat(chunks),
  };
}

export function isSuccess({ status }: Pick<Answered, 'status'>): boolean {
  return status >= 200 && status < 300;
}

/** What kind of file it is shows within so many bytes. */
const headBytes = 200;

/** A page in the place of a text is where people log in: with success in its status. */
export function isPage({ status, contentType, bytes }: Answered): boolean {
  const start = Buffer.from(bytes.subarray(0, headBytes)).toString('latin1');
  return (
    status < 400 &&
    (contentType.startsWith('text/html') || /^\s*<(?:!doctype html|html)/i.test(start))
  );
}
