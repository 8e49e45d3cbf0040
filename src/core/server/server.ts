import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Bot } from '../bot/bot.ts';
import { ConsoleDoor } from '../console/console-door.ts';
import { callerLimits, type CallerLimits } from './caller-limits.ts';
import { cannotListen } from './cannot-listen.ts';
import { connectionLimits, Connections, type ConnectionLimits } from './connections.ts';
import {
  answer,
  pathOf,
  refusedShape,
  refuseMethod,
  refuseUnauthorized,
  wantsKeepAlive,
} from './http-answer.ts';
import type { Channel } from '../kinds/channel.ts';
import type { Log } from '../log.ts';
import { openFilesLimit } from '../files/open-files.ts';
import type { Look } from '../metrics/figures.ts';
import type { Readiness } from '../health/readiness.ts';
import { Bodies, bodyLimits, CutShort, type BodyLimits, type RefusedBody } from './request-body.ts';
import { ThrottledLog } from './throttled-log.ts';
import type { TestConnection } from '../checks/test-connection.ts';
import type { WebhookTrust } from './webhook-trust.ts';

/** Not imported: an import reads all that `node:http` exports, and so loads Node's own undici beside ours, which takes 1 MB. */
const { createServer } = process.getBuiltinModule('node:http');

/** As many may wait in the system for being taken; with Node's own 511 a burst of strangers would keep the vendor out for seconds. */
const waitingConnections = 4096;

export interface ServerDependencies {
  bot: Pick<Bot, 'accept' | 'readiness'>;
  channel: Pick<Channel, 'receive'>;
  /** Whom the webhook believes, and where it listens. */
  trust: WebhookTrust;
  /** Answers `GET /test-connection`, which does not exist without it. */
  testConnection?: Pick<TestConnection, 'answer'> | undefined;
  /** Answers `/console` and what is below it, which do not exist without it. */
  page?: Pick<ConsoleDoor, 'answer'> | undefined;
  /** Answers `GET /metrics`, which does not exist without it. */
  metrics?: Look | undefined;
  log: Log;
  /** 0 takes a free port. */
  port: number;
  limits?: Partial<CallerLimits & { connections: ConnectionLimits; bodies: BodyLimits }>;
}

/** The HTTP side: `POST /webhook`, `GET /health`, `GET /ready`, `GET /test-connection`, `GET /metrics`, and the door to the owner's page. */
export class WebhookServer {
  readonly #server: Server;
  readonly #parts: ServerDependencies;
  readonly #connections: Connections;
  readonly #bodies: Bodies;
  readonly #strangers: ThrottledLog<{ reason: string }>;
  #readiness: Promise<Readiness> | undefined;
  #refusing = false;

  constructor(parts: ServerDependencies) {
    const {
      connections = connectionLimits(openFilesLimit()),
      bodies = bodyLimits,
      ...limits
    } = parts.limits ?? {};
    const crowd = new ThrottledLog<object>((told) =>
      parts.log.warn('connections-full', { ...told, ...connections }),
    );
    this.#parts = parts;
    this.#strangers = new ThrottledLog((told) => parts.log.warn('webhook-unauthorized', told));
    this.#connections = new Connections(connections, () => crowd.add({}));
    this.#bodies = new Bodies(bodies);
    // A call without a host is refused below: by Node it would not be counted.
    this.#server = createServer({ ...callerLimits, requireHostHeader: false, ...limits });
    this.#server.on('connection', (socket) => this.#connections.opened(socket));
    this.#server.on('request', (request, response) => this.#take(request, response, false));
    this.#server.on('checkContinue', (request, response) => this.#take(request, response, true));
  }

  /** Resolves with the address once connections are taken; rejects with a SetupError when the port cannot be had. */
  async listen(): Promise<AddressInfo> {
    const { port, trust } = this.#parts;
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', (error) => reject(cannotListen(trust.host, port, error)));
      this.#server.listen({ port, host: trust.host, backlog: waitingConnections }, resolve);
    });
    return this.#server.address() as AddressInfo;
  }

  /** From now on every webhook call hears 503, so that the vendor brings it again later. */
  refuse(): void {
    this.#refusing = true;
  }

  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    this.#server.closeAllConnections();
    await closed;
  }

  /** `waits`: the caller sends the body when it is asked to (100 Continue), which only one that is believed is. */
  #take(request: IncomingMessage, response: ServerResponse, waits: boolean): void {
    const { socket } = request;
    if (!this.#connections.begin(socket)) return;
    response.once('close', () => this.#connections.end(socket, !response.shouldKeepAlive));
    // Whether the body still comes is for the caller to decide, so nothing else can come on this connection.
    if (waits || !this.#connections.outlivesCall(socket)) response.shouldKeepAlive = false;
    this.#route(request, response, waits).catch((error: unknown) => this.#fail(response, error));
  }

  async #route(request: IncomingMessage, response: ServerResponse, waits: boolean): Promise<void> {
    const { method, url = '/' } = request;
    const refused = refusedShape(request);
    if (refused) return answer(response, refused.status, { error: refused.error });
    const path = pathOf(url);
    if (path === '/webhook' && method !== 'POST') return refuseMethod(response, 'POST');
    if (path === '/webhook') return this.#webhook(request, response, waits);
    if (this.#parts.page && ConsoleDoor.leadsTo(path))
      return this.#parts.page.answer(request, response);
    const look = this.#look(path);
    if (!look) return answer(response, 404, { error: 'not found' });
    if (method !== 'GET' && method !== 'HEAD') return refuseMethod(response, 'GET, HEAD');
    return look(response, request);
  }

  /** What answers at a path where there is something to look at. */
  #look(path: string): Look | undefined {
    const { testConnection } = this.#parts;
    if (path === '/metrics') return this.#parts.metrics;
    if (path === '/health') return (response) => answer(response, 200, { status: 'alive' });
    if (path === '/ready') return (response) => this.#ready(response);
    if (path !== '/test-connection' || !testConnection) return undefined;
    return async (response, request) => {
      const report = await testConnection.answer(request.headers.authorization);
      if (!report) return refuseUnauthorized(response);
      return answer(response, report.level === 'problem' ? 503 : 200, report);
    };
  }

  /** Those who ask at the same time share one look. */
  async #ready(response: ServerResponse): Promise<void> {
    this.#readiness ??= this.#parts.bot.readiness().finally(() => (this.#readiness = undefined));
    const { detail = [], journal, ...state } = await this.#readiness;
    const all = [...detail, this.#parts.trust.notice].filter((line) => line !== undefined);
    const noted = all.length > 0 ? { detail: all } : {};
    answer(response, state.ready ? 200 : 503, { ...state, ...noted, journal });
  }

  async #webhook(
    request: IncomingMessage,
    response: ServerResponse,
    waits: boolean,
  ): Promise<void> {
    const later = { connection: 'close', 'retry-after': '10' };
    if (this.#refusing) return answer(response, 503, { error: 'stopping' }, later);
    const reason = this.#parts.trust.refusal(request);
    if (reason !== undefined) return this.#refuseStranger(response, reason);
    const { whom } = this.#parts.trust;
    if (whom === 'token' || whom === 'local') this.#believe(request, response, waits);
    if (waits) response.writeContinue();
    return this.#bodies.with(request, (body) => this.#receive(request, response, body));
  }

  async #receive(
    request: IncomingMessage,
    response: ServerResponse,
    body: Uint8Array | RefusedBody,
  ): Promise<void> {
    if (body === 'too large') return answer(response, 413, { error: body });
    if (body === 'no room') return answer(response, 503, { error: body }, { 'retry-after': '10' });
    const { bot, channel, trust, log } = this.#parts;
    const received = channel.receive({ headers: request.headers, body });
    if (received.type === 'unauthorized') return this.#refuseStranger(response, received.reason);
    if (trust.whom === 'channel' || trust.whom === 'open') this.#believe(request, response, false);
    try {
      await bot.accept(received, body);
    } catch (error) {
      log.error('webhook-not-stored', { error });
      return answer(response, 503, { error: 'cannot be stored now' }, { 'retry-after': '10' });
    }
    return answer(response, 200, {});
  }

  /** Keeps the connection of somebody who is believed, as far as the caller wants that. */
  #believe(request: IncomingMessage, response: ServerResponse, waits: boolean): void {
    this.#connections.prove(request.socket);
    response.shouldKeepAlive = !waits && wantsKeepAlive(request);
  }

  #refuseStranger(response: ServerResponse, reason: string): void {
    this.#strangers.add({ reason });
    refuseUnauthorized(response);
  }

  #fail(response: ServerResponse, error: unknown): void {
    if (error instanceof CutShort) return void response.destroy();
    this.#parts.log.error('request-failed', { error });
    if (response.headersSent) response.destroy();
    else answer(response, 503, { error: 'failed' });
  }
}
