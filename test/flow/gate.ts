import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** Stands before a server on loopback and holds calls back while it is closed. */
export class Gate implements AsyncDisposable {
  readonly #server: Server;
  readonly #behind: string;
  #opened: Promise<void> = Promise.resolve();
  #open: () => void = () => {};
  #held: () => void = () => {};

  private constructor(behind: string) {
    this.#behind = behind;
    this.#server = createServer(
      (request, response) => void this.#pass(request, response).catch(() => response.destroy()),
    );
  }

  /** An open gate before the server with this address. */
  static async before(behind: string): Promise<Gate> {
    const gate = new Gate(behind);
    await new Promise<void>((resolve) => gate.#server.listen(0, '127.0.0.1', resolve));
    return gate;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** From now on calls wait. Resolves when the first one does. */
  close(): Promise<void> {
    ({ promise: this.#opened, resolve: this.#open } = Promise.withResolvers<void>());
    return new Promise((resolve) => (this.#held = resolve));
  }

  /** Lets everything through. */
  open(): void {
    this.#open();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#open();
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = 'GET', url = '/', headers } = request;
    const body = await buffer(request);
    this.#held();
    await this.#opened;
    const { 'content-type': type = '', authorization = '' } = headers;
    const passed = {
      method,
      headers: { 'content-type': type, authorization },
      ...(body.length > 0 ? { body } : {}),
    };
    const answer = await fetch(this.#behind + url, passed);
    response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' });
    response.end(Buffer.from(await answer.arrayBuffer()));
  }
}
