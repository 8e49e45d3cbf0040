import { once as event } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** A school's own service: books lessons, and loses every so many answers. */
export class School implements AsyncDisposable {
  /** The phones of those who were booked, once for each booking. */
  readonly booked: string[] = [];
  readonly #server: Server;
  readonly #loses: () => boolean;

  private constructor(server: Server, loses: () => boolean) {
    this.#server = server;
    this.#loses = loses;
  }

  static async open(loses: () => boolean): Promise<School> {
    const server = createServer();
    const school = new School(server, loses);
    server.on('request', (request, response) => void school.#hear(request, response));
    server.listen(0, '127.0.0.1');
    await event(server, 'listening');
    return school;
  }

  async #hear(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const { phone } = JSON.parse(Buffer.concat(parts).toString()) as { phone: string };
    this.booked.push(phone);
    await sleep(Math.random() * 60);
    if (this.#loses()) response.destroy();
    else response.end('{"ok":true}');
  }

  /** Writes a tools.yaml into this folder, with which the bot books here; `more`: lines of the function. */
  async describe(folder: string, more = ''): Promise<void> {
    const tools = `tools:
  - name: book_lesson
    description: Books a lesson for the customer.
    effect: write${more}
    parameters:
      type: object
      required: [time]
      properties: { time: { type: string } }
    http:
      method: POST
      url: ${this.url}/lessons
      body: { phone: "{customer.phone}", time: "{time}" }
`;
    await writeFile(join(folder, 'tools.yaml'), tools);
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await event(this.#server, 'close');
  }
}
