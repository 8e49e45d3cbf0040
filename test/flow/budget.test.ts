import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { builtInPhrases } from '../../src/core/phrases/phrases.ts';
import { answerCost } from '../prices.ts';
import { customer } from './dialogue.ts';
import { openWorld, type World } from './world.ts';

const chat = customer(1);
const hourMs = 60 * 60 * 1000;
const dayMs = 24 * hourMs;
/** Less than one answer of this model can cost. */
const tight = { OPENAI_MODEL: 'gpt-6-astra', WABOT_BUDGET_DAY: '0.01' };
const note = (): Promise<Buffer> =>
  readFile(join(import.meta.dirname, '../voices/ru-human-03.ogg'));

const letters = (world: World): Promise<{ reason: string }[]> =>
  world.journal(({ letters: kept }) => kept.list(99));

describe.concurrent('at the cap', () => {
  it('no call is made, the customer gets one line an hour, the operator an event, and nothing is lost', async () => {
    await using world = await openWorld({ env: tight });
    expect(await world.ask(chat, 'Курс қанша тұрады?')).toBe(builtInPhrases.kk.budget);
    world.greenApi.say(chat, 'Алло?');
    await world.settled();
    expect(await world.ask(customer(2), 'Сколько стоит курс?')).toBe(builtInPhrases.ru.budget);
    expect(world.heardBy(chat)).toHaveLength(1);
    world.ahead += hourMs;
    expect(await world.ask(chat, 'Сәлеметсіз бе, жауап беріңізші')).toBe(builtInPhrases.kk.budget);
    await world.settled();
    expect(world.openAi.count('chat')).toBe(0);
    expect((await letters(world)).map(({ reason }) => reason)).toEqual(Array(4).fill('budget'));
    expect(await world.logged('budget-reached', 2)).toHaveLength(2);
    expect(
      (await world.log()).filter(({ level }) => level === 'error').map(({ event }) => event),
    ).toEqual(Array(2).fill('budget-reached'));
  });

  it('that no answer fits into, the operator hears of it at the start, once', async () => {
    await using world = await openWorld({ env: { ...tight, WABOT_BUDGET_CHAT_DAY: '5' } });
    expect(await world.logged('budget-too-small')).toMatchObject([
      {
        level: 'warn',
        cap: 'WABOT_BUDGET_DAY',
        dollars: 0.01,
        answer: expect.any(Number) as number,
      },
    ]);
    await world.stop();
    world.env['WABOT_BUDGET_DAY'] = '5';
    await world.start();
    expect(await world.logged('budget-too-small')).toHaveLength(1);
  });

  it('a voice note is not heard', async () => {
    await using world = await openWorld({
      env: { WABOT_BUDGET_CHAT_DAY: '0.001', OPENAI_SPEECH_MODEL: 'gpt-live-transcribe' },
    });
    world.greenApi.speak(chat, await note());
    expect(await world.replies(chat)).toEqual([builtInPhrases.ru.budget]);
    await world.settled();
    expect([world.openAi.count('transcriptions'), world.openAi.count('chat')]).toEqual([0, 0]);
  });

  it('what was given up is answered and remembered once somebody raises the cap and puts it back', async () => {
    await using world = await openWorld({ env: tight });
    await world.ask(chat, 'Сколько стоит курс?');
    await world.stop();
    world.env['WABOT_BUDGET_DAY'] = '5';
    await world.start();
    await world.journal(async ({ letters: kept }) => kept.retry((await kept.list(1))[0]?.id ?? ''));
    expect((await world.replies(chat, 2))[1]).toBe('Heard: Сколько стоит курс?');
    expect(await world.ask(chat, 'Спасибо')).toBe('Heard: Спасибо');
    const asked = world.openAi.requests.at(-1)?.chat?.messages.map(({ content }) => content);
    expect(asked?.slice(1)).toEqual([
      'Сколько стоит курс?',
      'Heard: Сколько стоит курс?',
      'Спасибо',
    ]);
  });
});

describe.concurrent('below the cap', () => {
  it('customers are answered until it is reached, and again when the day of the business changes', async () => {
    const cap = 0.003;
    let ahead = 0;
    const greenApi = { now: () => Date.now() + ahead };
    const env = { WABOT_BUDGET_CHAT_DAY: String(cap) };
    await using world = await openWorld({ env, greenApi });
    let answered = 0;
    while ((await world.ask(chat, `Вопрос ${answered}?`)) !== builtInPhrases.ru.budget)
      answered += 1;
    await world.settled();
    const charges = await world.journal(({ accounts }) => Array.fromAsync(accounts.usage(0)));
    const spent = charges.reduce(
      (sum, { usage }) => sum + (usage ? (answerCost('gpt-6-luna', usage) ?? NaN) : 0),
      0,
    );
    expect(answered).toBeGreaterThan(1);
    expect(spent).toBeGreaterThan(0);
    expect(spent).toBeLessThanOrEqual(cap);
    expect(world.openAi.count('chat')).toBe(answered);
    expect(await world.ask(customer(2), 'А мне?')).toBe('Heard: А мне?');
    ahead = dayMs;
    world.ahead = dayMs;
    expect(await world.ask(chat, 'А сегодня?')).toBe('Heard: А сегодня?');
  });
});
