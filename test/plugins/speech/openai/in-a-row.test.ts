import { install } from 'undici';
import { beforeAll, describe, expect, it } from 'vitest';
import type { AudioFormat } from '../../../../src/core/audio.ts';
import { ServiceError } from '../../../../src/core/errors.ts';
import type { Audio, Speech, SpeechHints, Transcript } from '../../../../src/core/kinds/speech.ts';
import { SpeechInARow } from '../../../../src/plugins/speech/openai/in-a-row.ts';
import plugin from '../../../../src/plugins/speech/openai/index.ts';
import { startLoopback, testWorld, valuesFor, type Says } from '../../openai/loopback.ts';
import { voice } from '../../transcoder/ffmpeg/sounds.ts';

beforeAll(() => install());

const live = (): AbortSignal => new AbortController().signal;
const audio: Audio = { bytes: new Uint8Array(9), format: 'ogg' };
const problem = (code: string, retryable: boolean): ServiceError =>
  new ServiceError(`openai.${code}`, code, {
    retryable,
    ...(code === 'audio' && { about: 'audio' }),
  });

type Says1 = Transcript | Error | ((signal: AbortSignal) => Promise<Transcript>);

class Ear implements Speech {
  readonly formats: ReadonlySet<AudioFormat> = new Set<AudioFormat>(['ogg']);
  readonly maxBytes: number;
  readonly model: string;
  readonly hints: SpeechHints[] = [];
  readonly #says: Says1;

  constructor(model: string, says: Says1, maxBytes = 100) {
    this.model = model;
    this.#says = says;
    this.maxBytes = maxBytes;
  }

  transcribe(_audio: Audio, hints: SpeechHints, signal: AbortSignal): Promise<Transcript> {
    this.hints.push(hints);
    if (this.#says instanceof Error) return Promise.reject(this.#says);
    return typeof this.#says === 'function' ? this.#says(signal) : Promise.resolve(this.#says);
  }
}

/** Never answers; ends with the signal. */
const hangs = (signal: AbortSignal): Promise<Transcript> =>
  new Promise((_resolve, reject) =>
    signal.addEventListener('abort', () => reject(signal.reason as Error)),
  );

function row(first: Says1, second: Says1, longestFirstMs = 60_000) {
  const world = testWorld();
  const listening = [new Ear('one', first), new Ear('two', second, 50)] as const;
  return {
    speech: new SpeechInARow(...listening, { log: world.log, longestFirstMs }),
    listening,
    world,
  };
}

describe('the second service', () => {
  it('is not asked when the first answers', async () => {
    const { speech, listening, world } = row({ text: 'Да' }, { text: 'Нет' });
    expect(await speech.transcribe(audio, {}, live())).toEqual({ text: 'Да' });
    expect(listening[1].hints).toEqual([]);
    expect(world.events).toEqual([]);
    expect([speech.model, speech.standby, speech.maxBytes]).toEqual(['one', 'two', 50]);
  });

  it.each([
    ['is down', problem('unavailable', true)],
    ['refuses the key', problem('key', false)],
    ['has spent its money', problem('quota', false)],
    ['has no such model', problem('model', false)],
  ])('answers when the first %s, is named, and the log says so', async (_name, error) => {
    const { speech, listening, world } = row(error, { text: 'Да' });
    expect(await speech.transcribe(audio, { language: 'kk' }, live())).toEqual({
      text: 'Да',
      model: 'two',
    });
    expect(listening[1].hints).toEqual([{ language: 'kk' }]);
    expect(world.events).toMatchObject([
      { event: 'speech-fallback', fields: { failed: 'one', asked: 'two' } },
    ]);
  });

  it('answers when the first does not come to an end', async () => {
    const { speech } = row(hangs, { text: 'Да' }, 20);
    expect(await speech.transcribe(audio, {}, live())).toEqual({ text: 'Да', model: 'two' });
  });

  it.each([problem('audio', false), new TypeError('a bug')])(
    'is not asked about $message',
    async (error) => {
      const { speech, listening } = row(error, { text: 'Да' });
      await expect(speech.transcribe(audio, {}, live())).rejects.toBe(error);
      expect(listening[1].hints).toEqual([]);
    },
  );

  it('is not asked once the turn is over', async () => {
    const stop = new AbortController();
    const { speech, listening } = row(hangs, { text: 'Да' });
    const pending = speech.transcribe(audio, {}, stop.signal);
    stop.abort(new Error('superseded'));
    await expect(pending).rejects.toThrow('superseded');
    expect(listening[1].hints).toEqual([]);
  });

  it.each<[ServiceError, ServiceError, 'first' | 'second']>([
    [problem('unavailable', true), problem('key', false), 'first'],
    [problem('key', false), problem('unavailable', true), 'second'],
    [problem('key', false), problem('model', false), 'second'],
    [problem('unavailable', true), problem('audio', false), 'second'],
  ])('fails too: of %s and %s the %s counts', async (first, second, which) => {
    const { speech } = row(first, second);
    await expect(speech.transcribe(audio, {}, live())).rejects.toBe(
      which === 'first' ? first : second,
    );
  });
});

describe('the settings of a second service', () => {
  const down: Says = { status: 503, body: { error: { message: 'overloaded' } } };
  const fine: Says = { body: { text: 'Да' } };

  it('lead to another address, with its own key and no other', async () => {
    await using first = await startLoopback(() => down);
    await using second = await startLoopback(() => fine);
    const own = {
      OPENAI_SPEECH_BASE_URL: first.baseUrl,
      OPENAI_API_KEY: 'sk-first-0123456789',
      OPENAI_SPEECH_LANGUAGE: 'kk',
    };
    const other = {
      OPENAI_SPEECH_FALLBACK_BASE_URL: second.baseUrl,
      OPENAI_SPEECH_FALLBACK_MODEL: 'whisper-1',
    };
    const note: Audio = { bytes: await voice('kk-tts-01'), format: 'ogg' };
    for (const key of [undefined, 'sk-second-0123456789']) {
      const values = valuesFor(plugin.settings, {
        ...own,
        ...other,
        ...(key ? { OPENAI_SPEECH_FALLBACK_API_KEY: key } : {}),
      });
      const speech = await plugin.create(values, testWorld());
      expect(await speech.transcribe(note, {}, live())).toEqual({ text: 'Да', model: 'whisper-1' });
      expect(second.heard.at(-1)?.headers.authorization).toBe(key && `Bearer ${key}`);
      expect(speech.language).toBe('kk');
    }
  });

  it('may be another model or key at the same address', async () => {
    await using server = await startLoopback(({ headers }) =>
      headers.authorization === 'Bearer two' ? fine : down,
    );
    const values = valuesFor(plugin.settings, {
      OPENAI_SPEECH_BASE_URL: server.baseUrl,
      OPENAI_API_KEY: 'one',
      OPENAI_SPEECH_FALLBACK_API_KEY: 'two',
    });
    const speech = await plugin.create(values, testWorld());
    expect(
      await speech.transcribe({ bytes: await voice('kk-tts-01'), format: 'ogg' }, {}, live()),
    ).toMatchObject({ text: 'Да' });
  });

  it('need a key where the second is OpenAI itself', async () => {
    const values = valuesFor(plugin.settings, {
      OPENAI_SPEECH_BASE_URL: 'http://127.0.0.1:9/v1',
      OPENAI_SPEECH_FALLBACK_BASE_URL: 'https://api.openai.com/v1',
    });
    await expect(plugin.create(values, testWorld())).rejects.toMatchObject({
      message: expect.stringContaining('OPENAI_SPEECH_FALLBACK_API_KEY is not set'),
    });
  });
});
