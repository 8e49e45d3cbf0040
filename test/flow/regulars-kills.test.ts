import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import { Customers } from '../../src/core/customers/customers.ts';
import { History } from '../../src/core/history/history.ts';
import { keepingLog, openFile } from '../core/memories.ts';
import { customer, dialogueOf, echo } from './dialogue.ts';
import { throwsOf } from './throws.ts';
import { openWorld, type World, type WorldOptions } from './world.ts';

const { rounds, timeout, dice } = throwsOf('REGULARS', 2, 6);

/** Of so many processes that died over one chat the next gives it up: so often it is paid for without an end, and once with one. */
const mostPaid = 4;

/** The claim of a process that was killed ends after its longest answer and ten seconds. */
const patience = { timeout: 60_000, interval: 50 };

const forbidden = 'Аллергия на фундук';

/** A model that notes the name it reads, something that was bought, and what must not be kept; it takes its time. */
const slowly: WorldOptions = {
  env: {
    WABOT_QUIET_MS: '20',
    WABOT_TURN_TIMEOUT_MS: '2000',
    WABOT_HISTORY_TTL: '1h',
    WABOT_CUSTOMER_QUIET: '1s',
  },
  greenApi: { latencyMs: dice(20), redeliverMs: 100 },
  openAi: {
    answer: async (request) => {
      if (dialogueOf(request).system.includes('</business>')) return echo(request);
      await sleep(100 + dice(400)());
      const [name] = namesIn(request);
      return `name: ${name}\n- Хочет медовик на 2 кг\n- ${forbidden}\n- Карта 4400 4301 2345 6789\n- Телефон сестры +7 705 111 22 33`;
    },
  },
};

function namesIn(request: Parameters<typeof dialogueOf>[0]): string[] {
  return JSON.stringify(request.messages).match(/Айгуль[а-т]/g) ?? [];
}

/** How often facts were asked for, by the customer's name. */
function paid(world: World): Map<string, number> {
  const names = world.openAi.requests.flatMap(({ chat }) =>
    chat && !dialogueOf(chat).system.includes('</business>') ? namesIn(chat).slice(0, 1) : [],
  );
  return new Map(names.map((name) => [name, names.filter((one) => one === name).length]));
}

/** What is known of each customer, as another process reads it. */
async function known(world: World, chats: readonly string[]): Promise<unknown[]> {
  const memory = openFile(join(world.folder, 'data', 'memory.db'));
  const options = { ttlMs: 3_600_000, log: keepingLog() };
  const customers = new Customers(memory, options);
  const history = new History(memory, { ...options, limit: 20, customers });
  try {
    return await Promise.all(
      chats.map(async (chat) => {
        const { name, facts = [] } = (await customers.read(chat)) ?? {};
        return { name: name?.text, facts: facts.map(({ text }) => text) };
      }),
    );
  } finally {
    await history.close();
  }
}

describe('customers who are looked through while processes are killed', () => {
  it(
    'are each known once they went quiet, without what must not be kept',
    { timeout },
    async () => {
      await using world = await openWorld({ idle: true, ...slowly });
      const chats = Array.from({ length: rounds * 3 }, (_, at) => customer(at + 1));
      const nameOf = (chat: string): string => `Айгуль${'абвгдежзиклмнопрст'[chats.indexOf(chat)]}`;
      for (let round = 0; round < rounds; round += 1) {
        const running = await world.spawn();
        const said = chats.slice(round * 3, round * 3 + 3);
        for (const chat of said)
          world.greenApi.say(chat, `Здравствуйте, я ${nameOf(chat)}, нужен торт`);
        for (const chat of said) await world.replies(chat);
        // One chat is looked through after the other, each for up to half a second, a second after its answer.
        await sleep(1000 + dice(1500)());
        await running.stop('SIGKILL');
        world.bring(undefined);
      }
      await world.spawn();
      const facts = ['Хочет медовик на 2 кг'];
      await vi.waitFor(
        async () =>
          expect(await known(world, chats)).toEqual(
            chats.map((chat) => ({ name: nameOf(chat), facts })),
          ),
        patience,
      );
      expect([...paid(world).values()].filter((times) => times > mostPaid)).toEqual([]);
      const written = await world.written();
      expect(
        written.filter(({ text }) => text.includes(forbidden)).map(({ path }) => path),
      ).toEqual([]);
    },
  );
});
