import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { builtInPhrases } from '../../src/core/phrases/phrases.ts';
import { customer } from './dialogue.ts';
import { phoneOf } from './messenger.ts';
import { School } from './school.ts';
import { openWorld, until, type World } from './world.ts';

const claim = 'Готово, вы записаны, я записал вас на урок.';
const { unsure } = builtInPhrases.ru;

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
  await school.describe(world.folder);
  return world;
}

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
