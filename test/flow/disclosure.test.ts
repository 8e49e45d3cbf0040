import { expect, it } from 'vitest';
import { deniesMachine } from '../../src/core/guards/index.ts';
import { builtInPhrases } from '../../src/core/phrases/phrases.ts';
import { customer, dialogueOf } from './dialogue.ts';
import { openWorld } from './world.ts';

const chat = customer(1);

it('a business in Kazakhstan tells every customer once, by itself, that a machine answers', async () => {
  await using world = await openWorld({ env: { WABOT_DISCLOSURE: '' } });
  const { disclosure } = builtInPhrases.ru;
  expect(await world.ask(chat, 'Сколько стоит курс?')).toBe(
    `${disclosure}\n\nHeard: Сколько стоит курс?`,
  );
  expect(await world.ask(chat, 'А когда?')).toBe('Heard: А когда?');
  await world.restart();
  expect(await world.ask(chat, 'А где?')).toBe('Heard: А где?');
  expect(await world.ask(customer(2), 'Where are you?')).toContain(builtInPhrases.en.disclosure);
});

it('one elsewhere does not, unless it wants to', async () => {
  await using world = await openWorld({ env: { WABOT_DISCLOSURE: '', WABOT_COUNTRY: 'RU' } });
  expect(await world.ask(chat, 'Сколько стоит курс?')).toBe('Heard: Сколько стоит курс?');
});

it.each([
  ['Вы бот?', 'Нет, я не бот, меня зовут Айгуль!', 'Да, я виртуальный помощник.'],
  ['Are you a real person?', "I'm a real person!", 'I am an AI assistant.'],
  ['Сіз ботсыз ба?', 'Жоқ, мен адаммын.', 'Иә, мен виртуалды көмекшімін.'],
])('asked "%s" it never denies, whatever the model writes', async (question, lie, truth) => {
  const answer = (chatAsked: Parameters<typeof dialogueOf>[0]): string =>
    dialogueOf(chatAsked).system.includes('# Once more') ? truth : lie;
  await using world = await openWorld({ openAi: { answer } });
  expect(await world.ask(chat, question)).toBe(truth);
});

it('a model that insists on being a person is not heard, and the customer hears what answers', async () => {
  await using world = await openWorld({ openAi: { answer: () => 'Я живой человек!' } });
  const { disclosure, apology } = builtInPhrases.ru;
  expect(await world.ask(chat, 'Вы бот?')).toBe(`${disclosure}\n\n${apology}`);
});

it('the model of the sandbox says what it is', async () => {
  await using world = await openWorld({ openAi: { answer: () => undefined } });
  const said = await world.ask(chat, 'Вы робот или человек?');
  expect([deniesMachine(said), /программа/i.test(said)]).toEqual([false, true]);
});
