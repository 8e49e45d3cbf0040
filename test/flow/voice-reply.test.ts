import { describe, expect, it } from 'vitest';
import { builtInPhrases } from '../../src/core/phrases/phrases.ts';
import { definePlugin } from '../../src/core/kinds/plugin.ts';
import { openAiFaults, type Fault } from '../../src/sandbox/openai/index.ts';
import { voice } from '../plugins/transcoder/ffmpeg/sounds.ts';
import { customer, dialogueOf } from './dialogue.ts';
import { withNotes } from './messenger.ts';
import { unclearEnds } from './unclear-ends.ts';
import { heardAloud } from './voices.ts';
import { openWorld, until, type World, type WorldOptions } from './world.ts';

const chat = customer(1);
const asked = 'Сколько стоит доставка?';
const answer = '*Доставка* стоит 1 500 ₸ 👍';
const spoken = '🎤 Доставка стоит 1 500 ₸.';

/** A world whose model gives this answer, and where voice notes say what was asked. */
function openTalking(env: Record<string, string> = {}, options: WorldOptions = {}): Promise<World> {
  return openWorld({
    prompt: 'Доставка стоит 1 500 ₸. Прайс: https://example.kz/price.',
    ...options,
    env: { WABOT_VOICE_REPLY: 'when-voice', ...env },
    openAi: { hear: () => asked, answer: () => answer, ...options.openAi },
  });
}

/** A customer speaks; resolves with everything that came back, when all is settled. */
async function speakTo(world: World): Promise<string[]> {
  world.greenApi.speak(chat, await voice('ru-human-03'));
  await until(() => expect(heardAloud(world, chat)).not.toEqual([]));
  await world.settled();
  return heardAloud(world, chat);
}

const nothingDue = (world: World): Promise<void> =>
  until(async () => expect(await world.journal(({ outbox }) => outbox.due())).toEqual([]));

it('an answer to a voice note is heard, and read where the messenger takes no voice notes', async () => {
  await using world = await openTalking();
  expect(await speakTo(world)).toEqual([withNotes ? spoken : answer]);
});

describe.runIf(withNotes).concurrent('an answer to a voice note', () => {
  it('is a voice note, spoken without marks; the history keeps the text, the books what it cost', async () => {
    await using world = await openTalking();
    expect(await speakTo(world)).toEqual([spoken]);
    const [request] = world.openAi.requests.flatMap(({ speech }) => speech ?? []);
    expect(request).toEqual({
      model: 'gpt-4o-mini-tts',
      voice: 'alloy',
      input: spoken.slice(3),
      responseFormat: 'opus',
    });
    expect(await world.ask(chat, 'Спасибо')).toBe(answer);
    const [first, last] = world.openAi.requests.flatMap((heard) =>
      heard.chat ? dialogueOf(heard.chat) : [],
    );
    expect(last?.said.map(({ text }) => text)).toEqual([asked, answer, 'Спасибо']);
    expect([first, last].map((one) => one?.system.includes('read aloud'))).toEqual([true, false]);
    const accounts = await world.journal((journal) => Array.fromAsync(journal.accounts.usage(0)));
    const usages = accounts
      .flatMap(({ usage }) => usage ?? [])
      .filter(({ spokenCharacters = 0 }) => spokenCharacters > 0);
    expect(usages).toMatchObject([
      { spokenCharacters: request?.input.length, voiceModel: 'gpt-4o-mini-tts' },
    ]);
  });

  it('is a text where a link is in it', async () => {
    await using world = await openTalking(
      {},
      { openAi: { answer: () => 'Вот: https://example.kz/price' } },
    );
    expect(await speakTo(world)).toEqual(['Вот: https://example.kz/price']);
    expect(world.openAi.count('speech')).toBe(0);
  });

  it('is a text while nobody has asked for voices', async () => {
    await using world = await openTalking({ WABOT_VOICE_REPLY: '', WABOT_VOICE: 'no-such-plugin' });
    expect(await speakTo(world)).toEqual([answer]);
    expect(world.openAi.count('speech')).toBe(0);
    expect(world.greenApi.count('sendFileByUpload')).toBe(0);
  });

  it('follows the line that a machine answers, and the first one says so too, and for machines', async () => {
    await using world = await openTalking({ WABOT_DISCLOSURE: 'true' });
    const { disclosure, voiceDisclosure } = builtInPhrases.ru;
    const first = `🎤 ${voiceDisclosure}\n${spoken.slice(3)}`;
    expect(await speakTo(world)).toEqual([disclosure, first]);
    world.greenApi.speak(chat, await voice('ru-human-03'));
    await until(() => expect(heardAloud(world, chat)).toEqual([disclosure, first, spoken]));
    const notes = world.greenApi.sent.flatMap(({ file }) => file ?? []);
    expect(notes.map(({ bytes }) => Buffer.from(bytes).includes('COMMENT=AI-generated'))).toEqual([
      true,
      true,
    ]);
  });
});

describe.runIf(withNotes).concurrent('with WABOT_VOICE_REPLY=always', () => {
  it("anyone who writes hears a voice, too; the bot's own phrases are written", async () => {
    await using world = await openTalking({ WABOT_VOICE_REPLY: 'always' });
    world.greenApi.say(chat, asked);
    await until(() => expect(heardAloud(world, chat)).toEqual([spoken]));
    world.greenApi.speak(customer(2), await voice('none-silence'));
    await until(() => expect(heardAloud(world, customer(2))).toEqual([builtInPhrases.ru.repeat]));
  });
});

const converterOfNothing = definePlugin({
  kind: 'transcoder',
  name: 'none',
  summary: 'Nothing is converted',
  settings: {},
  create: () => Promise.resolve({ toMp3: () => Promise.reject(new Error('never')) }),
});

describe
  .runIf(withNotes)
  .concurrent('an answer that cannot be spoken is written, at once and once', () => {
    it.each<[string, Fault]>([
      ['there is no money', openAiFaults.quota],
      ['the key is wrong', openAiFaults.invalidKey],
      ['the service asks to slow down', openAiFaults.rateLimited(60)],
      ['the service has a fault', openAiFaults.serverError],
      ['a gateway answers', openAiFaults.html],
      ['the service hangs', openAiFaults.hang],
      ['the line drops', openAiFaults.drop],
      ['the line breaks', openAiFaults.cut],
      ['nothing comes', { body: '' }],
      ['garbage comes', { body: 'this is not sound' }],
      ['a note without sound comes', { body: 'OggS' }],
    ])('%s', async (_, fault) => {
      await using world = await openTalking({ WABOT_TURN_TIMEOUT_MS: '3000' });
      world.openAi.fault('speech', fault);
      expect(await speakTo(world)).toEqual([answer]);
      expect(await world.logged('voice-failed')).toMatchObject([{ level: 'warn' }]);
      expect(world.openAi.count('speech')).toBe(1);
      expect((await world.log()).filter(({ level }) => level === 'error')).toEqual([]);
      await nothingDue(world);
    });

    it('the budget is spent', async () => {
      const long = 'Слово. '.repeat(100).trim();
      await using world = await openTalking(
        { WABOT_BUDGET_CHAT_DAY: '0.01' },
        { openAi: { answer: () => long } },
      );
      expect(await speakTo(world)).toEqual([long]);
      expect(world.openAi.count('speech')).toBe(0);
    });

    it('there is no ffmpeg, and the service speaks something else', async () => {
      const catalog = { 'transcoder/none': () => Promise.resolve({ default: converterOfNothing }) };
      const openAi = { refuses: ['response_format'] };
      await using world = await openTalking({ WABOT_TRANSCODER: 'none' }, { catalog, openAi });
      expect(await speakTo(world)).toEqual([answer]);
      expect((await world.logged('voice-failed')).length).toBe(1);
    });

    it.each<[string, Fault]>([
      ['a refusal', { status: 400, body: 'Validation failed' }],
      ['the wrong host', { status: 403, body: '<html>403 Forbidden</html>' }],
      ['a host without that method', { status: 404 }],
      ['too large a file', { status: 413 }],
    ])('the note meets %s', async (_, fault) => {
      await using world = await openTalking();
      world.greenApi.fault('sendFileByUpload', fault);
      expect(await speakTo(world)).toEqual([answer]);
      expect(await world.logged('voice-refused')).toHaveLength(1);
      await nothingDue(world);
    });
  });

describe.runIf(withNotes).concurrent('a service that speaks another form', () => {
  it('is asked once, and ffmpeg makes a voice note of what it says', async () => {
    await using world = await openTalking({}, { openAi: { refuses: ['response_format'] } });
    expect(await speakTo(world)).toEqual(['🎤 (no words)']);
  });
});

describe.runIf(withNotes).concurrent('an upload whose outcome is unclear', () => {
  it.each(unclearEnds)('%s: the note arrives once', async (_, fault) => {
    await using world = await openTalking();
    world.greenApi.fault('sendFileByUpload', fault);
    expect(await speakTo(world)).toEqual([spoken]);
    await nothingDue(world);
    world.greenApi.speak(chat, await voice('ru-human-03'));
    await until(() => expect(heardAloud(world, chat)).toHaveLength(2));
    await world.settled();
    expect(heardAloud(world, chat)).toEqual([spoken, spoken]);
  });

  it('before a fallback: the text arrives once, too', async () => {
    await using world = await openTalking();
    world.greenApi.fault('sendFileByUpload', { status: 400, body: 'Validation failed' });
    world.greenApi.fault('sendMessage', { line: 'drop', effect: true });
    expect(await speakTo(world)).toEqual([answer]);
    await nothingDue(world);
    expect(world.greenApi.sent).toHaveLength(1);
  });
});
