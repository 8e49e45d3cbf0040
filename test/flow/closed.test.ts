import { describe, expect, it } from 'vitest';
import type { Case } from '../../src/core/kinds/cases.ts';
import { customer, questions } from './dialogue.ts';
import { chatOf, reachedBy } from './messenger.ts';
import { openWorld, until, type World } from './world.ts';

const hour = 60 * 60 * 1000;
const chat = customer(1);
const other = customer(2);
const owner = chatOf('77015550000');
const env = {
  WABOT_TIME_ZONE: 'Asia/Almaty',
  WABOT_HOURS: 'Пн-Пт 10:00-19:00',
  WABOT_CLOSED: 'collect',
  WABOT_OWNERS: '+7 701 555 00 00',
};

/** Sets the bot's clock to a moment of Almaty. */
function setClock(world: World, moment: string): void {
  world.ahead = Date.parse(`${moment}+05:00`) - Date.now();
}

/** A customer writes at this moment of the bot's clock. */
function write(world: World, of: string, text: string, ageMs = 0): void {
  world.greenApi.say(of, text, { at: Date.now() + world.ahead - ageMs });
}

function left(world: World): Promise<Case[]> {
  return world.journal(({ cases }) => cases.list({ kind: 'left' }));
}

/** The lists that the owner has got. */
function lists(world: World): string[] {
  return world.heardBy(owner).filter((text) => text.startsWith('Вопросы без ответа'));
}

/** Waits until this many questions have come into a list. */
function listed(world: World, count: number): Promise<Case[]> {
  return until(async () => {
    const found = (await left(world)).filter(({ end }) => end?.outcome === 'listed');
    expect(found).toHaveLength(count);
    return found;
  });
}

describe('a business that collects while it is closed', () => {
  it('says once in a night, in the language of the chat, when somebody will be there; the model is not asked', async () => {
    await using world = await openWorld({ env });
    setClock(world, '2026-12-10T22:00');
    write(world, chat, 'Добрый вечер, сколько стоит стрижка?');
    await world.settled();
    write(world, chat, 'И есть ли запись на субботу?');
    write(world, other, 'How much is a haircut, please?');
    await world.settled();
    expect(world.heardBy(chat)).toEqual([
      'Спасибо, ваше сообщение получили. Сейчас мы закрыты, снова будем на связи завтра в 10:00.',
    ]);
    expect(world.heardBy(other)).toEqual([
      'Thank you, we have your message. We are closed now and will be back tomorrow at 10:00.',
    ]);
    expect(questions(world.openAi)).toEqual([]);
    setClock(world, '2026-12-11T20:00');
    write(world, chat, 'Вы ещё работаете?');
    await world.settled();
    expect(world.heardBy(chat)).toHaveLength(2);
    expect(world.heardBy(chat)[1]).toContain('в понедельник в 10:00');
  });

  it('tells the owners in one list when it opens, and answers when the customer writes again, knowing what was asked', async () => {
    await using world = await openWorld({ env });
    setClock(world, '2026-12-10T22:00');
    write(world, chat, 'Сколько стоит стрижка?');
    write(world, other, 'Сіздерде бояу бар ма?');
    await world.settled();
    await world.restart();
    expect((await left(world)).map(({ about }) => about.reason)).toEqual(['closed', 'closed']);
    expect(lists(world)).toEqual([]);
    setClock(world, '2026-12-11T10:00:05');
    await world.restart();
    const found = await listed(world, 2);
    await until(() => expect(lists(world)).toHaveLength(1));
    expect(new Set(found.map(({ about }) => about.question))).toEqual(
      new Set(['Сколько стоит стрижка?', 'Сіздерде бояу бар ма?']),
    );
    expect(lists(world)[0]).toContain(
      `• Customer, ${reachedBy(chat)}\n10.12, 22:00: «Сколько стоит стрижка?»`,
    );
    await world.restart();
    await world.settled();
    expect(lists(world)).toHaveLength(1);
    expect(world.heardBy(chat)).toHaveLength(1);
    write(world, chat, 'Доброе утро');
    await world.replies(chat, 2);
    const asked = JSON.stringify(questions(world.openAi).at(-1)?.said);
    expect(asked).toContain('Сколько стоит стрижка?');
    expect(asked).toContain('снова будем на связи завтра в 10:00');
  });

  it('lists nothing that somebody of the business has answered meanwhile', async () => {
    await using world = await openWorld({ env });
    setClock(world, '2026-12-10T22:00');
    write(world, chat, 'Сколько стоит стрижка?');
    await world.settled();
    world.greenApi.phone.write(chat, '5000', { at: Date.now() + world.ahead });
    await world.settled();
    setClock(world, '2026-12-11T10:00:05');
    await world.restart();
    await until(async () => expect((await left(world))[0]?.end?.outcome).toBe('answered'));
    expect(lists(world)).toEqual([]);
  });

  it('answers as ever while it is open', async () => {
    await using world = await openWorld({ env });
    setClock(world, '2026-12-10T18:59');
    write(world, chat, 'Вы открыты?');
    expect(await world.replies(chat)).toEqual(['Heard: Вы открыты?']);
    expect(await left(world)).toEqual([]);
  });
});

it('says nothing while it is closed where the settings want silence, and remembers and lists what was asked', async () => {
  await using world = await openWorld({
    env: { ...env, WABOT_CLOSED: 'silent', WABOT_DISCLOSURE: 'true' },
  });
  setClock(world, '2026-12-12T12:00');
  write(world, chat, 'Сколько стоит стрижка?');
  await world.settled();
  expect(world.heardBy(chat)).toEqual([]);
  expect(await left(world)).toMatchObject([
    { chat, about: { question: 'Сколько стоит стрижка?' } },
  ]);
  setClock(world, '2026-12-14T10:01');
  write(world, chat, 'Ау');
  // The first that this customer hears of the bot.
  expect((await world.replies(chat))[0]).toMatch(/^Вам отвечает ИИ-ассистент\./);
  expect(JSON.stringify(questions(world.openAi).at(-1)?.said)).toContain('Сколько стоит стрижка?');
});

describe('a message that comes late', () => {
  it('is not answered where it is older than a day, but listed and remembered', async () => {
    await using world = await openWorld({ env: { WABOT_OWNERS: '+7 701 555 00 00' } });
    write(world, chat, 'Сегодня успею?', 25 * hour);
    await world.settled();
    expect(world.heardBy(chat)).toEqual([]);
    await listed(world, 1);
    await until(() => expect(lists(world)).toHaveLength(1));
    expect(await left(world)).toMatchObject([
      { about: { reason: 'stale', question: 'Сегодня успею?' }, end: { outcome: 'listed' } },
    ]);
    write(world, chat, 'А завтра?');
    await world.replies(chat);
    expect(JSON.stringify(questions(world.openAi).at(-1)?.said)).toContain('Сегодня успею?');
  });

  it.each([
    ['1h', true],
    ['3h', false],
  ])('is answered as a late one from the age on that is set: %s', async (age, isLate) => {
    await using world = await openWorld({ env: { WABOT_STALE: age } });
    write(world, chat, 'Сегодня успею?', 2 * hour);
    await world.replies(chat);
    expect(questions(world.openAi).at(-1)?.system.includes('sorry for the late answer')).toBe(
      isLate,
    );
  });

  it('and is older than a day is answered together with one that is younger', async () => {
    await using world = await openWorld({ env: { WABOT_QUIET_MS: '300' } });
    write(world, chat, 'Сегодня успею?', 25 * hour);
    write(world, chat, 'Или завтра?', 23 * hour);
    await world.replies(chat);
    expect(questions(world.openAi).at(-1)?.system).toContain('sorry for the late answer');
  });
});

it.each(['collect', 'silent'])(
  'calls a person where a customer asks for one, also while it is closed: %s',
  async (closed) => {
    await using world = await openWorld({
      env: { ...env, WABOT_CLOSED: closed },
    });
    setClock(world, '2026-12-10T22:00');
    write(world, chat, 'Позовите человека');
    expect((await world.replies(chat))[0]).toContain('завтра в 10:00');
    expect(await left(world)).toEqual([]);
    expect(await world.journal(({ cases }) => cases.list())).toMatchObject([{ kind: 'ticket' }]);
  },
);
