import { constants, createReadStream, openSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Socket } from 'node:net';
import { SetupError } from '../core/errors.ts';
import { printable } from '../core/printable.ts';

/** No recording is larger, bytes. */
const mostBytes = 1024 ** 3;

/**
 * The bytes of a file, or of a pipe that ends within the signal. Rejects with a SetupError for more than a recording can be, and with the
 * signal's reason.
 */
export async function readBounded(
  path: string,
  signal: AbortSignal,
  most: number = mostBytes,
): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const source = await streamOf(path, most);
  const stop = (): void => void source.destroy(signal.reason as Error);
  signal.addEventListener('abort', stop, { once: true });
  try {
    if (signal.aborted) stop();
    for await (const chunk of source as AsyncIterable<Uint8Array>) {
      chunks.push(chunk);
      length += chunk.length;
      if (length > most) throw tooLarge(path);
    }
  } finally {
    signal.removeEventListener('abort', stop);
    source.destroy();
  }
  return Buffer.concat(chunks, length);
}

/** Opened so that a pipe into which nobody writes holds up no thread. */
async function streamOf(
  path: string,
  most: number,
): Promise<NodeJS.ReadableStream & { destroy(error?: Error): unknown }> {
  const at = await stat(path);
  if (at.size > most) throw tooLarge(path);
  const [isPipe, isSocket] = [at.isFIFO(), at.isSocket()];
  if (isSocket) return process.stdin;
  if (!isPipe) return createReadStream(path);
  return new Socket({
    fd: openSync(path, constants.O_RDONLY | constants.O_NONBLOCK),
    readable: true,
    writable: false,
  });
}

function tooLarge(path: string): SetupError {
  return new SetupError('audio', `${printable(path)} is larger than a recording can be`);
}
