import { describe, expect, it } from 'vitest';
import { builtInPhrases } from '../../src/core/phrases/phrases.ts';
import { openAiFaults } from '../../src/sandbox/openai/index.ts';
import { startLoopback } from '../plugins/openai/loopback.ts';
import { voice } from '../plugins/transcoder/ffmpeg/sounds.ts';
import { customer, uploads } from './dialogue.ts';
import { openWorld } from './world.ts';

const chat = customer(1);

describe.concurrent('a note that is longer than the business hears', () => {
  it('is asked for again, shorter, in the language of the chat, and costs nothing', async () => {
    await using world = await openWorld({ env: { WABOT_VOICE_MAX_SECONDS: '5' } });
    await world.ask(chat, 'Сәлеметсіз бе, курс қанша тұрады?');
    world.greenApi.speak(chat, await voice('ru-human-03'));
    expect((await world.replies(chat, 2))[1]).toBe(builtInPhrases.kk.tooLong);
    expect(world.openAi.count('transcriptions')).toBe(0);
  });

  it('is heard in parts, in order, with WABOT_VOICE_SPLIT', async () => {
    let part = 0;
    await using world = await openWorld({
      env: { WABOT_VOICE_MAX_SECONDS: '3', WABOT_VOICE_SPLIT: 'true' },
      openAi: { hear: () => `Часть номер ${(part += 1)}` },
    });
    world.greenApi.speak(chat, await voice('ru-human-03'));
    const [reply = ''] = await world.replies(chat);
    const count = uploads(world.openAi).length;
    expect(count).toBeGreaterThan(1);
    const parts = Array.from({ length: count }, (_, index) => `Часть номер ${index + 1}`);
    expect(reply.replace('Heard: ', '').split('\n').filter(Boolean)).toEqual(parts);
  });
});

describe.concurrent('the language of a note', () => {
  it('is not forced on it; what looks like Turkish is heard once more as Kazakh', async () => {
    const kazakh = 'Сәлеметсіз бе, курс қанша тұрады?';
    await using world = await openWorld({
      openAi: {
        hear: ({ languages }) =>
          languages.includes('kk') ? kazakh : 'Selamatsız bı, kurs kanşa turadı?',
      },
    });
    await world.ask(chat, 'Здравствуйте, сколько стоит курс?');
    world.greenApi.speak(chat, await voice('kk-tts-01'));
    expect((await world.replies(chat, 2))[1]).toBe(`Heard: ${kazakh}`);
    expect(uploads(world.openAi).map(({ languages }) => languages)).toEqual([[], ['kk']]);
  });
});

describe.concurrent('a second service', () => {
  it('hears the note when the first is down, and is named in the books and the log', async () => {
    await using standby = await startLoopback(() => ({ body: { text: 'Сколько стоит курс?' } }));
    await using world = await openWorld({
      env: {
        OPENAI_SPEECH_FALLBACK_BASE_URL: standby.baseUrl,
        OPENAI_SPEECH_FALLBACK_MODEL: 'whisper-large-v3',
      },
    });
    world.openAi.fault('transcriptions', openAiFaults.serverError);
    world.greenApi.speak(chat, await voice('ru-human-03'));
    expect(await world.replies(chat)).toEqual(['Heard: Сколько стоит курс?']);
    expect(await world.logged('voice-heard')).toMatchObject([{ model: 'whisper-large-v3' }]);
    expect(await world.logged('turn-settled')).toMatchObject([
      { usage: { speechModel: 'whisper-large-v3' } },
    ]);
    expect(await world.logged('speech-fallback')).toMatchObject([
      { failed: 'gpt-transcribe', asked: 'whisper-large-v3' },
    ]);
  });
});

describe.concurrent('what speech models invent', () => {
  it.each(['Спасибо за просмотр!', 'Продолжение следует...', 'Thanks for watching!'])(
    'is answered when a customer types it, and only then: %s',
    async (words) => {
      await using world = await openWorld({ openAi: { hear: () => words } });
      expect(await world.ask(chat, words)).toBe(`Heard: ${words}`);
      world.greenApi.speak(chat, await voice('ru-human-03'));
      const repeat: string[] = [builtInPhrases.ru.repeat, builtInPhrases.en.repeat];
      expect(repeat).toContain((await world.replies(chat, 2))[1]);
    },
  );
});
