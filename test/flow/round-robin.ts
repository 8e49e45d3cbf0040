import {
  createServer,
  request,
  type ClientRequest,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';

/** A load balancer as small as can be: each call goes to the next backend; one that does not answer is a 502. */
export class RoundRobin implements AsyncDisposable {
  readonly port: number;
  readonly #close: () => Promise<void>;
  readonly #ports: number[];
  readonly #underWay = new Map<ClientRequest, number>();
  #next = 0;

  constructor(port: number, ports: number[], close: () => Promise<void>) {
    this.port = port;
    this.#ports = ports;
    this.#close = close;
  }

  static async start(): Promise<RoundRobin> {
    const ports: number[] = [];
    let balancer: RoundRobin | undefined;
    const server = createServer((call, answer) => balancer?.forward(call, answer));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    balancer = new RoundRobin((server.address() as AddressInfo).port, ports, async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    });
    return balancer;
  }

  add(port: number): void {
    this.#ports.push(port);
  }

  remove(port: number): void {
    const index = this.#ports.indexOf(port);
    if (index !== -1) this.#ports.splice(index, 1);
  }

  /** Gives calls under way to a backend up, as when it no longer answers the questions of its health. */
  cut(port: number): void {
    this.remove(port);
    for (const [passed, to] of this.#underWay) if (to === port) passed.destroy();
  }

  /** Hands a call to the next backend. */
  forward(call: IncomingMessage, answer: ServerResponse): void {
    this.#next += 1;
    const port = this.#ports[this.#next % Math.max(1, this.#ports.length)] ?? 9;
    const passed = forward(call, answer, port);
    this.#underWay.set(passed, port);
    passed.on('close', () => this.#underWay.delete(passed));
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#close();
  }
}

function forward(call: IncomingMessage, answer: ServerResponse, port: number): ClientRequest {
  const failed = (): void =>
    void (answer.headersSent ? answer.destroy() : answer.writeHead(502).end());
  const { method, url: path, headers } = call;
  const passed = request({ host: '127.0.0.1', port, method, path, headers }, (response) => {
    answer.writeHead(response.statusCode ?? 502, response.headers);
    response.pipe(answer);
    response.on('error', failed);
  });
  passed.on('error', failed);
  call.pipe(passed);
  return passed;
}
