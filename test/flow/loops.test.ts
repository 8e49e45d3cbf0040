import { describe, expect, it } from 'vitest';
import { builtInPhrases } from '../../src/core/phrases/phrases.ts';
import { customer, questions } from './dialogue.ts';
import { phoneOf } from './messenger.ts';
import { openWorld, until, type World } from './world.ts';

const chat = customer(1);
const hourMs = 60 * 60 * 1000;
const { rest } = builtInPhrases.ru;

/** Another bot: it answers everything at once with the same words. Resolves when it has nothing more to answer. */
async function loop(
  world: World,
  turns: number,
  text: (turn: number) => string,
): Promise<string[]> {
  for (let turn = 0; turn < turns && world.heardBy(chat).at(-1) !== rest; turn += 1)
    await world.ask(chat, text(turn));
  await world.settled();
  return world.heardBy(chat);
}

describe('another bot that answers at once', () => {
  it('is told once that the chat rests, which the owners hear of, and costs nothing any more', async () => {
    await using world = await openWorld({ env: { WABOT_CHAT_HOURLY: '0' } });
    const heard = await loop(world, 40, () => 'Спасибо за обращение! Мы скоро ответим');
    // The first message follows none of ours; twenty make a loop.
    expect([heard.length, heard.at(-1), heard.indexOf(rest)]).toEqual([21, rest, 20]);
    expect(questions(world.openAi)).toHaveLength(20);
    const calls = world.openAi.count('chat');
    world.greenApi.say(chat, 'Спасибо за обращение! Мы скоро ответим');
    world.greenApi.speak(chat, Buffer.from('not heard'));
    await world.settled();
    expect(world.heardBy(chat)).toHaveLength(21);
    expect([world.openAi.count('chat'), world.openAi.count('transcriptions')]).toEqual([calls, 0]);
    const [pause] = await world.journal(({ pauses }) => pauses.of(chat));
    expect(pause).toMatchObject({ reason: 'rest' });
    expect((pause?.until ?? 0) - (pause?.at ?? 0)).toBe(hourMs);
    expect(await world.logged('chat-rests')).toMatchObject([{ level: 'warn', reason: 'loop' }]);
    const alerts = world.journal(({ notices }) => notices.list({ begin: 'alert.', most: 9 }));
    expect((await alerts).map(({ topic }) => topic)).toEqual(['alert.loop']);
    world.ahead += hourMs + 1000;
    expect(await world.ask(chat, 'Здравствуйте, сколько стоит курс?')).toContain('сколько стоит');
  });

  it('is seen over a restart', async () => {
    await using world = await openWorld({
      env: { WABOT_CHAT_HOURLY: '0', WABOT_HISTORY_LIMIT: '4' },
    });
    await loop(world, 12, (turn) => `Заявка № ${turn} принята`);
    await world.restart();
    expect((await loop(world, 12, (turn) => `Заявка № ${turn + 50} принята`)).at(-1)).toBe(rest);
    expect(world.heardBy(chat)).toHaveLength(21);
  });

  it('goes on where nobody minds', async () => {
    await using world = await openWorld({
      env: { WABOT_CHAT_HOURLY: '0', WABOT_LOOP_GUARD: 'false' },
    });
    expect(await loop(world, 25, () => 'Спасибо за обращение! Мы скоро ответим')).toHaveLength(25);
    expect(world.heardBy(chat)).not.toContain(rest);
  });

  it('is no customer who asks one thing after the other', async () => {
    await using world = await openWorld({ env: { WABOT_CHAT_HOURLY: '0' } });
    const letters = 'абвгдежзиклмнопрстуфхцчшщэюя';
    await loop(world, 25, (turn) => `Есть ли у вас курс ${letters[turn]}`);
    expect(world.heardBy(chat)).not.toContain(rest);
  });

  it.each([
    ['a question', (turn: number) => `Сколько стоит курс ${turn}?`],
    ['a text with a number at its end', (turn: number) => `Вопрос ${turn}`],
  ])('is no customer who asks quickly of one thing after the other, by %s', async (_, text) => {
    await using world = await openWorld({ env: { WABOT_CHAT_HOURLY: '0' } });
    await loop(world, 25, text);
    expect(world.heardBy(chat)).not.toContain(rest);
  });
});

describe('more messages an hour than are answered', () => {
  it('put the chat to rest, and no other', async () => {
    const owner = customer(9);
    await using world = await openWorld({
      env: { WABOT_CHAT_HOURLY: '5', WABOT_OWNERS: phoneOf(owner) },
    });
    const heard = await loop(world, 9, (turn) => `Вопрос ${'абвгдежзи'[turn]}`);
    expect([heard.length, heard.at(-1)]).toEqual([6, rest]);
    const [alert = '', ...more] = await world.replies(owner);
    expect([alert, more]).toEqual([expect.stringContaining('WABOT_CHAT_HOURLY'), []]);
    expect(alert).toContain(`+${phoneOf(chat)}`);
    expect(await world.ask(customer(2), 'А мне?')).toBe('Heard: А мне?');
    await world.restart();
    world.greenApi.say(chat, 'Ещё вопрос');
    await world.settled();
    expect(world.heardBy(chat)).toHaveLength(6);
    world.ahead += hourMs + 1000;
    expect(await world.ask(chat, 'А теперь?')).toContain('А теперь?');
  });

  it('are counted over a restart, and as they leave the hour', async () => {
    await using world = await openWorld({ env: { WABOT_CHAT_HOURLY: '3' } });
    await world.ask(chat, 'Первый вопрос');
    world.ahead += 40 * 60_000;
    await world.ask(chat, 'Второй вопрос');
    await world.restart();
    await world.ask(chat, 'Третий вопрос');
    world.ahead += 25 * 60_000;
    expect(await world.ask(chat, 'Четвёртый вопрос')).toBe('Heard: Четвёртый вопрос');
    await until(() => expect(world.heardBy(chat)).toHaveLength(4));
    expect(await world.ask(chat, 'Пятый вопрос')).toBe(rest);
  });
});
