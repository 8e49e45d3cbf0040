import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** A line to a server that a test can cut just when an answer comes back: what was asked is done, and nobody hears of it. */
export class Proxy implements AsyncDisposable {
  readonly port: number;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #losing: string | undefined;
  #lost = 0;

  constructor(server: Server, port: number) {
    this.#server = server;
    this.port = port;
  }

  static async to(target: number): Promise<Proxy> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const proxy = new Proxy(server, (server.address() as AddressInfo).port);
    server.on('connection', (near) => proxy.#join(near, connect(target, '127.0.0.1')));
    return proxy;
  }

  /** How many answers got lost. */
  get lost(): number {
    return this.#lost;
  }

  /** The answer to the next call that holds this text gets lost, and its connection with it. */
  loseAnswerTo(text: string): void {
    this.#losing = text;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #join(near: Socket, far: Socket): void {
    let isLost = false;
    for (const socket of [near, far]) {
      this.#sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => {
        this.#sockets.delete(socket);
        for (const other of [near, far]) other.destroy();
      });
    }
    near.on('data', (asked: Buffer) => {
      if (this.#losing !== undefined && asked.includes(this.#losing)) {
        this.#losing = undefined;
        isLost = true;
      }
      far.write(asked);
    });
    far.on('data', (answer: Buffer) => {
      if (!isLost) return void near.write(answer);
      this.#lost += 1;
      near.destroy();
    });
  }
}
