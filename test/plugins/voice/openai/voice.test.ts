import { install } from 'undici';
import { beforeAll, describe, expect, it } from 'vitest';
import { isOggOpus, oggSeconds } from '../../../../src/core/audio.ts';
import type { Due } from '../../../../src/core/kinds/journal.ts';
import { Speaker } from '../../../../src/core/delivery/speaker.ts';
import { FfmpegTranscoder } from '../../../../src/plugins/transcoder/ffmpeg/transcoder.ts';
import plugin from '../../../../src/plugins/voice/openai/index.ts';
import {
  json,
  startLoopback,
  testWorld,
  valuesFor,
  type Says,
  type Script,
} from '../../openai/loopback.ts';
import { made, noteSeconds, voice as recording } from '../../transcoder/ffmpeg/sounds.ts';

const key = 'sk-proj-SeCrEt0123456789abcd';
const live = (): AbortSignal => new AbortController().signal;
const manner = { language: 'kk' } as const;

function refusal(error: object, status = 400): Says {
  return {
    status,
    body: {
      error: { message: 'no', type: 'invalid_request_error', param: null, code: null, ...error },
    },
  };
}

async function sound(format = 'ogg'): Promise<Says> {
  const bytes = format === 'ogg' ? await recording('ru-human-03') : await made(['-f', format]);
  return { body: Buffer.from(bytes), headers: { 'content-type': 'application/octet-stream' } };
}

async function voiceOver(script: Script, environment: Record<string, string> = {}) {
  const server = await startLoopback(script);
  const world = testWorld();
  const address = { OPENAI_TTS_BASE_URL: server.baseUrl, OPENAI_TTS_API_KEY: key };
  const values = valuesFor(plugin.settings, { ...address, ...environment });
  const voice = await plugin.create(values, world);
  return {
    voice,
    values,
    server,
    world,
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

async function failureOver(says: Says, signal = live()): Promise<unknown> {
  await using over = await voiceOver(() => says);
  return await over.voice.speak('Да.', manner, signal).then(
    () => undefined,
    (error: unknown) => error,
  );
}

beforeAll(() => install());

describe('a text', () => {
  it('is one call, and comes back as it was spoken', async () => {
    const says = await sound();
    await using over = await voiceOver(() => says, { OPENAI_TTS_VOICE: 'marin' });
    const { bytes, format } = await over.voice.speak('Сәлеметсіз бе!', manner, live());
    expect([format, Buffer.from(bytes).equals(says.body as Buffer)]).toEqual(['ogg', true]);
    const [heard] = over.server.heard;
    expect(heard).toMatchObject({ method: 'POST', path: '/v1/audio/speech' });
    expect(heard?.headers.authorization).toBe(`Bearer ${key}`);
    const wished = {
      model: 'gpt-4o-mini-tts',
      input: 'Сәлеметсіз бе!',
      voice: 'marin',
      response_format: 'opus',
    };
    expect(json(heard)).toEqual(wished);
    expect(over.voice.model).toBe('gpt-4o-mini-tts');
  });

  it('goes to the chat service when speaking has none of its own', async () => {
    const says = await sound();
    await using server = await startLoopback(() => says);
    const values = valuesFor(plugin.settings, {
      OPENAI_BASE_URL: server.baseUrl,
      OPENAI_API_KEY: key,
      OPENAI_TTS_MODEL: 'kokoro',
    });
    const voice = await plugin.create(values, testWorld());
    await voice.speak('Да.', manner, live());
    expect(json(server.heard[0])).toMatchObject({ model: 'kokoro', voice: 'alloy' });
  });

  it.each(['mp3', 'wav', 'flac'])('that comes as %s is known by its bytes', async (format) => {
    const says = await sound(format);
    await using over = await voiceOver(() => says);
    expect((await over.voice.speak('Да.', manner, live())).format).toBe(format);
  });

  it.each(['mp3', 'wav'])('that comes as %s becomes a voice note by ffmpeg', async (format) => {
    const says = await sound(format);
    await using over = await voiceOver(() => says);
    const { log, now } = over.world;
    const places = {
      configured: undefined,
      bundled: () => Promise.resolve(undefined),
      name: 'ffmpeg',
    };
    const transcoder = new FfmpegTranscoder({ places, folder: '/nonexistent', log });
    const accounts = { charge: () => Promise.resolve() };
    const due: Due = {
      id: '1',
      chat: 'a',
      text: 'Да.',
      voice: 'ru',
      createdAt: 0,
      tries: 0,
      notBefore: 0,
    };
    const outbox = { due: () => Promise.resolve([due]) };
    const speaker = new Speaker({
      voice: over.voice,
      transcoder,
      accounts,
      outbox,
      patienceMs: 60_000,
      log,
      now,
    });
    const note = (await speaker.note(due, live())) ?? new Uint8Array();
    expect(isOggOpus(note)).toBe(true);
    expect(oggSeconds(note)).toBeCloseTo(noteSeconds, 0);
  });
});

describe('a field that the service refuses', () => {
  it.each<[string, object]>([
    ['response_format', { param: 'response_format', code: 'unsupported_value' }],
    [
      'instructions',
      { message: "Unsupported parameter: 'instructions' is not supported with this model." },
    ],
    ['response_format', { message: 'body.response_format: extra inputs are not permitted' }],
  ])('%s is left out, now and later', async (name, error) => {
    const says = await sound('mp3');
    await using over = await voiceOver((heard) => (name in json(heard) ? refusal(error) : says), {
      OPENAI_TTS_INSTRUCTIONS: 'Calm',
    });
    await over.voice.speak('Да.', manner, live());
    await over.voice.speak('Нет.', manner, live());
    expect(over.server.heard.map((heard) => name in json(heard))).toEqual([true, false, false]);
    expect(over.world.events).toMatchObject([
      { event: 'parameter-dropped', fields: { parameter: name } },
    ]);
  });

  it('and that it needs is an error that says what to set', async () => {
    expect(await failureOver(refusal({ param: 'voice', code: 'unsupported_value' }))).toMatchObject(
      {
        code: 'service.openai.voice',
        retryable: false,
        suggestions: [expect.stringContaining('OPENAI_TTS_VOICE')],
      },
    );
  });
});

describe('a service that does not speak', () => {
  it.each<[string, Says, object]>([
    [
      'a wrong key',
      refusal({ code: 'invalid_api_key' }, 401),
      { code: 'service.openai.key', retryable: false },
    ],
    [
      'no such model',
      refusal({ code: 'model_not_found' }, 404),
      { code: 'service.openai.model', retryable: false },
    ],
    [
      'no money',
      refusal({ code: 'insufficient_quota' }, 429),
      { code: 'service.openai.quota', retryable: false },
    ],
    ['too many calls', refusal({}, 429), { code: 'service.openai.rate-limit', retryable: true }],
    [
      'a fault',
      { status: 500, body: 'oops' },
      { code: 'service.openai.unavailable', retryable: true },
    ],
    [
      'a line that drops',
      { line: 'drop' },
      { code: 'service.openai.unreachable', retryable: true },
    ],
    [
      'a line that breaks',
      { line: 'cut', body: Buffer.from('OggS and more') },
      { code: 'service.openai.unreachable' },
    ],
    ['nothing', { body: Buffer.alloc(0) }, { code: 'service.openai.malformed', retryable: true }],
    ['no sound', { body: Buffer.from('what is this?') }, { code: 'service.openai.malformed' }],
    [
      'an error under a status of success',
      { body: { error: { message: 'no' } } },
      { code: 'service.openai.malformed' },
    ],
  ])('but answers with %s', async (_, says, expected) => {
    const error = await failureOver(says);
    expect(error).toMatchObject({ name: 'ServiceError', ...expected });
    expect(JSON.stringify(error)).not.toContain(key);
  });

  it('but hangs: it is left when the caller goes', async () => {
    const caller = new AbortController();
    const reason = new Error('enough');
    await using over = await voiceOver(() => {
      caller.abort(reason);
      return { line: 'hang' };
    });
    await expect(over.voice.speak('Да.', manner, caller.signal)).rejects.toBe(reason);
  });

  it('but sends without end: it is left at the limit', async () => {
    const endless = Buffer.concat([Buffer.from('OggS'), Buffer.alloc(17 * 1024 * 1024)]);
    expect(await failureOver({ body: endless })).toMatchObject({
      code: 'service.openai.unreachable',
    });
  });
});

describe('the check', () => {
  const model = (shutdown_date: string | null): Says => ({
    body: { id: 'gpt-4o-mini-tts', object: 'model', shutdown_date },
  });

  it('warns of a model that ends, and with --deep has it speak', async () => {
    const says = await sound();
    const ends = model('1970-02-10');
    await using over = await voiceOver(({ method }) => (method === 'GET' ? ends : says));
    const check = plugin.check?.bind(plugin);
    const found = await check?.(over.values, over.world, live());
    expect(found).toMatchObject([
      { level: 'warning', message: expect.stringContaining('in 40 days') as string },
    ]);
    expect(found?.[0]?.suggestions?.join()).toContain('OPENAI_TTS_MODEL');
    const deep = await check?.(over.values, over.world, live(), { deep: true });
    expect(deep?.[1]).toMatchObject({
      level: 'ok',
      message: expect.stringMatching(/speaks \(ogg, .* 5\.\d s\)/) as string,
    });
  });
});
