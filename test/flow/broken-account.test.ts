import { describe, expect, it } from 'vitest';
import { builtInPhrases } from '../../src/core/phrases/phrases.ts';
import { openAiFaults, type Fault } from '../../src/sandbox/openai/index.ts';
import { voice } from '../plugins/transcoder/ffmpeg/sounds.ts';
import { customer } from './dialogue.ts';
import { openWorld } from './world.ts';

const chat = customer(1);
const hourMs = 60 * 60 * 1000;
const { apology } = builtInPhrases.ru;

describe.each<[string, Fault, RegExp]>([
  ['key', openAiFaults.invalidKey, /OPENAI_API_KEY/],
  ['quota', openAiFaults.quota, /Top up/],
  ['model', openAiFaults.unknownModel, /OPENAI_MODEL/],
])('an account that fails for its %s', (code, fault, advice) => {
  it('is asked once a message; customers hear of it once an hour; the log says what to do; it recovers by itself', async () => {
    await using world = await openWorld();
    world.openAi.fault('chat', { ...fault, times: Infinity });
    expect(await world.ask(chat, 'Раз')).toBe(apology);
    world.greenApi.say(chat, 'Два');
    expect(await world.ask(customer(2), 'Привет')).toBe(apology);
    await world.logged('turn-given-up', 3);
    await world.settled();
    expect(world.heardBy(chat)).toEqual([apology]);
    expect(world.openAi.count('chat')).toBe(3);

    world.ahead += hourMs + 1000;
    expect(await world.ask(chat, 'Три')).toBe(apology);
    const letters = await world.journal((journal) => journal.letters.list(10));
    expect(letters.map(({ reason }) => reason)).toEqual(
      Array.from({ length: 4 }, () => `service.openai.${code}`),
    );

    const [line] = await world.logged('turn-given-up');
    expect(line).toMatchObject({ level: 'error', error: { code: `service.openai.${code}` } });
    expect(JSON.stringify(line)).toMatch(advice);
    expect(JSON.stringify(await world.log())).not.toContain(world.env['OPENAI_API_KEY']);

    world.openAi.clearFaults();
    expect(await world.ask(chat, 'Четыре')).toContain('Четыре');
  });
});

describe.concurrent('a speech account that fails', () => {
  it('gets the same', async () => {
    await using world = await openWorld({ openAi: { hear: () => 'Сколько стоит курс?' } });
    world.openAi.fault('transcriptions', { ...openAiFaults.quota, times: Infinity });
    const note = await voice('ru-human-03');
    world.greenApi.speak(chat, note);
    world.greenApi.speak(chat, note);
    expect(await world.replies(chat)).toEqual([apology]);
    await world.settled();
    expect(world.heardBy(chat)).toEqual([apology]);
    world.openAi.clearFaults();
    world.greenApi.speak(chat, note);
    expect((await world.replies(chat, 2))[1]).toBe('Heard: Сколько стоит курс?');
  });
});

describe.concurrent('a WhatsApp account that comes back', () => {
  it.each([
    [
      'not linked',
      { status: 400, body: 'instance account not authorized', headers: { 'retry-after': '3600' } },
    ],
    ['without quota', { status: 466 }],
  ])('is sent at once what waited while it was %s', async (_, fault) => {
    await using world = await openWorld();
    await world.logged('channel-state');
    world.greenApi.notify({ typeWebhook: 'stateInstanceChanged', stateInstance: 'notAuthorized' });
    world.greenApi.fault('sendMessage', { ...fault, times: Infinity });
    for (const each of [1, 2]) world.greenApi.say(customer(each), 'Привет');
    await world.logged('reply-delayed', 2);
    world.greenApi.clearFaults();
    world.greenApi.notify({ typeWebhook: 'stateInstanceChanged', stateInstance: 'authorized' });
    for (const each of [1, 2])
      expect(await world.replies(customer(each))).toEqual(['Heard: Привет']);
  });
});
