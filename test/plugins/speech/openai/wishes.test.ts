import { install } from 'undici';
import { beforeAll, describe, expect, it } from 'vitest';
import plugin from '../../../../src/plugins/speech/openai/index.ts';
import {
  startLoopback,
  testWorld,
  valuesFor,
  type Heard,
  type Says,
} from '../../openai/loopback.ts';
import { voice } from '../../transcoder/ffmpeg/sounds.ts';

beforeAll(() => install());

const live = (): AbortSignal => new AbortController().signal;

async function formOf(heard: Heard | undefined): Promise<[string, unknown][]> {
  const headers = { 'content-type': heard?.headers['content-type'] ?? '' };
  const form = await new Response(new Uint8Array(heard?.body ?? []), { headers }).formData();
  return [...form.entries()].filter(([name]) => name !== 'file');
}

async function asked(says: Says, environment: Record<string, string>, times = false) {
  await using server = await startLoopback(() => says);
  const values = valuesFor(plugin.settings, {
    OPENAI_SPEECH_BASE_URL: server.baseUrl,
    OPENAI_SPEECH_API_KEY: 'key',
    ...environment,
  });
  const speech = await plugin.create(values, testWorld());
  const outcome = await speech
    .transcribe({ bytes: await voice('kk-tts-01'), format: 'ogg' }, times ? { times } : {}, live())
    .catch((error: unknown) => error);
  return { outcome, form: await formOf(server.heard[0]) };
}

const long: Says = {
  body: {
    task: 'transcribe',
    language: 'russian',
    duration: 5.5,
    text: ' Сколько стоит? Жду.',
    segments: [
      {
        id: 0,
        start: 0,
        end: 2.5,
        text: ' Сколько стоит?',
        avg_logprob: -0.1,
        no_speech_prob: 0.02,
        compression_ratio: 1.2,
      },
      { id: 1, start: 2.5, end: 5.5, text: ' Жду.' },
      { id: 2, start: 'x', end: 9, text: 'broken' },
    ],
  },
};

describe('times', () => {
  it('are asked for in the long form, and come with what the service thinks of its words', async () => {
    const { outcome, form } = await asked(long, { OPENAI_SPEECH_MODEL: 'whisper-1' }, true);
    expect(form).toContainEqual(['response_format', 'verbose_json']);
    expect(form).toContainEqual(['timestamp_granularities[]', 'segment']);
    expect(outcome).toEqual({
      text: 'Сколько стоит? Жду.',
      language: 'ru',
      seconds: 5.5,
      segments: [
        {
          from: 0,
          to: 2.5,
          text: 'Сколько стоит?',
          confidence: expect.closeTo(0.905, 2),
          noSpeech: 0.02,
        },
        { from: 2.5, to: 5.5, text: 'Жду.' },
      ],
    });
  });

  it.each<[string, Says]>([
    [
      'refuses',
      {
        status: 400,
        body: {
          error: {
            message: "response_format 'verbose_json' is not compatible",
            param: 'response_format',
            code: 'unsupported_value',
          },
        },
      },
    ],
    ['passes over the wish', { body: { text: 'Да' } }],
    [
      'refuses by its name',
      {
        status: 422,
        body: { error: { message: 'no', param: 'timestamp_granularities', code: null } },
      },
    ],
    [
      'refuses in words',
      {
        status: 422,
        body: { error: { message: 'verbose_json is not supported', param: null, code: null } },
      },
    ],
  ])('that a model %s are an error that says what to do', async (_name, says) => {
    const { outcome } = await asked(says, {}, true);
    expect(outcome).toMatchObject({
      code: 'service.openai.times',
      about: 'times',
      oclif: { exit: 3 },
      retryable: false,
      message: expect.stringContaining('gives no times with gpt-transcribe'),
      suggestions: expect.arrayContaining([expect.stringContaining('OPENAI_SPEECH_MODEL')]),
    });
  });

  it.each([
    [500, 'service.openai.unavailable'],
    [418, 'service.openai.request'],
  ])('are not what an answer with %d is about', async (status, code) => {
    const says = {
      status,
      body: {
        error: { message: 'timestamp of verbose_json', param: 'response_format', code: null },
      },
    };
    expect((await asked(says, {}, true)).outcome).toMatchObject({ code });
  });

  it('are not missed where nothing was heard', async () => {
    expect((await asked({ body: { text: '', segments: [] } }, {}, true)).outcome).toEqual({
      text: '',
    });
  });
});

describe('words of the business', () => {
  it.each([
    [
      'gpt-transcribe',
      [
        ['keywords[]', 'Kaspi Red'],
        ['keywords[]', 'Арай Сити'],
      ],
    ],
    ['whisper-1', [['prompt', 'Kaspi Red, Арай Сити']]],
  ])('have the form that %s reads', async (model, fields) => {
    const environment = {
      OPENAI_SPEECH_MODEL: model,
      OPENAI_SPEECH_WORDS: ' Kaspi Red,, Арай Сити ',
    };
    const { outcome, form } = await asked({ body: { text: 'Да' } }, environment);
    expect(form.filter(([name]) => name !== 'model' && name !== 'response_format')).toEqual(fields);
    expect(outcome).toEqual({ text: 'Да', prompted: 'Kaspi Red, Арай Сити' });
  });

  it.each(['a <b>', 'a\nb', 'ы'.repeat(401)])('must not be %j', (value) => {
    expect(() => plugin.settings.words.parse(value)).toThrow('must not');
  });
});
