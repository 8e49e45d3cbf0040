import { createServer } from 'node:http';
import { describe, expect, it } from 'vitest';
import { builtInPhrases } from '../../src/core/phrases/phrases.ts';
import type { Link } from '../../src/sandbox/green-api/index.ts';
import { amrNote, oldPhoneNote, sounds, voice } from '../plugins/transcoder/ffmpeg/sounds.ts';
import { customer, saying, uploads } from './dialogue.ts';
import { openWorld } from './world.ts';

const chat = customer(1);
const heard = 'Сколько стоит доставка?';

describe.concurrent('a voice note', () => {
  it.each<[Link, number]>([
    ['works', 0],
    ['dead', 1],
    ['missing', 1],
  ])('is heard and answered when its link is %s', async (link, freshLinks) => {
    await using world = await openWorld({ openAi: { hear: () => heard } });
    const bytes = await voice('ru-human-03');
    world.greenApi.speak(chat, bytes, { link });
    expect(await world.replies(chat)).toEqual([`Heard: ${heard}`]);
    await world.settled();
    expect(world.heardBy(chat)).toHaveLength(1);
    expect(world.greenApi.count('downloadFile')).toBe(freshLinks);
    expect(uploads(world.openAi)[0]).toMatchObject({ fileName: 'voice.ogg', bytes });
  });

  it.each<[Link, boolean]>([
    ['oversized', false],
    ['huge', true],
  ])('that is too large (%s) is said to be', async (link, isFetched) => {
    await using world = await openWorld();
    await world.ask(chat, 'How much is the course?');
    world.greenApi.speak(chat, await voice('en-human-05'), { link });
    expect((await world.replies(chat, 2))[1]).toBe(builtInPhrases.en.tooLarge);
    expect(world.openAi.count('transcriptions')).toBe(0);
    if (!isFetched) expect(world.greenApi.count('downloadFile')).toBe(0);
  });

  it('that is gone everywhere is asked for again', async () => {
    await using world = await openWorld();
    world.greenApi.speak(chat, await voice('ru-human-03'), { link: 'dead', gone: true });
    expect(await world.replies(chat)).toEqual([builtInPhrases.ru.repeat]);
  });

  it('is not fetched from where the bot must not go', async () => {
    let calls = 0;
    const forbidden = createServer((_, response) => response.end(`${(calls += 1)}`));
    await new Promise<void>((resolve) => forbidden.listen(0, '127.0.0.1', resolve));
    const address = forbidden.address();
    const port = String(typeof address === 'object' ? address?.port : '');
    await using world = await openWorld({ openAi: { hear: () => heard } });
    const bytes = await voice('ru-human-03');
    const places = [
      `http://127.0.0.1:${port}/x`,
      `https://localhost:${port}/x`,
      'http://169.254.169.254/x',
      'file:///etc/passwd',
    ];
    for (const [index, downloadUrl] of places.entries())
      world.greenApi.speak(customer(index), bytes, { downloadUrl, gone: true });
    for (const index of places.keys())
      expect(await world.replies(customer(index))).toEqual([builtInPhrases.ru.repeat]);
    world.greenApi.speak(customer(9), bytes, { downloadUrl: places[0] ?? '' });
    expect(await world.replies(customer(9))).toEqual([`Heard: ${heard}`]);
    expect(calls).toBe(0);
    forbidden.close();
  });

  it('that comes a byte a second ends at the deadline, and nobody else waits for it', async () => {
    await using world = await openWorld({
      env: { WABOT_TURN_TIMEOUT_MS: '1500', WABOT_TURN_TRIES: '1' },
    });
    world.greenApi.speak(chat, await voice('ru-human-03'), { link: 'slow' });
    expect(await world.ask(customer(2), 'Адрес?')).toBe('Heard: Адрес?');
    expect(world.heardBy(chat)).toEqual([]);
    expect(await world.replies(chat)).toEqual([builtInPhrases.ru.apology]);
    const letters = await world.journal((journal) => journal.letters.list(10));
    expect(letters).toMatchObject([{ kind: 'inbound', chat }]);
  });

  it.each<[string, () => Promise<Uint8Array>]>([
    ['amr', () => Promise.resolve(amrNote())],
    ['aac', sounds['aac'] ?? oldPhoneNote],
    ['3gp', oldPhoneNote],
  ])('in %s goes up as MP3', async (extension, make) => {
    await using world = await openWorld({ openAi: { hear: () => heard } });
    world.greenApi.speak(chat, await make(), { extension, mimeType: `audio/${extension}` });
    expect(await world.replies(chat)).toEqual([`Heard: ${heard}`]);
    expect(uploads(world.openAi)[0]?.fileName).toBe('voice.mp3');
  });

  it('in mp4, named wrongly, goes up as it is under its right name; AUDIO_CONVERT=mp3 converts all', async () => {
    const mp4 = await (sounds['mp4 with a picture'] ?? oldPhoneNote)();
    const names: (string | undefined)[] = [];
    for (const convert of ['auto', 'mp3']) {
      await using world = await openWorld({
        openAi: { hear: () => heard },
        env: { AUDIO_CONVERT: convert },
      });
      world.greenApi.speak(chat, mp4);
      await world.replies(chat);
      names.push(uploads(world.openAi)[0]?.fileName);
    }
    expect(names).toEqual(['voice.m4a', 'voice.mp3']);
  });
});

describe.concurrent('notes in a burst', () => {
  it('are all heard and keep their place among the texts', async () => {
    const notes = await Promise.all(['ru-human-03', 'en-human-05', 'kk-tts-01'].map(voice));
    await using world = await openWorld({
      env: { WABOT_QUIET_MS: '1000' },
      openAi: {
        hear: ({ bytes }) => saying(`note ${notes.findIndex((note) => bytes.equals(note))}`),
      },
    });
    world.greenApi.say(chat, saying('text 0'));
    world.greenApi.speak(chat, notes[0] ?? Buffer.alloc(0));
    world.greenApi.speak(chat, notes[1] ?? Buffer.alloc(0));
    world.greenApi.say(chat, saying('text 1'));
    world.greenApi.speak(chat, await voice('none-silence'));
    world.greenApi.speak(chat, notes[2] ?? Buffer.alloc(0));
    const [reply = ''] = await world.replies(chat);
    await world.settled();
    expect(world.heardBy(chat)).toHaveLength(1);
    const lines = reply.replace('Heard: ', '').split('\n').filter(Boolean);
    const unclear = '[a voice message that could not be understood]';
    expect(lines).toEqual([
      ...['text 0', 'note 0', 'note 1', 'text 1'].map(saying),
      unclear,
      saying('note 2'),
    ]);
  });
});

describe.concurrent('a note without words', () => {
  it.each<[string, string, string | undefined]>([
    ['none-silence', 'is silence', undefined],
    ['none-noise', 'is steady noise', undefined],
    ['en-human-05', 'gets credits invented', 'Субтитры сделал DimaTorzok'],
    ['en-human-05', 'gets nothing', ''],
    ['en-human-05', 'gets a sound', '[музыка]'],
  ])('%s that %s is asked for again in the language of the chat', async (name, _, transcript) => {
    await using world = await openWorld({ openAi: { hear: () => transcript } });
    await world.ask(chat, 'Сәлеметсіз бе, курс қанша тұрады?');
    world.greenApi.speak(chat, await voice(name));
    expect((await world.replies(chat, 2))[1]).toBe(builtInPhrases.kk.repeat);
    await world.settled();
    expect(world.heardBy(chat)).toHaveLength(2);
    expect(world.openAi.count('chat')).toBe(1);
    expect(world.openAi.count('transcriptions')).toBe(transcript === undefined ? 0 : 1);
  });
});
