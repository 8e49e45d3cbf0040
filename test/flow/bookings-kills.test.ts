import { once as event } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import type { Case } from '../../src/core/kinds/cases.ts';
import { externalId } from '../../src/core/requests/new-request.ts';
import type { BookingLedger, BookingRow } from '../../src/plugins/calendar/booking-ledger.ts';
import { RedisLedger } from '../../src/plugins/calendar/redis-ledger.ts';
import { SqliteLedger } from '../../src/plugins/calendar/sqlite-ledger.ts';
import { connect } from '../plugins/redis/server.ts';
import { customer } from './dialogue.ts';
import { openFleet } from './fleet.ts';
import { lookOnRedis } from './look-on-redis.ts';
import { openWorld, type World, type WorldOptions } from './world.ts';

/** How often processes are killed: a few times, and many where there is time for it. */
const rounds = process.env['CI'] === 'true' ? 12 : 2;

/** In each round so many times are wanted, each by two customers, and so many requests are left. */
const perRound = 3;

/** Where requests go: an address that takes its time, and loses every third answer. */
class Desk implements AsyncDisposable {
  /** The ids of what arrived, once for each time. */
  readonly arrived: string[] = [];
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async open(): Promise<Desk> {
    const server = createServer();
    const desk = new Desk(server);
    server.on('request', (request, response) => void desk.#hear(request, response));
    server.listen(0, '127.0.0.1');
    await event(server, 'listening');
    return desk;
  }

  async #hear(request: IncomingMessage, response: ServerResponse): Promise<void> {
    for await (const _ of request) continue;
    this.arrived.push(String(request.headers['webhook-id']));
    await sleep(Math.random() * 60);
    if (this.arrived.length % 3 === 0) response.destroy();
    else response.end('{}');
  }

  get env(): Record<string, string> {
    const { port } = this.#server.address() as AddressInfo;
    return {
      WABOT_REQUESTS_WEBHOOK: `http://127.0.0.1:${port}/requests`,
      WABOT_REQUESTS_SECRET: `whsec_${Buffer.alloc(32, 7).toString('base64')}`,
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await event(this.#server, 'close');
  }
}

const plan = `services: [{ name: Стрижка, duration: 20m }]
staff: [{ name: Айгуль, hours: 24/7 }]
notice: 0
step: 20m
`;

/** A world of the sandbox's own model, which books and leaves requests by the bot's functions. */
function optionsFor(desk: Desk): WorldOptions {
  return {
    idle: true,
    env: {
      ...desk.env,
      WABOT_QUIET_MS: '20',
      WABOT_BOOKING: 'booking.yaml',
      WABOT_HOLIDAYS: 'none',
      WABOT_OWNERS: '77000000002',
    },
    greenApi: { latencyMs: () => Math.random() * 30, redeliverMs: 100 },
    openAi: { answer: () => undefined },
  };
}

/** What customers want in a round. */
class Wishes {
  readonly booking: string[] = [];
  readonly leaving: string[] = [];

  /** Has two customers each want the same times, and others leave a request; a third of it is brought twice. */
  say({ greenApi }: World, round: number): void {
    const first = 100 + round * perRound * 3;
    const say = (chat: string, text: string, index: number): void => {
      const id = greenApi.say(chat, text, { name: 'Айгерим' });
      if (index % 3 === 0) greenApi.repeat(id);
    };
    for (let index = 0; index < perRound; index += 1) {
      const minutes = 600 + 20 * (round * perRound + index);
      const time = `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
      for (const each of [0, 1]) {
        const chat = customer(first + index * 3 + each);
        this.booking.push(chat);
        say(chat, `Запишите меня на стрижку завтра в ${time}`, index);
      }
      const chat = customer(first + index * 3 + 2);
      this.leaving.push(chat);
      say(chat, 'Оставьте заявку: меня зовут Асель, хочу свадебную причёску', index);
    }
  }
}

interface Kept {
  bookings: readonly BookingRow[];
  requests: readonly Case[];
}

/** What is wrong; empty where all is well. */
function faults(world: World, desk: Desk, wishes: Wishes, { bookings, requests }: Kept): string[] {
  const taken = bookings.filter(({ state }) => state !== 'gone');
  const starts = taken.map(({ from }) => from);
  const all = [...wishes.booking, ...wishes.leaving];
  const heard = new Map(all.map((chat) => [chat, world.heardBy(chat)]));
  const says = (chat: string, words: string): boolean =>
    heard.get(chat)?.some((text) => text.includes(words)) ?? false;
  const own = (chat: string): number => taken.filter(({ visitor }) => visitor.chat === chat).length;
  const left = (chat: string): number => requests.filter((one) => one.chat === chat).length;
  const found: [string, readonly unknown[]][] = [
    ['silent', all.filter((chat) => heard.get(chat)?.length === 0)],
    ['answered twice', all.filter((chat) => (heard.get(chat)?.length ?? 0) > 1)],
    ['booked twice', starts.filter((from, index) => starts.indexOf(from) < index)],
    ['with two bookings', wishes.booking.filter((chat) => own(chat) > 1)],
    [
      'told in vain of a booking',
      wishes.booking.filter((chat) => says(chat, 'Записал вас') && own(chat) !== 1),
    ],
    ['left twice', wishes.leaving.filter((chat) => left(chat) > 1)],
    [
      'told in vain of a request',
      wishes.leaving.filter((chat) => says(chat, 'заявка оставлена') && left(chat) !== 1),
    ],
    [
      'requests that did not arrive',
      requests.filter(({ id }) => !desk.arrived.includes(externalId(id))),
    ],
  ];
  return found.flatMap(([name, list]) =>
    list.length === 0 ? [] : [`${name}: ${JSON.stringify(list)}`],
  );
}

interface Outcome {
  faults: string[];
  bookings: number;
  requests: number;
}

/** Every time was wanted by two, and one of them has it. */
const right: Outcome = { faults: [], bookings: rounds * perRound, requests: rounds * perRound };

/** What came of it once everybody has been answered and every request has arrived. */
async function outcomeOf(
  world: World,
  desk: Desk,
  wishes: Wishes,
  look: () => Promise<Kept>,
): Promise<Outcome> {
  const now = async (): Promise<Outcome> => {
    const kept = await look();
    const { bookings, requests } = kept;
    return {
      faults: faults(world, desk, wishes, kept),
      bookings: bookings.length,
      requests: requests.length,
    };
  };
  const options = { timeout: 120_000, interval: 100 };
  await vi.waitFor(async () => expect((await now()).faults).toEqual([]), options);
  // What would come twice comes late.
  await sleep(700);
  return now();
}

async function bookingsIn(ledger: BookingLedger): Promise<readonly BookingRow[]> {
  const rows = await ledger.list({});
  await ledger.close();
  return rows;
}

const ofRequests = (cases: Case[]): Case[] => cases.filter(({ kind }) => kind === 'request');

describe('bookings and requests while processes are killed', { timeout: 400_000 }, () => {
  it('are never doubled and never lost on SQLite', async () => {
    await using desk = await Desk.open();
    await using world = await openWorld(optionsFor(desk));
    await writeFile(join(world.folder, 'booking.yaml'), plan);
    const wishes = new Wishes();
    for (let round = 0; round < rounds; round += 1) {
      const running = await world.spawn();
      wishes.say(world, round);
      await sleep(100 + Math.random() * 600);
      await running.stop('SIGKILL');
      world.bring(undefined);
    }
    await world.spawn();
    const look = async (): Promise<Kept> => ({
      bookings: await bookingsIn(new SqliteLedger(join(world.folder, 'data'), Date.now)),
      requests: ofRequests(await world.journal((journal) => journal.cases.list())),
    });
    expect(await outcomeOf(world, desk, wishes, look)).toEqual(right);
  });

  it('are never doubled and never lost among three processes on one Redis', async () => {
    await using desk = await Desk.open();
    await using fleet = await openFleet(0, optionsFor(desk));
    const { world, redis } = fleet;
    await writeFile(join(world.folder, 'booking.yaml'), plan);
    for (let count = 0; count < 3; count += 1) await fleet.grow();
    const wishes = new Wishes();
    for (let round = 0; round < rounds; round += 1) {
      wishes.say(world, round);
      await sleep(100 + Math.random() * 600);
      await fleet.kill();
      await fleet.grow();
    }
    const look = async (): Promise<Kept> => ({
      bookings: await bookingsIn(new RedisLedger(() => connect(redis.url, 'wabot'), Date.now)),
      requests: ofRequests(await lookOnRedis(redis.url, (journal) => journal.cases.list())),
    });
    expect(await outcomeOf(world, desk, wishes, look)).toEqual(right);
  });
});
