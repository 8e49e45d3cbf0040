import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { customer, echo } from './dialogue.ts';
import { openFleet } from './fleet.ts';
import { lookOnRedis } from './look-on-redis.ts';
import { throwsOf } from './throws.ts';
import { openWorld, until, type World } from './world.ts';

const { rounds, timeout, dice } = throwsOf('TAKEOVER', 1, 4);
const random = dice(1);

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

const picture = {
  typeMessage: 'imageMessage',
  fileMessageData: { downloadUrl: '', caption: 'прайс', fileName: 'a', mimeType: 'image/jpeg' },
};

/** What a person or another program may write. */
const ways: readonly ((world: World, chat: string) => string)[] = [
  ({ greenApi }, chat) => greenApi.phone.write(chat, `Ответ человека в ${chat}`),
  ({ greenApi }, chat) => greenApi.phone.write(chat, `Ответ CRM в ${chat}`, { by: 'program' }),
  ({ greenApi }, chat) => greenApi.phone.send(chat, picture),
  ({ greenApi }, chat) => greenApi.phone.write(chat, '#стоп'),
];

/** A customer asks, perhaps in a burst, and the owner writes at some moment while that is answered. Resolves with the owner's message. */
async function interrupted(world: World, chat: string, most: number): Promise<string> {
  world.greenApi.say(chat, `Вопрос в ${chat}`);
  await sleep(dice(most)());
  if (random() < 0.3) world.greenApi.say(chat, 'И ещё один');
  const way = ways[Math.floor(dice(ways.length)())] ?? ways[0];
  const id = way?.(world, chat) ?? '';
  if (random() < 0.3) world.greenApi.say(chat, 'Вы тут?');
  return id;
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

/** Chats in which nobody of the business writes. */
const undisturbed = (round: number): string => customer(100_000 + round);

/** One round: customers ask, the owner writes to all of them but one. Takes down which message it was in which chat. */
async function play(world: World, round: number, words: Map<string, string>): Promise<void> {
  world.greenApi.say(undisturbed(round), 'Вопрос');
  const chats = [0, 1, 2, 3].map((each) => customer(10 + round * 4 + each));
  const written = await Promise.all(
    chats.map(async (chat) => [chat, await interrupted(world, chat, 250)] as const),
  );
  for (const [chat, id] of written) words.set(chat, id);
}

interface Judgement {
  /** What the bot said after the owner's word. */
  leaks: string[];
  /** Chats that are silent although nobody wrote there. */
  silenced: unknown[];
  /** Chats of these that did not hear exactly one answer. */
  unanswered: string[];
}

const allWell: Judgement = { leaks: [], silenced: [], unanswered: [] };

/** All customers to whom the owner wrote ask once more. */
async function judge(
  world: World,
  words: ReadonlyMap<string, string>,
  look: Look,
): Promise<Judgement> {
  await acknowledged(world, words);
  for (const chat of words.keys()) world.greenApi.say(chat, 'И ещё вопрос');
  await world.greenApi.whenDelivered();
  await until(async () =>
    expect(await look((journal) => journal.health())).toMatchObject({ waiting: 0, due: 0 }),
  );
  const alone = Array.from({ length: rounds }, (_, round) => undisturbed(round));
  const paused = await look(({ pauses }) => pauses.list());
  return {
    leaks: leaks(world, words),
    silenced: paused.filter(({ chat = '' }) => !words.has(chat)),
    unanswered: alone.filter((chat) => world.heardBy(chat).length !== 1),
  };
}

type Look = World['journal'];

describe('the owner’s word at a random moment', () => {
  it('is the last one of the chat, with kills in between', { timeout }, async () => {
    await using world = await openWorld({ idle: true, ...slowly });
    const words = new Map<string, string>();
    for (let round = 0; round < rounds; round += 1) {
      const running = await world.spawn();
      await play(world, round, words);
      await sleep(dice(150)());
      await running.stop('SIGKILL');
      world.bring(undefined);
    }
    await world.spawn();
    const found = await judge(world, words, (look) => world.journal(look));
    expect(found).toEqual(allWell);
  });

  it('holds for three processes on one Redis, with kills in between', { timeout }, async () => {
    await using fleet = await openFleet(3, slowly);
    const { world } = fleet;
    const words = new Map<string, string>();
    for (let round = 0; round < rounds; round += 1) {
      await play(world, round, words);
      if (round % 2 === 0) continue;
      await fleet.kill();
      await fleet.grow();
    }
    const found = await judge(world, words, (look) => lookOnRedis(fleet.redis.url, look));
    expect(found).toEqual(allWell);
  });
});
