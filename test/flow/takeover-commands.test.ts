import { describe, expect, it } from 'vitest';
import { wabot } from '../cli.ts';
import { customer } from './dialogue.ts';
import { openFleet } from './fleet.ts';
import { phoneOf } from './messenger.ts';
import { openWorld, until, type World } from './world.ts';

const chat = customer(1);
const other = customer(2);
const owner = customer(99);
const phone = phoneOf(chat);

async function run(world: World, ...args: string[]): Promise<unknown> {
  const { stdout } = await wabot([...args, '--json'], { cwd: world.folder, env: world.env });
  return JSON.parse(stdout);
}

/** What `doctor` says of the settings. */
async function doctored(world: World, env: Record<string, string>): Promise<string> {
  const where = { cwd: world.folder, env: { ...world.env, ...env } };
  return (await wabot(['doctor', 'settings', '--json'], where)).stdout;
}

/** Asks, and resolves with what was said to it once nothing is left to do. */
async function answersTo(world: World, of: string, text: string): Promise<number> {
  const before = world.heardBy(of).length;
  world.greenApi.say(of, text);
  await world.settled();
  return world.heardBy(of).length - before;
}

describe('an owner who bids from the phone', () => {
  it('stops and starts the bot in one chat; the words are taken back and nobody reads them', async () => {
    await using world = await openWorld();
    const { greenApi } = world;
    await world.ask(chat, 'Здравствуйте');
    const stop = greenApi.phone.write(chat, '#стоп 3ч');
    await greenApi.whenDelivered();
    await until(() => expect(greenApi.phone.removed).toEqual([{ chatId: chat, idMessage: stop }]));
    expect(await answersTo(world, chat, 'Сколько стоит?')).toBe(0);
    const [pause] = await world.journal(({ pauses }) => pauses.list());
    expect(pause).toMatchObject({ chat, reason: 'command' });
    expect((pause?.until ?? 0) - (pause?.at ?? 0)).toBe(3 * 60 * 60 * 1000);
    greenApi.phone.write(chat, '#бот', { at: Date.now() + 1000 });
    await greenApi.whenDelivered();
    expect(await answersTo(world, chat, 'Вы тут?')).toBe(1);
    const chats = world.openAi.requests.filter(({ endpoint }) => endpoint === 'chat');
    expect(JSON.stringify(chats.map((request) => request.chat?.messages))).not.toMatch(
      /#стоп|#бот/,
    );
    expect(JSON.stringify(await run(world, 'history', 'show', '--phone', phone))).not.toMatch('#');
  });

  it('has its command acknowledged when no send is under way any more', async () => {
    await using world = await openWorld();
    const { greenApi } = world;
    await world.ask(chat, 'Здравствуйте');
    let hasLeft = false;
    greenApi.fault('sendMessage', { effect: true, delayMs: 500, when: () => (hasLeft = true) });
    greenApi.say(chat, 'Сколько стоит?');
    await until(() => expect(hasLeft).toBe(true));
    await until(async () =>
      expect(await world.journal(({ outbox }) => outbox.due(chat))).toMatchObject([
        { attemptedAt: expect.any(Number) as number },
      ]),
    );
    const stop = greenApi.phone.write(chat, '#стоп');
    await greenApi.whenDelivered();
    const acked = greenApi.deliveries.find(
      ({ notification }) => notification['idMessage'] === stop,
    );
    const sent = greenApi.sent.at(-1);
    expect(sent?.message).toContain('Сколько стоит?');
    expect(sent?.queuedAt).toBeLessThanOrEqual(acked?.endedAt ?? 0);
    expect(greenApi.count('sendMessage')).toBe(2);
  });

  it('stops it everywhere from the chat with oneself, and a word in one chat frees that one', async () => {
    await using world = await openWorld();
    const { greenApi } = world;
    await world.ask(chat, 'Здравствуйте');
    greenApi.phone.write(greenApi.phone.ownChat, '#стоп все');
    await greenApi.whenDelivered();
    expect(await answersTo(world, chat, 'Сколько стоит?')).toBe(0);
    expect(await answersTo(world, other, 'Добрый день')).toBe(0);
    greenApi.phone.write(chat, '#бот', { at: Date.now() + 1000 });
    await greenApi.whenDelivered();
    expect(await answersTo(world, chat, 'Вы тут?')).toBe(1);
    expect(await answersTo(world, other, 'Есть кто?')).toBe(0);
    greenApi.phone.write(greenApi.phone.ownChat, '#бот все', { at: Date.now() + 2000 });
    await greenApi.whenDelivered();
    expect(await answersTo(world, other, 'Есть кто-нибудь?')).toBe(1);
  });
});

describe('an owner who bids on the command line', () => {
  it('stops and starts a running bot at once, and sees where it is silent', async () => {
    await using world = await openWorld();
    await world.ask(chat, 'Здравствуйте');
    const paused = await run(world, 'pause', '--phone', phone, '--for', '3h');
    expect(paused).toMatchObject({ paused: { chat, reason: 'command' } });
    expect(await answersTo(world, chat, 'Сколько стоит?')).toBe(0);
    expect(await run(world, 'status')).toMatchObject({ paused: [{ chat, reason: 'command' }] });
    expect(await run(world, 'history', 'list')).toMatchObject({
      chats: [{ chat, paused: { reason: 'command' } }],
    });
    expect(await run(world, 'resume', '--phone', phone)).toEqual({ chat, ended: 1 });
    expect(await answersTo(world, chat, 'Вы тут?')).toBe(1);
  });

  it('says something himself while the bot is silent', async () => {
    await using world = await openWorld();
    await world.ask(chat, 'Здравствуйте');
    world.greenApi.phone.write(chat, 'Минуту');
    await world.greenApi.whenDelivered();
    await run(world, 'send', 'Готово', '--phone', phone);
    expect(world.heardBy(chat)).toHaveLength(2);
    await world.greenApi.whenDelivered();
    expect(await world.journal(({ pauses }) => pauses.list())).toHaveLength(1);
  });
});

describe('an end that is told while a chat rests for an answer later', () => {
  it('is heard by all processes on one Redis', { timeout: 90_000 }, async () => {
    await using fleet = await openFleet(2, { env: { WABOT_PAUSE_END: 'answer' } });
    const { world } = fleet;
    const chats = [chat, other];
    for (const each of chats) await world.ask(each, 'Здравствуйте');
    await run(world, 'pause', '--all', '--for', '1h');
    for (const each of chats) world.greenApi.say(each, 'Вы тут?');
    await world.greenApi.whenDelivered();
    await until(async () => expect(await run(world, 'status')).toMatchObject({ waiting: 2 }));
    await run(world, 'resume', '--phone', phone);
    world.greenApi.say(chat, 'Сколько стоит?');
    await world.replies(chat, 2);
    await run(world, 'resume', '--all');
    world.greenApi.say(other, 'Сколько стоит?');
    await world.replies(other, 2);
  });
});

describe('a message of ours that is reported back', () => {
  it('silences nothing where its report comes before the answer of the send', async () => {
    await using world = await openWorld();
    world.greenApi.fault('sendMessage', { effect: true, delayMs: 400 });
    await world.ask(chat, 'Здравствуйте');
    await world.settled();
    expect(await world.journal(({ pauses }) => pauses.list())).toEqual([]);
  });

  it('proves a send whose answer got lost: it is not sent again', async () => {
    await using world = await openWorld({ env: { WABOT_LOOKUP_LAG_MS: '60000' } });
    world.greenApi.fault('sendMessage', { effect: true, line: 'drop' });
    world.greenApi.fault('lastOutgoingMessages', { status: 500, times: Infinity });
    await world.ask(chat, 'Здравствуйте');
    await until(async () =>
      expect(await world.journal(({ outbox }) => outbox.due(chat))).toEqual([]),
    );
    expect(world.heardBy(chat)).toHaveLength(1);
    expect(await world.journal(({ pauses }) => pauses.list())).toEqual([]);
  });
});

describe('a greeting that the app sends by itself', () => {
  it('silences nothing for long, and is remembered', async () => {
    const env = { WABOT_OWNERS: phoneOf(owner) };
    await using world = await openWorld({ env });
    const chats = [1, 2, 3].map(customer);
    for (const each of chats) {
      world.greenApi.say(each, 'Здравствуйте');
      await world.greenApi.whenDelivered();
      world.greenApi.phone.write(each, 'Спасибо за обращение! Мы скоро ответим.');
      await world.greenApi.whenDelivered();
    }
    await world.logged('automatic-text');
    // What was asked while it silenced the bot is answered first.
    await world.settled();
    for (const each of chats) expect(await answersTo(world, each, 'Сколько стоит?')).toBe(1);
    const text = 'Спасибо за обращение! Мы скоро ответим.';
    const alerts = world.journal(({ notices }) => notices.list({ begin: 'alert.', most: 9 }));
    expect((await alerts).map(({ topic }) => topic)).toEqual(['alert.greeting']);
    expect(await world.replies(owner)).toEqual([expect.stringContaining(`«${text}»`)]);
    const said = /the app on the phone answers customers by itself: “Спасибо за обращение!/;
    expect(await doctored(world, {})).toMatch(said);
    expect(await doctored(world, { WABOT_PAUSE_IGNORE: text })).not.toMatch(said);
    await world.restart();
    world.greenApi.say(chat, 'Добрый день');
    world.greenApi.phone.write(chat, text);
    await world.settled();
    expect(await answersTo(world, chat, 'Вы тут?')).toBe(1);
  });

  it('leaves no question without its answer that was asked while it silenced the bot', async () => {
    await using world = await openWorld({ openAi: { thinkMs: () => 500 } });
    const text = 'Спасибо за обращение! Мы скоро ответим.';
    const [first, second, third] = [customer(1), customer(2), customer(3)];
    for (const each of [first, second]) {
      world.greenApi.say(each, 'Сколько стоит курс?');
      await world.greenApi.whenDelivered();
      world.greenApi.phone.write(each, text);
      await world.settled();
    }
    world.greenApi.say(first, 'И есть ли рассрочка?');
    await world.settled();
    expect([world.heardBy(first), world.heardBy(second)]).toEqual([[], []]);
    world.greenApi.say(third, 'Где вы?');
    world.greenApi.phone.write(third, text);
    for (const each of [first, second, third]) expect(await world.replies(each)).toHaveLength(1);
    await world.settled();
    expect(world.heardBy(first)).toEqual(['Heard: Сколько стоит курс?\n\nИ есть ли рассрочка?']);
    expect(world.heardBy(second)).toEqual(['Heard: Сколько стоит курс?']);
    // Both sides are remembered, once.
    await world.ask(second, 'Понятно');
    const said = world.openAi.requests.findLast(({ endpoint }) => endpoint === 'chat')?.chat;
    const texts = JSON.stringify(said?.messages).split('"Сколько стоит курс?"');
    expect(texts).toHaveLength(2);
    expect(texts[1]?.split('Heard: Сколько стоит курс?')).toHaveLength(2);
  });

  it('lifts no pause that a person made, and no command', async () => {
    await using world = await openWorld();
    const chats = [1, 2, 3, 4, 5].map(customer);
    for (const each of chats) await world.ask(each, 'Здравствуйте');
    world.greenApi.phone.write(chat, '#стоп');
    world.greenApi.phone.write(other, 'Добрый день, я сама отвечу');
    await world.greenApi.whenDelivered();
    for (const each of chats) {
      world.greenApi.say(each, 'Вы тут?');
      await world.greenApi.whenDelivered();
      world.greenApi.phone.write(each, 'Спасибо за обращение! Мы скоро ответим.');
      await world.greenApi.whenDelivered();
    }
    for (const each of [chat, other])
      expect(await answersTo(world, each, 'Сколько стоит?')).toBe(0);
    expect(await answersTo(world, customer(5), 'Сколько стоит?')).toBe(1);
  });

  it('is known where WABOT_PAUSE_IGNORE names it', async () => {
    const env = { WABOT_PAUSE_IGNORE: 'Мы закрыты.|Спасибо за обращение!' };
    await using world = await openWorld({ env });
    world.greenApi.say(chat, 'Здравствуйте');
    world.greenApi.phone.write(chat, 'Спасибо за обращение!');
    await world.replies(chat, 1);
    expect(await world.journal(({ pauses }) => pauses.list())).toEqual([]);
  });
});
