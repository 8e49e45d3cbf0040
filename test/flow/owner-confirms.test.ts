import { describe, expect, it } from 'vitest';
import { ServiceError } from '../../src/core/errors.ts';
import { definePlugin, type Catalog } from '../../src/core/kinds/plugin.ts';
import type { JsonObject, Tool, ToolContext } from '../../src/core/kinds/tool.ts';
import { builtInPhrases } from '../../src/core/phrases/phrases.ts';
import type { Scripted } from '../../src/sandbox/openai/sandbox.ts';
import { customer } from './dialogue.ts';
import { phoneOf } from './messenger.ts';
import { openWorld, type World } from './world.ts';

const { awaitsOwner, confirmed, later, notDone, personFollows, unsure } = builtInPhrases.ru;
const done = confirmed.replace('{what}', '• Время: 15:00');
const anna = customer(1);
const owner = customer(8);
const second = customer(9);

type Asked = { role: string; content: unknown }[];

/** What was run, and for whom. */
interface Ran {
  args: JsonObject;
  context: ToolContext;
}

/** A plugin whose function awaits the owner's word. */
function withTool(ran: Ran[], run?: Tool['run'], more: Partial<Tool> = {}): Catalog {
  const tool: Tool = {
    name: 'book',
    description: 'Записывает клиента на урок.',
    parameters: {
      type: 'object',
      properties: { time: { type: 'string', title: 'Время' } },
      required: ['time'],
    },
    effect: 'write',
    confirm: 'owner',
    run(args, context, signal) {
      ran.push({ args, context });
      return run ? run(args, context, signal) : Promise.resolve({ value: { ok: true } });
    },
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

function answer({ messages }: { messages: Asked }): Scripted {
  const last = messages.at(-1);
  if (last?.role === 'tool') return 'Готово, я записал вас на 15:00.';
  if (!String(last?.content).includes('Запишите')) return 'Мы на Абая, 1.';
  return { name: 'book', arguments: { time: '15:00' } };
}

function open(catalog: Catalog, env: Record<string, string> = {}): Promise<World> {
  const own = { WABOT_QUIET_MS: '0', WABOT_OWNERS: phones(owner), ...env };
  return openWorld({ catalog, env: own, openAi: { answer } });
}

const phones = (...chats: string[]): string => chats.map(phoneOf).join(',');

/** The customer asks for it, and hears an honest line; resolves with what the owner gets. */
async function asks(place: World, text = 'Запишите меня на 15:00'): Promise<string> {
  const before = place.heardBy(owner).length;
  expect(await place.ask(anna, text)).toBe(awaitsOwner);
  return (await place.replies(owner, before + 1))[before] ?? '';
}

const tickets = (place: World): Promise<(string | undefined)[]> =>
  place.journal(async ({ cases }) =>
    (await cases.list({ kind: 'ticket' })).map(({ about }) => about.reason),
  );

describe('a function that needs a word of the owner', () => {
  it('is a draft: what the customer asked, what is done, what is said; 1 has it done once', async () => {
    const ran: Ran[] = [];
    await using place = await open(withTool(ran));
    const draft = await asks(place);
    expect(draft).toMatch(/^№1 /);
    for (const part of ['Запишите меня на 15:00', 'Записывает клиента', 'Время: 15:00', done])
      expect(draft).toContain(part);
    expect(await tickets(place)).toEqual([]);
    expect(ran).toEqual([]);
    expect(await place.ask(owner, '1')).toMatch(/^✓ №1/);
    expect(await place.replies(anna, 2)).toEqual([awaitsOwner, done]);
    expect((await place.replies(owner, 3))[2]).toMatch(/^№1: Сделано/);
    expect(ran).toMatchObject([
      { args: { time: '15:00' }, context: { customer: { chat: anna }, language: 'ru' } },
    ]);
    expect(await place.ask(owner, '1')).toMatch(/^№1: /);
    expect(await place.ask(anna, 'А где вы?')).toBe('Мы на Абая, 1.');
    expect(JSON.stringify(place.openAi.requests.at(-1)?.chat)).toContain(' done: book ');
    expect(ran).toHaveLength(1);
  });

  it('is done after a restart, where the process ended between the word and the deed', async () => {
    const ran: Ran[] = [];
    await using place = await open(withTool(ran));
    await asks(place);
    await place.stop();
    const approves = await place.journal(async (journal) => {
      const [draft] = await journal.cases.list({ kind: 'draft' });
      const { number = 0, about } = draft ?? {};
      const { message = '', name = '' } = about?.call ?? {};
      return { case: number, message, name };
    });
    await place.journal(({ cases }) =>
      cases.end({
        number: 1,
        outcome: 'answered',
        at: Date.now(),
        hands: {
          id: 'approved/1',
          chat: anna,
          at: Date.now(),
          from: 'operator',
          approves,
          content: { type: 'text', text: '' },
        },
      }),
    );
    await place.start();
    expect(await place.replies(anna, 2)).toEqual([awaitsOwner, done]);
    await place.restart();
    await place.settled();
    expect([ran.length, place.heardBy(anna).length]).toEqual([1, 2]);
  });

  it('is dropped with 0, and gives way to the owner’s own words with 2', async () => {
    const ran: Ran[] = [];
    await using place = await open(withTool(ran));
    await asks(place);
    expect(await place.ask(owner, '0')).toMatch(/^✓ №1/);
    expect(await place.ask(owner, '1 #1')).toMatch(/^№1: /);
    await asks(place, 'Запишите меня всё-таки');
    expect(await place.ask(owner, '2 В 15:00 занято, давайте в 16:00?')).toMatch(/^✓ №2/);
    expect((await place.replies(anna, 3))[2]).toBe('В 15:00 занято, давайте в 16:00?');
    await place.settled();
    expect(ran).toEqual([]);
  });

  it('is decided by the first of two owners, and by nobody else', async () => {
    const ran: Ran[] = [];
    await using place = await open(withTool(ran), { WABOT_OWNERS: phones(owner, second) });
    await asks(place);
    await place.replies(second);
    place.greenApi.say(customer(5), '1');
    place.greenApi.say(owner, '1');
    place.greenApi.say(second, '1');
    for (const each of [owner, second]) await place.replies(each, 3);
    await place.settled();
    const words = [owner, second].flatMap((each) => place.heardBy(each).slice(1));
    expect(words.filter((text) => text.startsWith('✓ №1'))).toHaveLength(1);
    expect(words.filter((text) => text.startsWith('№1: Это уже решено'))).toHaveLength(1);
    expect(words.filter((text) => text.startsWith('№1: Сделано'))).toHaveLength(2);
    expect([ran.length, place.heardBy(anna)]).toEqual([1, [awaitsOwner, done]]);
  });

  it('is void once the customer writes again, also with a courtesy, and the model may ask anew', async () => {
    const ran: Ran[] = [];
    await using place = await open(withTool(ran));
    await asks(place);
    expect(await place.ask(anna, 'Спасибо')).toBe('Мы на Абая, 1.');
    expect(JSON.stringify(place.openAi.requests.at(-1)?.chat)).toContain('NOT done');
    expect(await place.ask(owner, '1 #1')).toMatch(/^№1: С тех пор/);
    await asks(place, 'Запишите, пожалуйста');
    await asks(place, 'Запишите же меня');
    expect(await place.ask(owner, '1')).toMatch(/^✓ №3/);
    expect((await place.replies(anna, 5)).at(-1)).toBe(done);
    await place.settled();
    expect(ran).toHaveLength(1);
  });

  it('expires: then nothing is done, and the customer hears that the answer comes later', async () => {
    const ran: Ran[] = [];
    await using place = await open(withTool(ran), { WABOT_DRAFT_TTL: '60' });
    await asks(place);
    place.ahead += 61_000;
    await place.restart();
    expect(await place.replies(anna, 2)).toEqual([awaitsOwner, later]);
    expect(await place.ask(owner, '1')).toMatch(/^№1: /);
    await place.settled();
    expect(ran).toEqual([]);
  });

  it.each([
    ['was refused', { value: { error: 'taken' }, done: false }, notDone, 'refused'],
    ['has no known outcome', 'lost', unsure, 'unknown'],
  ] as const)('that %s is told of honestly, and is a ticket', async (_, end, words, reason) => {
    const lost = new ServiceError('x', 'lost', { retryable: true, outcomeUnknown: true });
    const ran: Ran[] = [];
    const run: Tool['run'] = () => (end === 'lost' ? Promise.reject(lost) : Promise.resolve(end));
    await using place = await open(withTool(ran, run));
    await asks(place);
    await place.ask(owner, '1');
    expect((await place.replies(anna, 2))[1]).toBe(`${words} ${personFollows}`);
    expect([ran.length, await tickets(place)]).toEqual([1, [reason]]);
  });

  it('that is gone by the time of the word is not done', async () => {
    const ran: Ran[] = [];
    await using place = await open(withTool(ran));
    await asks(place);
    place.env['WABOT_TOOLS_OFF'] = 'book';
    await place.restart();
    await place.ask(owner, '1');
    expect((await place.replies(anna, 2))[1]).toBe(`${notDone} ${personFollows}`);
    expect([ran, await tickets(place)]).toEqual([[], ['refused']]);
  });

  it('is asked of an owner in a chat of their own as of a customer', async () => {
    const ran: Ran[] = [];
    await using place = await open(withTool(ran));
    expect(await place.ask(owner, 'Запишите меня на 15:00')).toContain('Время: 15:00');
    expect(await place.ask(owner, 'да')).toBe('Готово, я записал вас на 15:00.');
    expect(ran).toHaveLength(1);
  });

  it('promises nothing where nobody reads drafts', async () => {
    const ran: Ran[] = [];
    await using place = await open(withTool(ran), { WABOT_OWNERS: '' });
    expect(await place.ask(anna, 'Запишите меня на 15:00')).toBe(notDone);
    expect(await tickets(place)).toEqual(['confirm']);
  });
});
