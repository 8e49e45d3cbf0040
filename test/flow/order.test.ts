import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { customer, saying, sayingsIn } from './dialogue.ts';
import { openWorld, until } from './world.ts';

const chats = Array.from({ length: 12 }, (_, index) => customer(index));
const messages = 6;
const dice = (most: number) => (): number => Math.random() * most;

describe('many chats with a model and a vendor that take their time', () => {
  it('each hear their own replies, in order, one for each burst', async () => {
    await using world = await openWorld({
      env: { WABOT_QUIET_MS: '20' },
      greenApi: { latencyMs: dice(60), inFlight: 4 },
      openAi: { thinkMs: dice(120) },
    });
    const said = (chat: string): string[] =>
      Array.from({ length: messages }, (_, nth) => `${chat}/${nth}`);
    for (let nth = 0; nth < messages; nth += 1) {
      for (const chat of chats) world.greenApi.say(chat, saying(`${chat}/${nth}`));
      // One message of a chat must be taken before the next one may come: GREEN-API's own order.
      await world.greenApi.whenDelivered();
      await sleep(dice(80)());
    }
    for (const chat of chats)
      await until(() => expect(world.heardBy(chat).flatMap(sayingsIn)).toHaveLength(messages));
    await world.settled();
    for (const chat of chats) expect(world.heardBy(chat).flatMap(sayingsIn)).toEqual(said(chat));
    expect(world.greenApi.sent.every(({ message }) => sayingsIn(message).length > 0)).toBe(true);
    expect(await world.logged('turn-settled')).toHaveLength(world.greenApi.sent.length);
  });

  it('hear the parts of a long reply in order', async () => {
    const paragraph = (nth: number): string => `${saying(`${nth}`)} ${'слово '.repeat(300)}`;
    const long = Array.from({ length: 9 }, (_, nth) => paragraph(nth)).join('\n\n');
    await using world = await openWorld({
      prompt: 'Части: 0, 1, 2, 3, 4, 5, 6, 7, 8.',
      greenApi: { latencyMs: dice(60) },
      openAi: { answer: () => long },
    });
    for (const chat of chats) world.greenApi.say(chat, 'Расскажите всё');
    for (const chat of chats) {
      await until(() => expect(world.heardBy(chat).flatMap(sayingsIn)).toHaveLength(9));
      expect(world.heardBy(chat).flatMap(sayingsIn)).toEqual(
        Array.from({ length: 9 }, (_, nth) => `${nth}`),
      );
      expect(world.heardBy(chat).every(({ length }) => length <= 4000)).toBe(true);
    }
  });
});
