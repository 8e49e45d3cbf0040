import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** One HTTP request, read to its end. */
export interface LoopbackCall {
  verb: string;
  /** Path without the query, as it was sent. */
  path: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  body: Buffer;
  /** Aborts when the caller went away or the answer is complete. */
  gone: AbortSignal;
}

/** What the server says, or does to the line. */
export interface LoopbackReply {
  status?: number;
  headers?: Record<string, string>;
  /** An object goes as JSON; text and bytes as they are; an iterable as a stream of unknown length. */
  body?: string | Uint8Array | object | AsyncIterable<Uint8Array>;
  /** `hang`: nothing ever comes. `drop`: the line breaks without a byte. `cut`: it breaks in the middle of the body. */
  line?: 'hang' | 'drop' | 'cut';
}

/** A server on 127.0.0.1. */
export interface Loopback {
  /** `http://127.0.0.1:<port>`. */
  url: string;
  /** Breaks every connection and frees the port. */
  close(): Promise<void>;
}

/** No vendor takes larger bodies; more is cut off with 413. */
const bodyCapBytes = 128 * 1024 * 1024;

/** Serves on loopback; port 0 takes a free one. What `answer` throws becomes a 500 with its message. */
export async function serveLoopback(
  answer: (call: LoopbackCall) => Promise<LoopbackReply>,
  port = 0,
): Promise<Loopback> {
  const server = createServer((request, response) => {
    void respond(request, response, answer).catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  answer: (call: LoopbackCall) => Promise<LoopbackReply>,
): Promise<void> {
  const controller = new AbortController();
  response.once('close', () => controller.abort());
  const body = await readBody(request);
  if (!body) return write(response, { status: 413 });
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://loopback');
  const { method: verb = 'GET', headers } = request;
  try {
    await write(
      response,
      await answer({
        verb,
        path: pathname,
        query: searchParams,
        headers,
        body,
        gone: controller.signal,
      }),
    );
  } catch (error) {
    if (response.headersSent || response.destroyed) response.destroy();
    else await write(response, { status: 500, body: `The sandbox failed: ${String(error)}` });
  }
}

async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= bodyCapBytes) chunks.push(chunk);
  }
  return size > bodyCapBytes ? undefined : Buffer.concat(chunks);
}

async function write(response: ServerResponse, reply: LoopbackReply): Promise<void> {
  const { status = 200, headers = {}, body = '', line } = reply;
  if (line === 'hang') return;
  if (line === 'drop') return void response.destroy();
  if (isStream(body)) {
    response.writeHead(status, headers);
    return pipeline(Readable.from(body), response);
  }
  const bytes = toBytes(body);
  response.writeHead(status, {
    'content-type': contentType(body),
    'content-length': bytes.length,
    ...headers,
  });
  if (line === 'cut')
    response.write(bytes.subarray(0, bytes.length >> 1), () => response.destroy());
  else response.end(bytes);
}

function isStream(body: NonNullable<LoopbackReply['body']>): body is AsyncIterable<Uint8Array> {
  return typeof body === 'object' && Symbol.asyncIterator in body;
}

function toBytes(body: string | Uint8Array | object): Uint8Array {
  if (body instanceof Uint8Array) return body;
  return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
}

function contentType(body: string | Uint8Array | object): string {
  if (body instanceof Uint8Array) return 'application/octet-stream';
  return typeof body === 'string' ? 'text/plain; charset=utf-8' : 'application/json; charset=utf-8';
}
