import { retryAfter } from '../../../core/plugin-api/failures.ts';

/** What the other side said. */
export interface HttpAnswer {
  status: number;
  /** JSON as data, a text as it is; undefined where there is none. */
  value: unknown;
  /** Where it leads. */
  location: string | undefined;
  retryAfterMs: number | undefined;
}

/** So much of an answer is read, bytes; the part of it that is picked may be small. */
const mostBytes = 1024 * 1024;

/** Reads an answer up to a megabyte. Rejects when the connection is lost before its end. */
export async function readHttpAnswer(response: Response, now: number): Promise<HttpAnswer> {
  const { bytes, isWhole } = await readUpTo(response);
  const type = response.headers.get('content-type') ?? '';
  const wish = response.headers.get('retry-after');
  return {
    status: response.status,
    value: valueOf(bytes, type, isWhole),
    location: response.headers.get('location') ?? undefined,
    retryAfterMs: wish === null ? undefined : retryAfter(wish, now),
  };
}

async function readUpTo(response: Response): Promise<{ bytes: Buffer; isWhole: boolean }> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    const piece = (chunk as Uint8Array).subarray(0, mostBytes - length);
    chunks.push(piece);
    length += piece.length;
    if (piece.length < (chunk as Uint8Array).length)
      return { bytes: Buffer.concat(chunks), isWhole: false };
  }
  return { bytes: Buffer.concat(chunks), isWhole: true };
}

function valueOf(bytes: Buffer, type: string, isWhole: boolean): unknown {
  if (bytes.length === 0) return undefined;
  if (/^(?:image|audio|video|font)\/|octet-stream|\b(?:pdf|zip)\b/i.test(type))
    return `[${bytes.length} bytes of ${/^[\w./+-]{1,60}/.exec(type)?.[0] ?? 'data'}]`;
  const text = new TextDecoder().decode(bytes);
  if (!isWhole) return `${text.slice(0, 4000)}… [cut: the answer is larger than 1 MB]`;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
