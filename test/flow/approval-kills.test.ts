import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { builtInPhrases } from '../../src/core/phrases/phrases.ts';
import { customer } from './dialogue.ts';
import { openFleet } from './fleet.ts';
import { phoneOf } from './messenger.ts';
import { School } from './school.ts';
import { throwsOf } from './throws.ts';
import { openWorld, until, type World, type WorldOptions } from './world.ts';

const { awaitsOwner, confirmed, personFollows, unsure } = builtInPhrases.ru;
const done = confirmed.replace('{what}', '• time: 15:00');
const lost = `${unsure} ${personFollows}`;
const owners = [customer(901), customer(902)];

const { rounds, timeout, dice } = throwsOf('APPROVAL', 2, 6);

const options: WorldOptions = {
  env: {
    WABOT_QUIET_MS: '20',
    WABOT_OWNERS: owners.map(phoneOf).join(','),
    WABOT_TOOLS: 'tools.yaml',
  },
  greenApi: { latencyMs: dice(30), redeliverMs: 100 },
  openAi: { answer: () => ({ name: 'book_lesson', arguments: { time: '15:00' } }) },
};

/** Both owners agree to every draft of which they hear, at the same time, until told to stop. */
async function agreeing(world: World, signal: AbortSignal): Promise<void> {
  const agreed = new Set<string>();
  while (!signal.aborted) {
    const all = owners.flatMap((owner) => world.heardBy(owner));
    for (const text of all) {
      const number = /^№(\d+) /.exec(text)?.[1];
      if (number === undefined || agreed.has(number) || !text.includes('book_lesson')) continue;
      agreed.add(number);
      for (const owner of owners) world.greenApi.say(owner, `1 #${number}`);
    }
    await sleep(10);
  }
}

/** What customers heard, and how often each was booked. */
function outcome(world: World, school: School, customers: readonly string[]): unknown {
  const times = (chat: string): number =>
    school.booked.filter((phone) => phone === phoneOf(chat)).length;
  const [first, ...second] = [0, 1].map((index) =>
    customers.map((chat) => world.heardBy(chat)[index]),
  );
  return {
    twice: customers.filter((chat) => times(chat) > 1),
    unasked: first?.filter((text) => text !== awaitsOwner),
    untold: second.flat().filter((text) => text !== done && text !== lost),
    more: customers.filter((chat) => world.heardBy(chat).length > 2),
    inVain: customers.filter((chat) => times(chat) === 0 && world.heardBy(chat)[1] === done),
  };
}

const right = { twice: [], unasked: [], untold: [], more: [], inVain: [] };

describe('what two owners agree to at once while processes are killed', () => {
  it('is done once each, and told as it is', { timeout }, async () => {
    let asked = 0;
    await using school = await School.open(() => (asked += 1) % 10 === 0);
    await using world = await openWorld({ ...options, idle: true });
    await school.describe(world.folder, '\n    confirm: owner');
    const customers: string[] = [];
    const end = new AbortController();
    const owning = agreeing(world, end.signal);
    for (let round = 0; round < rounds; round += 1) {
      const running = await world.spawn();
      const chats = [0, 1, 2, 3].map((each) => customer(10 + round * 4 + each));
      for (const chat of chats) world.greenApi.say(chat, 'Запишите меня на 15:00');
      customers.push(...chats);
      await sleep(200 + dice(600)());
      await running.stop('SIGKILL');
      world.bring(undefined);
    }
    await world.spawn();
    await until(() => expect(outcome(world, school, customers)).toEqual(right));
    end.abort();
    await owning;
  });

  it('is so with three processes on one Redis', { timeout }, async () => {
    let asked = 0;
    await using school = await School.open(() => (asked += 1) % 10 === 0);
    await using fleet = await openFleet(0, options);
    const { world } = fleet;
    await school.describe(world.folder, '\n    confirm: owner');
    for (let count = 0; count < 3; count += 1) await fleet.grow();
    const customers: string[] = [];
    const end = new AbortController();
    const owning = agreeing(world, end.signal);
    for (let round = 0; round < rounds; round += 1) {
      const chats = [0, 1, 2, 3].map((each) => customer(10 + round * 4 + each));
      for (const chat of chats) world.greenApi.say(chat, 'Запишите меня на 15:00');
      customers.push(...chats);
      await sleep(200 + dice(600)());
      await fleet.kill();
      await fleet.grow();
    }
    await until(() => expect(outcome(world, school, customers)).toEqual(right));
    end.abort();
    await owning;
  });
});
