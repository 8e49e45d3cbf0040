import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { AccessRules } from './access.ts';
import type { Housed } from '../console-calls/console-parts.ts';
import type { OwnerConsole } from './owner-console.ts';

const { createServer } = process.getBuiltinModule('node:http');

/** Connections of a port of its own, and how long a caller may take for its headers and for all of a request, milliseconds. */
const mostConnections = 200;
const limits = {
  headersTimeout: 5_000,
  requestTimeout: 30_000,
  connectionsCheckingInterval: 1_000,
};

/** The page's port is for this machine. */
const host = '127.0.0.1';

export interface ConsoleDoorOptions extends Housed {
  /** WABOT_ADMIN_TOKEN; undefined: there is no page. */
  token: string | undefined;
  /** WABOT_CONSOLE. */
  isWanted: boolean;
  rules: AccessRules;
  /** What to do when the port cannot be had. */
  cannotListen(host: string, port: number, error: Error, setting: 'CONSOLE_PORT'): Error;
}

/** Where the owner's page is entered. Nothing of the page is loaded before somebody asks for it. */
export class ConsoleDoor {
  readonly #options: ConsoleDoorOptions & { token: string };
  #console: Promise<OwnerConsole> | undefined;
  #server: Server | undefined;

  private constructor(options: ConsoleDoorOptions & { token: string }) {
    this.#options = options;
  }

  /** Undefined: there is no page by the settings. */
  static of(options: ConsoleDoorOptions): ConsoleDoor | undefined {
    const { token, isWanted } = options;
    return token === undefined || !isWanted ? undefined : new ConsoleDoor({ ...options, token });
  }

  /** Whether a path is the page's. */
  static leadsTo(path: string): boolean {
    return path === '/console' || path.startsWith('/console/');
  }

  /** Answers a request for the page. Rejects when it cannot. */
  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.#console ??= this.#load().catch((error: unknown) => {
      // As when too many files are open: the next one may have more luck.
      this.#console = undefined;
      throw error;
    });
    await (await this.#console).answer(request, response);
  }

  /** Takes a port of its own on this machine. Resolves with where it is; rejects when the port cannot be had. */
  async listen(port: number): Promise<AddressInfo> {
    const server = createServer(limits, (request, response) => this.#take(request, response));
    server.maxConnections = mostConnections;
    this.#server = server;
    await new Promise<void>((resolve, reject) => {
      server.once('error', (error) =>
        reject(this.#options.cannotListen(host, port, error, 'CONSOLE_PORT')),
      );
      server.listen({ port, host }, resolve);
    });
    return server.address() as AddressInfo;
  }

  async close(): Promise<void> {
    const server = this.#server;
    (await this.#console?.catch(() => undefined))?.close();
    if (!server) return;
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeAllConnections();
    await closed;
  }

  #take(request: IncomingMessage, response: ServerResponse): void {
    const [path = ''] = (request.url ?? '').split('?');
    if (path === '/') return void response.writeHead(302, { location: '/console' }).end();
    if (!ConsoleDoor.leadsTo(path)) return void response.writeHead(404).end();
    this.answer(request, response).catch((error: unknown) => {
      this.#options.opened.log.error('request-failed', { error });
      if (response.headersSent) response.destroy();
      else response.writeHead(503).end();
    });
  }

  async #load(): Promise<OwnerConsole> {
    const { OwnerConsole: Page } = await import('./owner-console.ts');
    return Page.open(this.#options);
  }
}
