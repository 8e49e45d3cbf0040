import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { customer, echo } from './dialogue.ts';
import { openFleet } from './fleet.ts';
import { openWorld, until, type World } from './world.ts';

const dice = (most: number) => (): number => Math.random() * most;

/** A model and a vendor that take their time, so that the owner's word may come at any moment of an answer. */
const slowly = {
  env: { WABOT_QUIET_MS: '20', LOG_LEVEL: 'info' },
  greenApi: { latencyMs: dice(40), redeliverMs: 100 },
  openAi: { thinkMs: dice(120), answer: echo },
};

/** When the report of this message heard 200, Unix milliseconds. */
function acknowledgedAt(world: World, id: string): number | undefined {
  const delivery = world.greenApi.deliveries.find(
    ({ notification, status }) => notification['idMessage'] === id && status === 200,
  );
  return delivery?.endedAt;
}

/** A customer asks, and the owner writes at some moment while that is answered. Resolves with the owner's message. */
async function interrupted(world: World, chat: string, most: number): Promise<string> {
  world.greenApi.say(chat, `Вопрос в ${chat}`);
  await sleep(dice(most)());
  return world.greenApi.phone.write(chat, `Ответ человека в ${chat}`);
}

/** What of the bot reached a customer by a request that began after the owner's word was acknowledged. */
function leaks(world: World, words: ReadonlyMap<string, string>): string[] {
  return [...words].flatMap(([chat, id]) => {
    const at = acknowledgedAt(world, id);
    if (at === undefined) return [`${chat}: the owner's word was never taken`];
    const late = world.greenApi.sent.filter((sent) => sent.chatId === chat && sent.queuedAt > at);
    return late.map((sent) => `${chat}: ${sent.queuedAt - at} ms after it`);
  });
}

async function acknowledged(world: World, words: ReadonlyMap<string, string>): Promise<void> {
  await until(() => {
    for (const id of words.values()) expect(acknowledgedAt(world, id)).toBeDefined();
  });
}

describe('the owner’s word at a random moment', () => {
  it('is the last one of the chat, with kills in between', { timeout: 240_000 }, async () => {
    await using world = await openWorld({ idle: true, ...slowly });
    const words = new Map<string, string>();
    for (let round = 0; round < 8; round += 1) {
      const running = await world.spawn();
      const chats = [0, 1, 2].map((each) => customer(10 + round * 3 + each));
      const written = await Promise.all(
        chats.map(async (chat) => [chat, await interrupted(world, chat, 250)] as const),
      );
      for (const [chat, id] of written) words.set(chat, id);
      await sleep(dice(150)());
      await running.stop('SIGKILL');
      world.bring(undefined);
    }
    await world.spawn();
    await acknowledged(world, words);
    for (const chat of words.keys()) world.greenApi.say(chat, 'И ещё вопрос');
    await world.greenApi.whenDelivered();
    await until(async () =>
      expect(await world.journal((journal) => journal.health())).toMatchObject({
        waiting: 0,
        due: 0,
      }),
    );
    expect(leaks(world, words)).toEqual([]);
  });

  it(
    'holds for three processes on one Redis, with kills in between',
    { timeout: 240_000 },
    async () => {
      await using fleet = await openFleet(3, slowly);
      const { world } = fleet;
      const words = new Map<string, string>();
      for (let round = 0; round < 6; round += 1) {
        const chats = [0, 1, 2, 3].map((each) => customer(10 + round * 4 + each));
        const written = await Promise.all(
          chats.map(async (chat) => [chat, await interrupted(world, chat, 250)] as const),
        );
        for (const [chat, id] of written) words.set(chat, id);
        if (round % 2 === 1) {
          await fleet.kill();
          await fleet.grow();
        }
      }
      await acknowledged(world, words);
      for (const chat of words.keys()) world.greenApi.say(chat, 'И ещё вопрос');
      await world.greenApi.whenDelivered();
      await sleep(3_000);
      expect(leaks(world, words)).toEqual([]);
    },
  );
});
