import { describe, expect, it } from 'vitest';
import { builtInPhrases } from '../../src/core/phrases/phrases.ts';
import { json, startLoopback, type Heard, type Says } from '../plugins/openai/loopback.ts';
import { customer } from './dialogue.ts';
import { phoneOf } from './messenger.ts';
import { openWorld, type World } from './world.ts';

const { notDone, unsure, personFollows } = builtInPhrases.ru;
const anna = customer(1);
const claim = 'Готово, я записал вас на 15:00.';

/** A world whose turns go to a server that answers so. */
async function openHookWorld(
  says: (heard: Heard, index: number) => Says | Promise<Says>,
  env: Record<string, string> = {},
) {
  const posts: Heard[] = [];
  const server = await startLoopback((heard) =>
    // The bot looks, as it starts, whether somebody is there.
    heard.method === 'POST' ? says(heard, posts.push(heard) - 1) : { status: 204 },
  );
  const world = await openWorld({
    env: {
      WABOT_MODEL: 'webhook',
      WABOT_MODEL_WEBHOOK: server.baseUrl,
      WABOT_MODEL_SECRET: 'whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3',
      WABOT_OWNERS: '+77009000001',
      ...env,
    },
    openAi: { answer: () => 'Это отвечает обычная модель.' },
  });
  return {
    world,
    posts,
    async [Symbol.asyncDispose]() {
      await world[Symbol.asyncDispose]();
      await server[Symbol.asyncDispose]();
    },
  };
}

const tickets = (place: World): Promise<(string | undefined)[]> =>
  place.journal(async ({ cases }) =>
    (await cases.list({ kind: 'ticket' })).map(({ about }) => about.reason),
  );

/** How often the usual model was asked. */
const askedOf = ({ openAi }: World): number =>
  openAi.requests.filter(({ endpoint }) => endpoint === 'chat').length;

const ids = (heard: readonly Heard[]): unknown[] =>
  heard.map(({ headers }) => headers['webhook-id']);

describe('a turn that goes to a webhook', () => {
  it('is answered by it, each with an id of its own', async () => {
    await using at = await openHookWorld(() => ({ body: { output: 'Курс идёт по вечерам.' } }));
    expect(await at.world.ask(anna, 'Когда курс?')).toBe('Курс идёт по вечерам.');
    await at.world.ask(anna, 'А летом?');
    const [first, second] = at.posts;
    expect(ids(at.posts)).toEqual([
      expect.stringMatching(/^wabot_[\w-]{43}$/),
      expect.stringMatching(/^wabot_[\w-]{43}$/),
    ]);
    expect(first?.headers['webhook-id']).not.toBe(second?.headers['webhook-id']);
    expect(json(second)['data']).toMatchObject({
      message: 'А летом?',
      history: [{ text: 'Когда курс?' }, { role: 'bot', text: 'Курс идёт по вечерам.' }],
      language: 'ru',
      customer: { chat: anna, phone: phoneOf(anna) },
      may_act: true,
    });
    expect(askedOf(at.world)).toBe(0);
  });

  it('goes to the usual model where it was certainly not taken', async () => {
    await using at = await openHookWorld(() => ({ status: 404 }));
    expect(await at.world.ask(anna, 'Когда курс?')).toBe('Это отвечает обычная модель.');
    expect(await at.world.logged('model-fallback')).toHaveLength(1);
  });

  it('waits for the receiver under one id where there is no other model', async () => {
    await using at = await openHookWorld(
      (_, index) =>
        index < 2 ? { status: 429, headers: { 'retry-after': '0' } } : { body: 'Да.' },
      { WABOT_MODEL_FALLBACK: 'none' },
    );
    expect(await at.world.ask(anna, 'Есть курс?')).toBe('Да.');
    expect(new Set(ids(at.posts)).size).toBe(1);
    expect(at.posts).toHaveLength(3);
  });

  it.each<[string, Says]>([
    ['whose answer is lost', { line: 'drop' }],
    ['that ends in a fault', { status: 500 }],
    ['that is only begun', { body: 'Accepted' }],
    ['that leads elsewhere', { status: 302, headers: { location: 'http://169.254.169.254/' } }],
    ['that nobody answers in time', { line: 'hang' }],
  ])('%s ends with an honest line and a ticket, and is not posted again', async (_, says) => {
    await using at = await openHookWorld(() => says, { WABOT_TURN_TIMEOUT_MS: '2000' });
    expect(await at.world.ask(anna, 'Запишите меня')).toBe(`${unsure} ${personFollows}`);
    await at.world.settled();
    expect([at.posts.length, await tickets(at.world)]).toEqual([1, ['unknown']]);
    expect(askedOf(at.world)).toBe(0);
  });

  it('is not superseded once it is posted', async () => {
    const posted = Promise.withResolvers<void>();
    await using at = await openHookWorld(async (heard) => {
      posted.resolve();
      await new Promise((resolve) => setTimeout(resolve, 200));
      return { body: { reply: `Вот: ${(json(heard)['data'] as Said).message}` } };
    });
    at.world.greenApi.say(anna, 'Первый вопрос');
    await posted.promise;
    at.world.greenApi.say(anna, 'Второй вопрос');
    expect(await at.world.replies(anna, 2)).toEqual(['Вот: Первый вопрос', 'Вот: Второй вопрос']);
    expect(at.posts).toHaveLength(2);
  });
});

interface Said {
  message: string;
}

describe('a reply of a webhook that says something was done', () => {
  it.each([[true], [[{ name: 'book', time: '15:00' }]], ['запись на 15:00']])(
    'goes out where `done` is %j, and later answers may speak of it',
    async (done) => {
      await using at = await openHookWorld((_, index) => ({
        body: { reply: claim, ...(index === 0 ? { done } : {}) },
      }));
      expect(await at.world.ask(anna, 'Запишите меня на 15:00')).toBe(claim);
      expect(at.posts).toHaveLength(1);
    },
  );

  it.each([[undefined], [false], [[]], [{ name: 'book', ok: false }]])(
    'is held where `done` is %j: an honest line and a ticket, and no second post',
    async (done) => {
      await using at = await openHookWorld(() => ({ body: { reply: claim, done } }));
      expect(await at.world.ask(anna, 'Запишите меня на 15:00')).toBe(
        `${notDone} ${personFollows}`,
      );
      expect([at.posts.length, await tickets(at.world)]).toEqual([1, ['promise']]);
    },
  );

  it('about another time than what was done leaves it open what was', async () => {
    await using at = await openHookWorld(() => ({
      body: { reply: claim, done: [{ name: 'book', time: '17:00' }] },
    }));
    expect(await at.world.ask(anna, 'Запишите меня на 15:00')).toBe(`${unsure} ${personFollows}`);
    expect(await tickets(at.world)).toEqual(['promise']);
  });
});

describe('a figure in a reply of a webhook', () => {
  const reply = 'Пробный урок стоит 2 000 ₸.';

  it('goes out where `sources` have it', async () => {
    await using at = await openHookWorld(() => ({
      body: { reply, sources: [{ услуга: 'Пробный урок', цена: '2000 ₸' }] },
    }));
    expect(await at.world.ask(anna, 'Сколько стоит пробный урок?')).toBe(reply);
  });

  it('is held where nobody gave it, and nothing is posted again', async () => {
    await using at = await openHookWorld(() => ({ body: { reply, sources: ['от 5000 ₸'] } }));
    expect(await at.world.ask(anna, 'Сколько стоит пробный урок?')).toContain(personFollows);
    expect(at.posts).toHaveLength(1);
  });
});

describe('a reply of a webhook that cannot be sent', () => {
  it.each([
    ['holds the secret', 'Наш ключ: SeCrEt-word-0123456789'],
    ['is no text for a customer', '{"tool":"book"}'],
    ['denies the machine', 'Нет, я живой человек, а не бот.'],
  ])('as it %s ends with an honest line and a ticket', async (_, reply) => {
    await using at = await openHookWorld(() => ({ body: { reply } }), {
      WABOT_MODEL_TOKEN: 'SeCrEt-word-0123456789',
    });
    expect(await at.world.ask(anna, 'Вы бот?')).toBe(`${unsure} ${personFollows}`);
    expect([at.posts.length, await tickets(at.world)]).toEqual([1, ['unknown']]);
  });

  it('as it is in another language goes out, as it is not asked again', async () => {
    const reply = 'The course takes place in the evening, from Monday to Friday.';
    await using at = await openHookWorld(() => ({ body: { reply } }));
    expect(await at.world.ask(anna, 'Когда проходят занятия на курсе?')).toBe(reply);
    expect(at.posts).toHaveLength(1);
  });
});
