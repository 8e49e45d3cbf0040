import { install } from 'undici';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Audio, Speech, SpeechHints } from '../../../../src/core/kinds/speech.ts';
import plugin from '../../../../src/plugins/speech/openai/index.ts';
import {
  startLoopback,
  testWorld,
  valuesFor,
  type Heard,
  type Says,
  type Script,
} from '../../openai/loopback.ts';
import { voice } from '../../transcoder/ffmpeg/sounds.ts';

const key = 'sk-proj-SeCrEt0123456789abcd';
const live = (): AbortSignal => new AbortController().signal;
const fine: Says = { body: { text: 'Сәлеметсіз бе!', usage: { type: 'duration', seconds: 5 } } };

function refusal(error: object, status = 400): Says {
  return {
    status,
    body: {
      error: { message: 'no', type: 'invalid_request_error', param: null, code: null, ...error },
    },
  };
}

async function speechOver(script: Script, environment: Record<string, string> = {}) {
  const server = await startLoopback(script);
  const world = testWorld();
  const values = valuesFor(plugin.settings, {
    OPENAI_SPEECH_BASE_URL: server.baseUrl,
    OPENAI_SPEECH_API_KEY: key,
    ...environment,
  });
  return {
    speech: await plugin.create(values, world),
    server,
    world,
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

async function note(format: Audio['format'] = 'ogg'): Promise<Audio> {
  return { bytes: await voice('kk-tts-01'), format };
}

async function failure(speech: Speech, hints: SpeechHints = {}, signal = live()): Promise<unknown> {
  return speech.transcribe(await note(), hints, signal).then(
    () => undefined,
    (error: unknown) => error,
  );
}

/** The form that the server got, in the order of the wire. */
async function form(heard: Heard | undefined): Promise<[string, string | File][]> {
  const headers = { 'content-type': heard?.headers['content-type'] ?? '' };
  const fields = await new Response(new Uint8Array(heard?.body ?? []), { headers }).formData();
  return [...fields.entries()] as [string, string | File][];
}

const fieldsOf = async (heard: Heard | undefined): Promise<Record<string, unknown>> =>
  Object.fromEntries((await form(heard)).filter(([name]) => name !== 'file'));

beforeAll(() => install());

describe('a note', () => {
  it('goes up as it is, under a name that the service takes', async () => {
    await using over = await speechOver(() => fine);
    const audio = await note();
    await over.speech.transcribe(audio, {}, live());
    const [heard] = over.server.heard;
    expect(heard).toMatchObject({ method: 'POST', path: '/v1/audio/transcriptions' });
    expect(heard?.headers.authorization).toBe(`Bearer ${key}`);
    expect(await fieldsOf(heard)).toEqual({ model: 'gpt-transcribe', response_format: 'json' });
    const file = (await form(heard)).find(([name]) => name === 'file')?.[1] as File;
    expect([file.name, file.type]).toEqual(['voice.ogg', 'audio/ogg']);
    expect(Buffer.from(await file.arrayBuffer()).equals(audio.bytes)).toBe(true);
  });

  it.each([
    ['mp3', 'voice.mp3', 'audio/mpeg'],
    ['m4a', 'voice.m4a', 'audio/mp4'],
    ['webm', 'voice.webm', 'audio/webm'],
  ] as const)('of another format has its name: %s', async (format, name, type) => {
    await using over = await speechOver(() => fine);
    await over.speech.transcribe(await note(format), {}, live());
    const file = (await form(over.server.heard[0])).find(
      ([field]) => field === 'file',
    )?.[1] as File;
    expect([file.name, file.type]).toEqual([name, type]);
  });

  it('goes to the chat service when speech has none of its own', async () => {
    await using over = await speechOver(() => fine);
    const values = valuesFor(plugin.settings, {
      OPENAI_BASE_URL: over.server.baseUrl,
      OPEN_AI_KEY: 'chat-key',
    });
    await (await plugin.create(values, testWorld())).transcribe(await note(), {}, live());
    expect(over.server.heard[0]?.headers.authorization).toBe('Bearer chat-key');
  });

  it('needs a key for OpenAI itself', async () => {
    await expect(plugin.create(valuesFor(plugin.settings, {}), testWorld())).rejects.toMatchObject({
      code: 'setup.settings',
      message: expect.stringContaining('OPENAI_SPEECH_API_KEY'),
    });
  });
});

describe('a language hint', () => {
  it.each([
    ['gpt-transcribe', 'languages[]'],
    ['gpt-transcribe-2026-07-28', 'languages[]'],
    ['openai/gpt-transcribe', 'languages[]'],
    ['whisper-1', 'language'],
    ['gpt-4o-transcribe', 'language'],
    ['whisper-large-v3-turbo', 'language'],
  ])('has the form that %s reads: %s', async (model, field) => {
    await using over = await speechOver(() => fine, { OPENAI_SPEECH_MODEL: model });
    await over.speech.transcribe(await note(), { language: 'kk' }, live());
    const { [field]: hint, ...rest } = await fieldsOf(over.server.heard[0]);
    expect(hint).toBe('kk');
    expect(Object.keys(rest).toSorted()).toEqual(['model', 'response_format']);
  });

  it('that a person set goes before the chat’s', async () => {
    await using over = await speechOver(() => fine, {
      OPENAI_SPEECH_LANGUAGE: 'ru',
      OPENAI_SPEECH_MODEL: 'whisper-1',
    });
    await over.speech.transcribe(await note(), { language: 'kk' }, live());
    expect(await fieldsOf(over.server.heard[0])).toMatchObject({ language: 'ru' });
  });

  it.each<[string, Says]>([
    ['the field', refusal({ param: 'languages[0]', code: 'unsupported_value' })],
    ['words', { status: 422, body: { detail: 'Unsupported language kk' } }],
  ])('is dropped when %s refuses it, for this language and for good', async (_name, says) => {
    await using over = await speechOver(async (heard) =>
      (await fieldsOf(heard))['languages[]'] === 'kk' ? says : fine,
    );
    expect(await over.speech.transcribe(await note(), { language: 'kk' }, live())).toMatchObject({
      text: 'Сәлеметсіз бе!',
    });
    await over.speech.transcribe(await note(), { language: 'kk' }, live());
    await over.speech.transcribe(await note(), { language: 'ru' }, live());
    const hints = await Promise.all(
      over.server.heard.map(async (heard) => (await fieldsOf(heard))['languages[]']),
    );
    expect(hints).toEqual(['kk', undefined, undefined, 'ru']);
    expect(over.world.events).toMatchObject([
      { event: 'language-hint-dropped', fields: { language: 'kk' } },
    ]);
  });

  it('is not what another refusal is about', async () => {
    await using over = await speechOver(() => refusal({ code: 'audio_too_short', param: 'file' }));
    expect(await failure(over.speech, { language: 'kk' })).toMatchObject({
      code: 'service.openai.short.audio',
      about: 'audio-length',
    });
    expect(over.server.heard).toHaveLength(1);
  });
});

describe('a transcript', () => {
  it.each<[string, Says, object]>([
    ['JSON', fine, { text: 'Сәлеметсіз бе!', seconds: 5 }],
    [
      'JSON with languages',
      { body: { text: ' Да ', languages: [{ code: 'ru' }] } },
      { text: 'Да', language: 'ru' },
    ],
    ['JSON with no language found', { body: { text: 'Да', languages: [] } }, { text: 'Да' }],
    [
      'the long form',
      {
        body: { task: 'transcribe', language: 'kazakh', duration: 4.55, text: 'Да', segments: [] },
      },
      { text: 'Да', language: 'kk', seconds: 4.55 },
    ],
    [
      'the long form of others',
      { body: { text: 'Да', language: 'ru', duration: '4.5' } },
      { text: 'Да', language: 'ru', seconds: 4.5 },
    ],
    [
      'plain text',
      { body: 'Сколько стоит?\n', headers: { 'content-type': 'text/plain' } },
      { text: 'Сколько стоит?' },
    ],
    [
      'JSON that is labelled text',
      { body: '{"text":"Да"}', headers: { 'content-type': 'text/plain' } },
      { text: 'Да' },
    ],
    ['nothing understood', { body: { text: '' } }, { text: '' }],
    ['an empty plain text', { body: '', headers: { 'content-type': 'text/plain' } }, { text: '' }],
    [
      'odd extras',
      { body: { text: 'Да', language: 'klingon', duration: -1, usage: null } },
      { text: 'Да' },
    ],
  ])('may be %s', async (_name, says, expected) => {
    await using over = await speechOver(() => says);
    expect(await over.speech.transcribe(await note(), {}, live())).toEqual(expected);
  });
});

describe('no transcript', () => {
  it.each<[string, Says, string, boolean]>([
    [
      'too short a note',
      refusal({
        code: 'audio_too_short',
        param: 'file',
        message: 'Minimum audio length is 0.1 seconds',
      }),
      'short.audio',
      false,
    ],
    [
      'too short a note, in words',
      refusal({ message: 'Audio file is too short.' }),
      'short.audio',
      false,
    ],
    [
      'a format',
      refusal({ code: 'unsupported_value', param: 'file', message: 'Unsupported file format oga' }),
      'audio',
      false,
    ],
    [
      "whisper's word for it",
      refusal({ message: "Invalid file format. Supported formats: ['flac']" }),
      'audio',
      false,
    ],
    [
      'a format that it does not name',
      refusal({ message: 'audio format not supported' }),
      'audio',
      false,
    ],
    ['a codec', refusal({ message: 'Unsupported codec: opus' }, 422), 'audio', false],
    ['a broken note', refusal({ message: 'The audio file could not be decoded' }), 'audio', false],
    [
      'too large a note',
      refusal({ message: 'Maximum content size limit (26214400) exceeded' }),
      'audio',
      false,
    ],
    [
      'a proxy that finds it too large',
      { status: 413, body: '<html>Request Entity Too Large</html>' },
      'audio',
      false,
    ],
    ['a media type', { status: 415, body: '' }, 'audio', false],
    ['a note that is named, whatever is said', refusal({ param: 'file' }, 422), 'audio', false],
    ['a code about sound', refusal({ code: 'audio_quality' }, 409), 'audio', false],
    [
      'too short a note for another service',
      refusal({ message: 'Audio is too short' }, 422),
      'short.audio',
      false,
    ],
    [
      'a fault that only sounds like it',
      refusal({ message: 'Audio is too short, could not be decoded', param: 'file' }, 418),
      'request',
      false,
    ],
    [
      'a wrong key',
      refusal({ code: 'invalid_api_key', message: `Incorrect API key provided: ${key}` }, 401),
      'key',
      false,
    ],
    [
      'a spent balance',
      refusal({ code: 'credit_balance_exhausted', type: 'insufficient_quota' }, 429),
      'quota',
      false,
    ],
    ['a rate limit', refusal({ code: 'rate_limit_exceeded' }, 429), 'rate-limit', true],
    ['a gone model', refusal({ code: 'model_not_found' }, 404), 'model', false],
    ['a server without ears', { status: 404, body: '404 page not found' }, 'address', false],
    [
      'another bad request',
      refusal({ message: 'response_format is wrong', param: 'response_format' }),
      'request',
      false,
    ],
    ['a fault', { status: 500, body: { error: { message: 'oops' } } }, 'unavailable', true],
    ['a bad gateway', { status: 502, body: '<html>Bad Gateway</html>' }, 'unavailable', true],
    ['a page', { body: '<html>Sign in</html>' }, 'malformed', true],
    ['an empty JSON', { body: {} }, 'malformed', true],
    [
      'broken JSON',
      { body: '{"text": "Да', headers: { 'content-type': 'application/json' } },
      'malformed',
      true,
    ],
    ['a text that is none', { body: { text: 5 } }, 'malformed', true],
    ['a dropped line', { line: 'drop' }, 'unreachable', true],
    ['a line cut in the body', { ...fine, line: 'cut' }, 'unreachable', true],
  ])('comes of %s', async (_name, says, code, retryable) => {
    await using over = await speechOver(() => says);
    const error = await failure(over.speech);
    const about = { audio: 'audio', 'short.audio': 'audio-length' }[code];
    expect(error).toMatchObject({ code: `service.openai.${code}`, retryable, about });
    expect(JSON.stringify(error) + String((error as Error).stack)).not.toMatch(/sk-proj|SeCrEt/);
    expect(over.server.heard).toHaveLength(1);
  });

  it('comes of an abort, with its own reason', async () => {
    const stop = new AbortController();
    const reason = new Error('superseded');
    await using over = await speechOver(() => {
      stop.abort(reason);
      return { line: 'hang' };
    });
    expect(await failure(over.speech, {}, stop.signal)).toBe(reason);
    expect(await failure(over.speech, {}, stop.signal)).toBe(reason);
    expect(over.server.heard).toHaveLength(1);
  });
});
