import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Customers } from '../../src/core/customers/customers.ts';
import { History } from '../../src/core/history/history.ts';
import { keepingLog, openFile } from '../core/memories.ts';
import { customer, dialogueOf, questions } from './dialogue.ts';
import { openWorld, until, type World } from './world.ts';

const chat = customer(1);

/** A model that notes facts where it is asked for them, and greets by the name that it was given. */
function regularsModel(request: Parameters<typeof dialogueOf>[0]): string {
  const { system, said } = dialogueOf(request);
  const last = said.at(-1)?.text ?? '';
  if (!system.includes('</business>'))
    return 'name: Айгуль\n- Заказала медовик на 2 кг\n- Аллергия на орехи\n- Ждёт ответа о доставке';
  const [, name] = /^Name: (.+)$/m.exec(said.map(({ text }) => text).join('\n')) ?? [];
  return name === undefined ? `Heard: ${last}` : `Здравствуйте, ${name}! Вам как в прошлый раз?`;
}

/** What the model was told in its latest request for a customer. */
function lastAsked(world: World): { system: string; text: string } {
  const { system = '', said = [] } = questions(world.openAi).at(-1) ?? {};
  return { system, text: said.map(({ text }) => text).join('\n---\n') };
}

/** Chats that are forgotten within two seconds, so that none has to be waited for longer. */
const env = { WABOT_HISTORY_TTL: '2s', WABOT_CUSTOMER_QUIET: '1s' };

/** Looks at what is kept, as another process may. */
async function kept<T>(
  world: World,
  look: (parts: { customers: Customers; history: History }) => Promise<T>,
): Promise<T> {
  const memory = openFile(join(world.folder, 'data', 'memory.db'));
  const options = { ttlMs: 60_000, log: keepingLog() };
  const customers = new Customers(memory, options);
  const history = new History(memory, { ...options, limit: 20, customers });
  try {
    return await look({ customers, history });
  } finally {
    await history.close();
  }
}

/** Waits until a customer is known, and the chat forgotten or not. */
async function isKnown(world: World, known: boolean): Promise<void> {
  await until(async () => {
    const memory = await kept(world, ({ history }) => history.recall(chat));
    expect(memory).toMatchObject({ known, customer: { name: { text: 'Айгуль' } } });
  });
}

describe.concurrent('a customer who comes back', () => {
  it('after the chat was forgotten is greeted as known and asked nothing twice', async () => {
    await using world = await openWorld({ env, openAi: { answer: regularsModel } });
    await world.ask(chat, 'Здравствуйте, меня зовут Айгуль');
    await world.ask(chat, 'Хочу заказать медовик на 2 кг');
    expect(lastAsked(world).text).not.toContain('<customer>');
    await world.settled();
    await isKnown(world, false);
    const reply = await world.ask(chat, 'Добрый день, хочу ещё торт');
    expect(reply).toBe('Здравствуйте, Айгуль! Вам как в прошлый раз?');
    const { system, text } = lastAsked(world);
    expect(system).toContain('The customer has come back');
    expect(system).not.toMatch(/Айгуль|медовик/);
    expect(text).toMatch(
      /<customer>\nName: Айгуль\n- Заказала медовик на 2 кг\n- Ждёт ответа о доставке\n<\/customer>/,
    );
    expect(text).not.toMatch(/орехи|меня зовут/);
  });

  it('is known after a restart, and by what the business has set beside the running bot', async () => {
    const longer = { ...env, WABOT_HISTORY_TTL: '1h' };
    await using world = await openWorld({ env: longer, openAi: { answer: regularsModel } });
    await world.ask(chat, 'Здравствуйте, меня зовут Айгуль');
    await world.settled();
    await world.restart();
    await isKnown(world, true);
    const edit = { name: 'Айгуль Сергеевна', facts: ['Любит без крема'] };
    await kept(world, ({ customers }) => customers.edit(chat, edit));
    await world.ask(chat, 'Добрый день');
    expect(lastAsked(world).text).toContain('Name: Айгуль Сергеевна\n- Любит без крема\n');
    await kept(world, ({ customers }) => customers.erase(chat));
    await world.ask(chat, 'Вы меня помните?');
    expect(lastAsked(world).text).not.toContain('<customer>');
  });

  it('is unknown, and what was known is erased, where the settings keep nothing', async () => {
    await using world = await openWorld({ env, openAi: { answer: regularsModel } });
    await kept(world, ({ customers }) => customers.edit(chat, { name: 'Айгуль' }));
    world.env['WABOT_CUSTOMER_TTL'] = '0';
    await world.restart();
    await world.ask(chat, 'Добрый день');
    expect(lastAsked(world).text).not.toContain('Айгуль');
    await until(async () => {
      expect(await kept(world, ({ customers }) => customers.read(chat))).toBeUndefined();
    });
  });
});
