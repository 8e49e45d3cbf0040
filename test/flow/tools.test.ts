import { describe, expect, it } from 'vitest';
import { ServiceError } from '../../src/core/errors.ts';
import { definePlugin, type Catalog } from '../../src/core/kinds/plugin.ts';
import type { JsonObject, Tool, ToolContext } from '../../src/core/kinds/tool.ts';
import { builtInPhrases } from '../../src/core/phrases/phrases.ts';
import type { Scripted } from '../../src/sandbox/openai/sandbox.ts';
import { customer } from './dialogue.ts';
import { phoneOf } from './messenger.ts';
import { openWorld, type World } from './world.ts';

const { notDone, unsure, personFollows, confirm, made } = builtInPhrases.ru;
const anna = customer(1);
const claim = 'Готово, я записал вас на 15:00.';

const parameters = {
  type: 'object',
  properties: { time: { type: 'string', title: 'Время' } },
  required: ['time'],
};

/** A plugin of somebody else with one function. */
function withTool(run: Tool['run'], more: Partial<Tool> = {}): Catalog {
  const tool: Tool = {
    name: 'book',
    description: 'Books a time.',
    parameters,
    effect: 'write',
    run,
    ...more,
  };
  const plugin = definePlugin({
    kind: 'tool',
    name: 'own',
    summary: 'One function',
    settings: {},
    create: () => Promise.resolve({ list: () => Promise.resolve([tool]) }),
  });
  return { 'tool/own': () => Promise.resolve({ default: plugin }) };
}

type Asked = { role: string; content: unknown }[];

/** A world in which the model answers by the dialogue. */
function world(answer: (messages: Asked) => Scripted, catalog: Catalog = {}): Promise<World> {
  return openWorld({
    catalog,
    env: { WABOT_QUIET_MS: '0', WABOT_OWNERS: '+77009000001' },
    openAi: { answer: ({ messages }) => answer(messages) },
  });
}

const books = (messages: Asked): Scripted =>
  messages.at(-1)?.role === 'tool' ? claim : { name: 'book', arguments: { time: '15:00' } };

const tickets = (place: World): Promise<(string | undefined)[]> =>
  place.journal(async ({ cases }) =>
    (await cases.list({ kind: 'ticket' })).map(({ about }) => about.reason),
  );

describe('a reply that says something was done', () => {
  it('is held where nothing was: an honest line and a ticket take its place', async () => {
    let asked = 0;
    await using place = await world(() => ((asked += 1), claim));
    expect(await place.ask(anna, 'Запишите меня на 15:00')).toBe(`${notDone} ${personFollows}`);
    expect(asked).toBe(2);
    expect(await tickets(place)).toEqual(['promise']);
  });

  it('is asked for once more with that said, and goes out when it is honest', async () => {
    await using place = await world((messages) =>
      JSON.stringify(messages).includes('nothing has been')
        ? 'Записать сам я не могу, позвоните нам, пожалуйста.'
        : claim,
    );
    expect(await place.ask(anna, 'Запишите меня на 15:00')).toContain('позвоните нам');
    expect(await tickets(place)).toEqual([]);
  });

  it('goes out where a function did it, and later where it speaks of that', async () => {
    const contexts: ToolContext[] = [];
    const catalog = withTool((_args, context) => {
      contexts.push(context);
      return Promise.resolve({ value: { ok: true } });
    });
    await using place = await world((messages) => {
      const last = messages.at(-1);
      if (String(last?.content).includes('Во сколько')) return claim;
      if (String(last?.content).includes('А в пять')) return 'Готово, я записал вас на 17:00.';
      return books(messages);
    }, catalog);
    expect(await place.ask(anna, 'Запишите меня на 15:00')).toBe(claim);
    expect(contexts).toMatchObject([
      { customer: { chat: anna, phone: phoneOf(anna) }, language: 'ru' },
    ]);
    expect(await place.ask(anna, 'Во сколько мне приходить?')).toBe(claim);
    expect(await place.ask(anna, 'А в пять часов тоже можно?')).toContain(notDone);
    expect(contexts).toHaveLength(1);
  });
});

describe('a function', () => {
  it('whose outcome is unknown leaves the customer an honest line and the owner a ticket', async () => {
    let runs = 0;
    const lost = new ServiceError('x', 'lost', { retryable: true, outcomeUnknown: true });
    const catalog = withTool(() => ((runs += 1), Promise.reject(lost)));
    await using place = await world(books, catalog);
    expect(await place.ask(anna, 'Запишите меня на 15:00')).toBe(`${unsure} ${personFollows}`);
    expect([runs, await tickets(place)]).toEqual([1, ['unknown']]);
  });

  it('that was done is told in our words where the model’s hold a figure that nobody gave', async () => {
    const catalog = withTool(() => Promise.resolve({ value: { ok: true } }));
    await using place = await world((messages) => {
      const answer = books(messages);
      return answer === claim ? 'Готово, я записал вас на 15:00, курс стоит 7 000 ₸.' : answer;
    }, catalog);
    expect(await place.ask(anna, 'Запишите меня на 15:00')).toBe(
      made.replace('{what}', '• Время: 15:00'),
    );
    expect(await tickets(place)).toEqual([]);
  });

  it.each([
    ['an owner is told', '+77009000001', 'Запишите меня на 15:00', personFollows],
    ['nobody is told', '', 'Позовите человека, пожалуйста', ''],
  ])(
    'that was done before the turn failed is told of honestly where %s',
    async (_, owners, words, follows) => {
      const answer = ({ messages }: { messages: Asked }): Scripted =>
        String(messages.at(-1)?.content).includes('адрес')
          ? 'Абая, 1.'
          : messages.at(-1)?.role === 'tool' ||
              JSON.stringify(messages).includes('answered this before')
            ? '—'
            : books(messages);
      await using place = await openWorld({
        catalog: withTool(() => Promise.resolve({ value: { ok: true } })),
        env: { WABOT_QUIET_MS: '0', WABOT_OWNERS: owners },
        openAi: { answer },
      });
      expect(await place.ask(anna, words)).toBe(`${unsure} ${follows}`.trim());
      expect(await tickets(place)).toEqual(['unknown']);
      await place.ask(anna, 'Спасибо, а какой у вас адрес?');
      expect(JSON.stringify(place.openAi.requests.at(-1)?.chat)).toContain(' done: book ');
    },
  );

  it('that waits for the customer says what it will do, and does it after a yes, over a restart', async () => {
    const done: JsonObject[] = [];
    const run: Tool['run'] = (args) => {
      done.push(args);
      return Promise.resolve({ value: 'booked' });
    };
    await using place = await world(books, withTool(run, { confirm: 'customer' }));
    expect(await place.ask(anna, 'Запишите меня на 15:00')).toBe(
      confirm.replace('{what}', '• Время: 15:00'),
    );
    expect(done).toEqual([]);
    await place.restart();
    expect(await place.ask(anna, 'Да, всё верно')).toBe(claim);
    expect(done).toEqual([{ time: '15:00' }]);
  });

  it('that waits for the customer does nothing without a yes', async () => {
    const done: JsonObject[] = [];
    const run: Tool['run'] = (args) => (done.push(args), Promise.resolve({ value: 1 }));
    const talks = (messages: Asked): Scripted =>
      String(messages.at(-1)?.content).includes('Запишите') ? books(messages) : 'Хорошо, не буду.';
    await using place = await world(talks, withTool(run, { confirm: 'customer' }));
    await place.ask(anna, 'Запишите меня на 15:00');
    await place.ask(anna, 'Нет, не надо');
    expect(await place.ask(anna, 'Да')).toBe('Хорошо, не буду.');
    expect(done).toEqual([]);
  });

  it('is not superseded once it has begun', async () => {
    let runs = 0;
    const begun = Promise.withResolvers<void>();
    const run: Tool['run'] = async (_args, _context, signal) => {
      runs += 1;
      begun.resolve();
      await new Promise((resolve) => setTimeout(resolve, 300));
      signal.throwIfAborted();
      return { value: 'booked' };
    };
    const talks = (messages: Asked): Scripted =>
      String(messages.at(-1)?.content).includes('адрес') ? 'Абая, 1.' : books(messages);
    await using place = await world(talks, withTool(run));
    place.greenApi.say(anna, 'Запишите меня на 15:00');
    await begun.promise;
    place.greenApi.say(anna, 'И какой у вас адрес?');
    expect(await place.replies(anna, 2)).toEqual([claim, 'Абая, 1.']);
    expect(runs).toBe(1);
  });

  it('is left out where WABOT_TOOLS_OFF names it', async () => {
    const catalog = withTool(() => Promise.resolve({ value: 1 }));
    await using place = await openWorld({ catalog, env: { WABOT_TOOLS_OFF: 'book' } });
    await place.ask(anna, 'Здравствуйте');
    expect(JSON.stringify(place.openAi.requests.map(({ chat }) => chat))).not.toContain(
      'Books a time',
    );
  });
});
