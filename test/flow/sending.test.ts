import { describe, expect, it } from 'vitest';
import type { Fault } from '../../src/sandbox/green-api/index.ts';
import { customer, saying, sayingsIn, wordFor } from './dialogue.ts';
import { unclearEnds } from './unclear-ends.ts';
import { openWorld, until, type World } from './world.ts';

const chat = customer(1);

/** What a customer hears whose first reply meets a fault on its way out, and who then writes once more. */
async function heardAfterTwo(world: World): Promise<string[]> {
  await world.ask(chat, saying('0'));
  await until(async () => expect(await world.journal(({ outbox }) => outbox.due())).toEqual([]));
  await world.settled();
  await world.ask(chat, saying('1'));
  await world.settled();
  return world.heardBy(chat).flatMap(sayingsIn);
}

describe.concurrent('a send whose outcome is unclear', () => {
  it.each(unclearEnds)('%s: the reply arrives once', async (_, fault) => {
    await using world = await openWorld();
    world.greenApi.fault('sendMessage', fault);
    expect(await heardAfterTwo(world)).toEqual(['0', '1']);
  });

  it('is looked up after the lists have caught up', async () => {
    await using world = await openWorld({
      greenApi: { journalLagMs: 1500 },
      env: { WABOT_LOOKUP_LAG_MS: '4000' },
    });
    world.greenApi.fault('sendMessage', { status: 500, effect: true });
    expect(await heardAfterTwo(world)).toEqual(['0', '1']);
    expect(world.greenApi.count('sendMessage', 500)).toBe(1);
  });

  it('is not taken for another that says the same', async () => {
    await using world = await openWorld({ openAi: { answer: () => 'Да.' } });
    expect(await world.ask(chat, 'Есть?')).toBe('Да.');
    world.greenApi.fault('sendMessage', { status: 500 });
    expect(await world.ask(chat, 'Точно есть?')).toBe('Да.');
    world.greenApi.fault('sendMessage', { status: 500, effect: true });
    expect(await world.ask(chat, 'Точно-точно?')).toBe('Да.');
    await until(async () => expect(await world.journal(({ outbox }) => outbox.due())).toEqual([]));
    await world.settled();
    expect(world.heardBy(chat)).toHaveLength(3);
  });
});

describe.concurrent('a vendor that refuses for a while', () => {
  it('asks to slow down: all replies arrive, in order', async () => {
    await using world = await openWorld({ greenApi: { limits: { sendMessage: 3 } } });
    const chats = Array.from({ length: 8 }, (_, index) => customer(index));
    for (const each of chats) world.greenApi.say(each, saying(wordFor(each)));
    for (const each of chats)
      expect((await world.replies(each)).flatMap(sayingsIn)).toEqual([wordFor(each)]);
    await world.settled();
    expect(world.greenApi.count('sendMessage', 429)).toBeGreaterThan(0);
    expect(world.greenApi.sent).toHaveLength(chats.length);
  });

  it.each<[string, Fault]>([
    [
      '466: the quota of the tariff',
      { status: 466, body: { correspondentsStatus: { description: 'Monthly quota' } } },
    ],
    ['401: the token', { status: 401 }],
    ['400: starting', { status: 400, body: 'instance in starting process try later' }],
    ['400: not authorized', { status: 400, body: 'instance account not authorized' }],
    ['403: a page', { status: 403, body: '<html>403 Forbidden</html>' }],
  ])(
    '%s: replies wait in the outbox and go out once, in order, when it is over',
    async (_, fault) => {
      await using world = await openWorld();
      world.greenApi.fault('sendMessage', { ...fault, times: Infinity });
      world.greenApi.say(chat, saying('0'));
      await world.logged('reply-delayed');
      world.greenApi.say(chat, saying('1'));
      await world.logged('turn-settled', 2);
      expect(await world.journal(({ outbox }) => outbox.due(chat))).toHaveLength(2);
      await world.stop();
      world.greenApi.clearFaults();
      await world.start();
      world.ahead += 10 * 60_000;
      world.greenApi.say(chat, saying('2'));
      await world.replies(chat, 3);
      await world.settled();
      expect(world.heardBy(chat).flatMap(sayingsIn)).toEqual(['0', '1', '2']);
      expect(await world.journal(({ letters }) => letters.list(10))).toEqual([]);
    },
  );

  it('is not linked, or blocked: the vendor queues, and nothing is sent twice', async () => {
    await using world = await openWorld();
    for (const [text, state] of [
      ['first', 'notAuthorized'],
      ['second', 'blocked'],
    ] as const) {
      world.greenApi.setState(state);
      world.greenApi.say(chat, saying(text));
      await until(() => expect(world.greenApi.count('sendMessage')).toBeGreaterThan(0));
      await world.serving.bot.whenIdle();
      world.greenApi.setState('authorized');
    }
    await world.replies(chat, 2);
    await world.settled();
    expect(world.heardBy(chat).flatMap(sayingsIn)).toEqual(['first', 'second']);
  });
});

describe.concurrent('a reply that the vendor will never take', () => {
  it('becomes a dead letter and holds up no other', async () => {
    await using world = await openWorld();
    const refusal = { statusCode: 400, message: "Validation failed. Details: 'chatId' is wrong" };
    world.greenApi.fault('sendMessage', { status: 400, body: refusal });
    world.greenApi.say(chat, saying('0'));
    await world.logged('reply-given-up');
    expect(await world.ask(chat, saying('1'))).toContain('1');
    expect(await world.journal(({ letters }) => letters.list(10))).toMatchObject([
      { kind: 'outbound', chat },
    ]);
  });
});
