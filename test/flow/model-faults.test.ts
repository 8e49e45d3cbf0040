import { describe, expect, it } from 'vitest';
import { builtInPhrases } from '../../src/core/phrases/phrases.ts';
import { openAiFaults, type Fault } from '../../src/sandbox/openai/index.ts';
import { voice } from '../plugins/transcoder/ffmpeg/sounds.ts';
import { customer, saying, sayingsIn } from './dialogue.ts';
import { openWorld, until } from './world.ts';

const chat = customer(1);
const empty: Fault = {
  body: {
    choices: [{ index: 0, message: { role: 'assistant', content: ' ' }, finish_reason: 'stop' }],
  },
};
const passing: Record<string, Fault> = {
  'a rate limit': openAiFaults.rateLimited(1),
  'a fault': openAiFaults.serverError,
  'a page of a gateway': openAiFaults.html,
  'a malformed answer': openAiFaults.malformed,
  'an answer without choices': openAiFaults.noChoices,
  'an empty answer': empty,
  'a dropped line': openAiFaults.drop,
  'a cut line': openAiFaults.cut,
};

describe.concurrent('a model that fails', () => {
  it('is asked again, and the customer hears one answer', async () => {
    await using world = await openWorld();
    const chats = Object.entries(passing).map(([name, fault], index) => {
      world.openAi.fault('chat', {
        ...fault,
        effect: true,
        when: ({ body }) => body.includes(saying(name)),
      });
      world.greenApi.say(customer(index), saying(name));
      return { name, chat: customer(index) };
    });
    for (const each of chats)
      expect((await world.replies(each.chat)).flatMap(sayingsIn)).toEqual([each.name]);
    await world.settled();
    expect(world.greenApi.sent).toHaveLength(chats.length);
    expect(world.openAi.count('chat')).toBe(2 * chats.length);
    const asked = world.openAi.requests.filter(({ chat: heard }) =>
      JSON.stringify(heard?.messages ?? '').includes('rate limit'),
    );
    expect((asked[1]?.at ?? 0) - (asked[0]?.at ?? 0)).toBeGreaterThan(900);
  });

  it('that hangs past the deadline is asked again later, also after a restart', async () => {
    await using world = await openWorld({ env: { WABOT_TURN_TIMEOUT_MS: '2000' } });
    const hangs = saying('Привет');
    world.openAi.fault('chat', { ...openAiFaults.hang, when: ({ body }) => body.includes(hangs) });
    world.greenApi.say(chat, hangs);
    expect(await world.ask(customer(2), 'Адрес?')).toBe('Heard: Адрес?');
    const [postponed] = await world.logged('turn-postponed');
    expect(postponed).toMatchObject({ level: 'warn', tries: 1 });
    expect(world.heardBy(chat)).toEqual([]);
    world.ahead += 60_000;
    await world.restart();
    expect((await world.replies(chat)).flatMap(sayingsIn)).toEqual(['Привет']);
  });

  it('for good ends in one apology and a dead letter that can be tried again', async () => {
    await using world = await openWorld({
      env: { WABOT_TURN_TIMEOUT_MS: '500', WABOT_TURN_TRIES: '2' },
    });
    world.openAi.fault('chat', { ...openAiFaults.hang, times: 2 });
    world.greenApi.say(chat, 'How much is the course?');
    await world.logged('turn-postponed');
    world.ahead += 60_000;
    await world.restart();
    expect(await world.replies(chat)).toEqual([builtInPhrases.en.apology]);
    await world.settled();
    const [letter, ...others] = await world.journal((journal) => journal.letters.list(10));
    expect([letter, others]).toMatchObject([{ kind: 'inbound', chat, reason: 'turn.timeout' }, []]);
    expect(await world.journal((journal) => journal.letters.retry(letter?.id ?? ''))).toBe(true);
    expect((await world.replies(chat, 2))[1]).toBe('Heard: How much is the course?');
    await world.settled();
    expect(world.heardBy(chat)).toHaveLength(2);
  });

  it('is not there at all: the turn is put off with a word about it', async () => {
    await using world = await openWorld({
      env: { OPENAI_BASE_URL: 'http://127.0.0.1:9/v1', WABOT_TURN_TIMEOUT_MS: '900' },
    });
    world.greenApi.say(chat, 'Привет');
    const [line] = await world.logged('turn-postponed');
    expect(line).toMatchObject({ error: { code: 'service.openai.unreachable' } });
    expect((await world.logged('model-failed')).length).toBeGreaterThan(0);
    expect(world.heardBy(chat)).toEqual([]);
  });

  it('takes newer messages into the turn that is tried again', async () => {
    await using world = await openWorld({ env: { WABOT_TURN_TIMEOUT_MS: '500' } });
    world.openAi.fault('chat', openAiFaults.hang);
    world.greenApi.say(chat, saying('0'));
    await world.logged('turn-postponed');
    world.ahead += 60_000;
    world.greenApi.say(chat, saying('1'));
    expect((await world.replies(chat)).flatMap(sayingsIn)).toEqual(['0', '1']);
    await world.settled();
    expect(world.heardBy(chat)).toHaveLength(1);
  });
});

describe.concurrent('parameters that a model refuses', () => {
  it('are left out once and for all', async () => {
    await using world = await openWorld({
      openAi: { refuses: ['max_tokens', 'temperature'] },
      env: { OPENAI_MODEL: 'llama-3' },
    });
    expect(await world.ask(chat, 'Раз')).toBe('Heard: Раз');
    const tries = world.openAi.count('chat');
    expect(tries).toBe(3);
    expect(await world.ask(chat, 'Два')).toBe('Heard: Два');
    expect(world.openAi.count('chat')).toBe(tries + 1);
    expect(world.openAi.requests.at(-1)?.chat?.parameters).toMatchObject({
      max_completion_tokens: 512,
    });
  });
});

describe.concurrent('a speech service that fails', () => {
  it('is asked again; what was heard once is not paid for twice', async () => {
    await using world = await openWorld({
      openAi: { hear: () => 'Сколько стоит курс?' },
      env: { WABOT_TURN_TIMEOUT_MS: '4000' },
    });
    world.openAi.fault('transcriptions', openAiFaults.rateLimited(0.1));
    world.openAi.fault('transcriptions', openAiFaults.html);
    world.openAi.fault('chat', openAiFaults.serverError);
    world.greenApi.speak(chat, await voice('ru-human-03'));
    expect(await world.replies(chat)).toEqual(['Heard: Сколько стоит курс?']);
    expect(world.openAi.count('transcriptions')).toBe(3);
    expect(world.openAi.count('chat')).toBe(2);
  });

  it('because of the note itself, also as MP3, has it asked for again', async () => {
    await using world = await openWorld();
    const said = {
      message: 'Audio file could not be decoded. It might be corrupted.',
      type: 'invalid_request_error',
    };
    for (let tries = 0; tries < 2; tries += 1)
      world.openAi.fault('transcriptions', { status: 400, body: { error: said } });
    world.greenApi.speak(chat, await voice('ru-human-03'));
    expect(await world.replies(chat)).toEqual([builtInPhrases.ru.repeat]);
    await until(() => expect(world.openAi.count('transcriptions')).toBe(2));
  });
});
