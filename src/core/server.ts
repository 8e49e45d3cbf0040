import type { IncomingMessage, Server, ServerOptions, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Bot } from './bot.ts';
import { SetupError } from './errors.ts';
import type { Channel } from './kinds/channel.ts';
import type { Log } from './log.ts';
import type { TestConnection } from './test-connection.ts';

/** Not imported: an import reads all that `node:http` exports, and so loads Node's own undici beside ours, which takes 1 MB. */
const { createServer } = process.getBuiltinModule('node:http');

/** Largest body that is read, in bytes; GREEN-API's own cap on a payload is a tenth of it. */
const bodyCapBytes = 1024 * 1024;

/** As much of a body over the cap is read to its end and dropped. */
const droppedBytes = 16 * bodyCapBytes;

/** Strangers at the door are logged at most once in this time, milliseconds. */
const strangerPauseMs = 60_000;

/** How long a caller may take, in milliseconds: for the headers, for all of a call, and how often that is looked after. */
export type CallerLimits = Required<Pick<ServerOptions, 'headersTimeout' | 'requestTimeout' | 'connectionsCheckingInterval'>>;

/** Node alone would look every 30 s, and keep a silent caller for that much longer. */
const callerLimits: CallerLimits = { headersTimeout: 10_000, requestTimeout: 30_000, connectionsCheckingInterval: 1_000 };

export interface ServerParts {
  bot: Pick<Bot, 'accept' | 'readiness'>;
  channel: Pick<Channel, 'receive'>;
  /** Answers `GET /test-connection`, which does not exist without it. */
  testConnection?: Pick<TestConnection, 'answer'> | undefined;
  log: Log;
  host: string;
  /** 0 takes a free port. */
  port: number;
  limits?: CallerLimits;
}

/** The HTTP side: `POST /webhook`, `GET /health`, `GET /ready`, `GET /test-connection`. Nothing here shows chats or phone numbers. */
export class WebhookServer {
  readonly #server: Server;
  readonly #parts: ServerParts;
  #refusing = false;
  #strangers = 0;
  #strangerSilence = 0;

  constructor(parts: ServerParts) {
    this.#parts = parts;
    this.#server = createServer(parts.limits ?? callerLimits, (request, response) => {
      this.#route(request, response).catch((error: unknown) => this.#fail(response, error));
    });
  }

  /** Resolves with the address once connections are taken; rejects with a SetupError when the port cannot be had. */
  async listen(): Promise<AddressInfo> {
    const { host, port } = this.#parts;
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', (error) => reject(cannotListen(host, port, error)));
      this.#server.listen(port, host, resolve);
    });
    return this.#server.address() as AddressInfo;
  }

  /** From now on every webhook call hears 503, so that the vendor brings it again later. */
  refuse(): void {
    this.#refusing = true;
  }

  async close(): Promise<void> {
    this.#refusing = true;
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    this.#server.closeAllConnections();
    await closed;
  }

  async #route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = (request.url ?? '/').replace(/\?.*$/s, '').replace(/(.)\/+$/, '$1');
    if (path === '/webhook') return request.method === 'POST' ? this.#webhook(request, response) : refuseMethod(response, 'POST');
    const look = this.#look(path);
    if (!look) return answer(response, 404, { error: 'not found' });
    if (request.method !== 'GET' && request.method !== 'HEAD') return refuseMethod(response, 'GET, HEAD');
    return look(response, request);
  }

  /** What answers at a path where there is something to look at. */
  #look(path: string): ((response: ServerResponse, request: IncomingMessage) => void | Promise<void>) | undefined {
    const { testConnection } = this.#parts;
    if (path === '/health') return (response) => answer(response, 200, { status: 'alive' });
    if (path === '/ready') return (response) => this.#ready(response);
    if (path !== '/test-connection' || !testConnection) return undefined;
    return (response, request) => this.#testConnection(testConnection, response, request);
  }

  async #testConnection(
    tested: Pick<TestConnection, 'answer'>,
    response: ServerResponse,
    request: IncomingMessage,
  ): Promise<void> {
    const report = await tested.answer(request.headers.authorization);
    if (!report) return answer(response, 401, { error: 'unauthorized' }, { 'www-authenticate': 'Bearer' });
    answer(response, report.level === 'problem' ? 503 : 200, report);
  }

  async #ready(response: ServerResponse): Promise<void> {
    const { ready, reasons, detail, journal, channel } = await this.#parts.bot.readiness();
    answer(response, ready ? 200 : 503, { ready, reasons, detail, channel, journal });
  }

  async #webhook(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (this.#refusing) return answer(response, 503, { error: 'stopping' }, { connection: 'close', 'retry-after': '10' });
    const body = await readBody(request);
    if (body === undefined) return answer(response, 413, { error: 'too large' }, { connection: 'close' });
    const received = this.#parts.channel.receive({ headers: request.headers, body });
    if (received.type === 'unauthorized') {
      this.#logStranger(received.reason);
      return answer(response, 401, { error: 'unauthorized' }, { 'www-authenticate': 'Bearer' });
    }
    try {
      await this.#parts.bot.accept(received, body);
    } catch (error) {
      this.#parts.log.error('webhook-not-stored', { error });
      return answer(response, 503, { error: 'cannot be stored now' }, { 'retry-after': '10' });
    }
    return answer(response, 200, {});
  }

  #logStranger(reason: string): void {
    const now = performance.now();
    this.#strangers += 1;
    if (now < this.#strangerSilence) return;
    this.#parts.log.warn('webhook-unauthorized', { reason, calls: this.#strangers });
    this.#strangers = 0;
    this.#strangerSilence = now + strangerPauseMs;
  }

  #fail(response: ServerResponse, error: unknown): void {
    if (error instanceof CutShort) return void response.destroy();
    this.#parts.log.error('request-failed', { error });
    if (response.headersSent) response.destroy();
    else answer(response, 503, { error: 'failed' });
  }
}

/** The caller went away in the middle of the body. */
class CutShort extends Error {}

/**
 * The whole body, or undefined when it is over the cap: the rest is then read and dropped, so that the caller hears the
 * answer, unless there is very much of it.
 */
async function readBody(request: IncomingMessage): Promise<Uint8Array | undefined> {
  if (Number(request.headers['content-length'] ?? 0) > droppedBytes) return undefined;
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    request.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length <= bodyCapBytes) chunks.push(chunk);
      else if (length > droppedBytes) resolve(undefined);
    });
    request.on('end', () => resolve(length > bodyCapBytes ? undefined : Buffer.concat(chunks, length)));
    request.on('error', () => reject(new CutShort()));
    request.on('close', () => request.complete || reject(new CutShort()));
  });
}

function refuseMethod(response: ServerResponse, allow: string): void {
  answer(response, 405, { error: 'method not allowed' }, { allow });
}

function answer(response: ServerResponse, status: number, body: object, headers: Record<string, string> = {}): void {
  const text = JSON.stringify(body);
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text), ...headers });
  response.end(text);
}

function cannotListen(host: string, port: number, error: NodeJS.ErrnoException): SetupError {
  const why: Record<string, string> = {
    EADDRINUSE: `port ${port} is taken by another program`,
    EACCES: `port ${port} needs more rights`,
    EADDRNOTAVAIL: `this machine has no address ${host}`,
  };
  return new SetupError(
    'listen',
    `Cannot listen on ${host}:${port}: ${why[error.code ?? ''] ?? error.code ?? 'unknown reason'}`,
    {
      suggestions: ['Set PORT (and HOST) to a free one, or end the other program.'],
      cause: error,
    },
  );
}
