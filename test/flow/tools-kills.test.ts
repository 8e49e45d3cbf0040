import { once as event } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { builtInPhrases } from '../../src/core/phrases/phrases.ts';
import { customer } from './dialogue.ts';
import { openWorld, until, type World } from './world.ts';

const claim = 'Готово, вы записаны, я записал вас на урок.';
const { unsure } = builtInPhrases.ru;

/** A school's own service: books lessons, and loses every so many answers. */
class School implements AsyncDisposable {
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

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await event(this.#server, 'close');
  }
}

/** A world whose model books where it is asked to, and says so whatever came of it. */
async function openSchoolWorld(school: School): Promise<World> {
  const world = await openWorld({
    idle: true,
    env: { WABOT_QUIET_MS: '20', WABOT_OWNERS: '+77009000001', WABOT_TOOLS: 'tools.yaml' },
    greenApi: { latencyMs: () => Math.random() * 30, redeliverMs: 100 },
    openAi: {
      answer({ messages }) {
        const { role } = messages.at(-1) ?? {};
        if (role !== 'user') return claim;
        return { name: 'book_lesson', arguments: { time: '15:00' } };
      },
    },
  });
  const tools = `tools:
  - name: book_lesson
    description: Books a lesson for the customer.
    effect: write
    parameters:
      type: object
      required: [time]
      properties: { time: { type: string } }
    http:
      method: POST
      url: ${school.url}/lessons
      body: { phone: "{customer.phone}", time: "{time}" }
`;
  await writeFile(join(world.folder, 'tools.yaml'), tools);
  return world;
}

const phoneOf = (chat: string): string => chat.split('@')[0] ?? '';

/** What customers heard, and how often each was booked. */
function outcome(world: World, school: School, customers: readonly string[]): unknown {
  const heard = customers.map((chat) => world.heardBy(chat));
  const times = (chat: string): number =>
    school.booked.filter((phone) => phone === phoneOf(chat)).length;
  return {
    twice: customers.filter((chat) => times(chat) > 1).length,
    silent: heard.filter((texts) => texts.length === 0).length,
    answeredTwice: heard.filter((texts) => texts.length > 1).length,
    toldInVain: customers.filter(
      (chat, index) => times(chat) === 0 && heard[index]?.includes(claim),
    ).length,
    odd: heard.flat().filter((text) => text !== claim && !text.startsWith(unsure)).length,
  };
}

describe('bookings while processes are killed and answers are lost', () => {
  it('are made once each, and told as they are', { timeout: 300_000 }, async () => {
    let asked = 0;
    await using school = await School.open(() => (asked += 1) % 10 === 0);
    await using world = await openSchoolWorld(school);
    const customers: string[] = [];
    for (let round = 0; round < 8; round += 1) {
      const running = await world.spawn();
      const chats = Array.from({ length: 15 }, (_, each) => customer(100 + round * 15 + each));
      for (const [index, chat] of chats.entries()) {
        const id = world.greenApi.say(chat, 'Запишите меня на урок в 15:00');
        if (index % 3 === 0) world.greenApi.repeat(id);
      }
      customers.push(...chats);
      await sleep(150 + Math.random() * 500);
      await running.stop('SIGKILL');
      world.bring(undefined);
    }
    await world.spawn();
    const right = { twice: 0, silent: 0, answeredTwice: 0, toldInVain: 0, odd: 0 };
    await until(() => expect(outcome(world, school, customers)).toEqual(right));
    expect(school.booked.length).toBeGreaterThan(60);
  });
});
