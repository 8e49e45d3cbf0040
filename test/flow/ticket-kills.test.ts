import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { once as event } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { customer } from './dialogue.ts';
import { openFleet } from './fleet.ts';
import { phoneOf } from './messenger.ts';
import { throwsOf } from './throws.ts';
import { openWorld, until, type World, type WorldOptions } from './world.ts';

const owners = [customer(901), customer(902)];

const { rounds, timeout, dice } = throwsOf('TICKET', 2, 5);

/** An address of the owners' own, which takes its time: the ids under which it was told of each number, once for each call. */
class Receiver implements AsyncDisposable {
  readonly told = new Map<string, string[]>();
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async open(): Promise<Receiver> {
    const server = createServer();
    const receiver = new Receiver(server);
    server.on('request', (request, response) => void receiver.#hear(request, response));
    server.listen(0, '127.0.0.1');
    await event(server, 'listening');
    return receiver;
  }

  async #hear(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const [number] = /№\d+/.exec(Buffer.concat(parts).toString()) ?? [];
    const ids = this.told.get(number ?? '') ?? [];
    // A busy machine may be told of other things, too.
    if (number !== undefined)
      this.told.set(number, [...ids, String(request.headers['webhook-id'])]);
    await sleep(dice(60)());
    response.end('{}');
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await event(this.#server, 'close');
  }
}

function slowly(receiver: Receiver): WorldOptions {
  return {
    env: {
      WABOT_QUIET_MS: '20',
      WABOT_OWNERS: owners.map((chat) => `+${phoneOf(chat)}`).join(','),
      WABOT_ALERT_WEBHOOK: receiver.url,
      WABOT_ALERT_SECRET: `whsec_${Buffer.alloc(32, 7).toString('base64')}`,
    },
    greenApi: { latencyMs: dice(40), redeliverMs: 100 },
  };
}

/** Numbers of the tickets that reached a chat, in order. */
function ticketsIn(world: World, chat: string): string[] {
  return world.heardBy(chat).flatMap((text) => /^№\d+/.exec(text) ?? []);
}

/**
 * Numbers of the tickets that were told so far: in each owner's chat, and to the webhook with how many ids each had; and of the
 * customers how many heard so many messages.
 */
function told(world: World, receiver: Receiver, customers: readonly string[]): unknown {
  const inOrder = (found: readonly string[]): string[] =>
    found.toSorted((one, other) => Number(one.slice(1)) - Number(other.slice(1)));
  const ids = [...receiver.told].map(([number, each]) => `${number} ${new Set(each).size}`);
  return {
    owners: owners.map((owner) => inOrder(ticketsIn(world, owner))),
    webhook: ids.toSorted(
      (one, other) => Number.parseInt(one.slice(1)) - Number.parseInt(other.slice(1)),
    ),
    heard: customers.map((chat) => world.heardBy(chat).length),
  };
}

/** Each customer has one ticket, told once by WhatsApp to each owner and under one id to the webhook. */
function once(customers: readonly string[]): unknown {
  const numbers = customers.map((_, index) => `№${index + 1}`);
  return {
    owners: owners.map(() => numbers),
    webhook: numbers.map((number) => `${number} 1`),
    heard: customers.map(() => 1),
  };
}

describe('wishes for a person while processes are killed', () => {
  it('become one ticket each, told once by every route', { timeout }, async () => {
    await using receiver = await Receiver.open();
    await using world = await openWorld({ idle: true, ...slowly(receiver) });
    const customers: string[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const running = await world.spawn();
      const chats = [0, 1, 2].map((each) => customer(10 + round * 3 + each));
      for (const chat of chats) world.greenApi.say(chat, 'Позовите человека, пожалуйста');
      customers.push(...chats);
      await sleep(dice(400)());
      await running.stop('SIGKILL');
      world.bring(undefined);
    }
    await world.spawn();
    await until(() => expect(told(world, receiver, customers)).toEqual(once(customers)));
  });

  it('do so with three processes on one Redis', { timeout }, async () => {
    await using receiver = await Receiver.open();
    await using fleet = await openFleet(3, slowly(receiver));
    const { world } = fleet;
    const customers: string[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const chats = [0, 1, 2].map((each) => customer(10 + round * 3 + each));
      for (const chat of chats) world.greenApi.say(chat, 'Позовите человека, пожалуйста');
      customers.push(...chats);
      await sleep(dice(400)());
      await fleet.kill();
      await fleet.grow();
    }
    await until(() => expect(told(world, receiver, customers)).toEqual(once(customers)));
  });
});
