import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { oggSeconds, sniffAudio, type AudioFormat } from '../../../src/core/audio.ts';
import type { Listening } from '../../../src/core/hearing/listening.ts';
import type { Conversion } from '../../../src/core/settings/bot-settings.ts';
import { ServiceError, SetupError } from '../../../src/core/errors.ts';
import { hear } from '../../../src/core/hearing/hear.ts';
import type { Heard } from '../../../src/core/hearing/heard.ts';
import type { Audio, Speech, SpeechHints, Transcript } from '../../../src/core/kinds/speech.ts';
import type { Transcoder } from '../../../src/core/kinds/transcoder.ts';
import { Bench } from '../../plugins/transcoder/ffmpeg/bench.ts';
import {
  amrNote,
  made,
  oldPhoneNote,
  silentFilm,
  sounds,
  voice,
} from '../../plugins/transcoder/ffmpeg/sounds.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await Bench.open();
});
afterAll(() => bench.close());

const live = (): AbortSignal => new AbortController().signal;

/** A service that takes what OpenAI takes, says one thing, and remembers what it was given. */
class OneEar implements Speech {
  readonly formats: ReadonlySet<AudioFormat> = new Set<AudioFormat>([
    'ogg',
    'mp3',
    'm4a',
    'wav',
    'webm',
    'flac',
  ]);
  readonly maxBytes: number;
  readonly given: (Audio & { hints: SpeechHints })[] = [];
  readonly #says: Transcript | Error;

  constructor(says: Transcript | Error, maxBytes = 25_000_000) {
    this.#says = says;
    this.maxBytes = maxBytes;
  }

  transcribe(audio: Audio, hints: SpeechHints): Promise<Transcript> {
    this.given.push({ ...audio, hints });
    return this.#says instanceof Error ? Promise.reject(this.#says) : Promise.resolve(this.#says);
  }
}

const words: Transcript = { text: ' Сколько стоит? ', language: 'ru', seconds: 5 };

interface ListenOptions {
  speech?: OneEar;
  transcoder?: Transcoder;
  convert?: Conversion;
  hints?: SpeechHints;
  signal?: AbortSignal;
}

async function listen(
  bytes: Uint8Array,
  { speech, transcoder, convert = 'auto', hints = {}, signal = live() }: ListenOptions,
): Promise<Heard> {
  const listening: Listening = {
    speech: speech ?? new OneEar(words),
    transcoder: transcoder ?? bench.transcoder(),
    convert,
  };
  return (await hear({ bytes }, listening, hints, signal)).heard;
}

/** A transcoder that only rejects. */
function broken(error: Error) {
  return { toMp3: vi.fn<Transcoder['toMp3']>().mockRejectedValue(error) };
}

const missing = new SetupError('transcoder.missing', 'no ffmpeg');

describe('a note', () => {
  it('is sent up as it came, and its length is told from the file', async () => {
    const speech = new OneEar({ text: ' Сколько стоит? ', language: 'ru' });
    const bytes = await voice('ru-human-03');
    const heard = await listen(bytes, {
      speech,
      hints: { language: 'kk' },
      transcoder: broken(missing),
    });
    expect(heard).toEqual({
      type: 'understood',
      text: 'Сколько стоит?',
      language: 'ru',
      seconds: expect.closeTo(5.51, 1),
    });
    expect(speech.given).toEqual([
      { bytes, format: 'ogg', seconds: heard.seconds, hints: { language: 'kk' } },
    ]);
  });

  it.each<[string, () => Promise<Uint8Array> | Uint8Array]>([
    ['amr', amrNote],
    ['aac', async () => (await sounds['aac']?.()) ?? new Uint8Array()],
    ['3gp', oldPhoneNote],
    [
      'avi',
      async () => (await sounds['avi, which no speech service takes']?.()) ?? new Uint8Array(),
    ],
  ])('that the service cannot take becomes MP3: %s', async (_name, make) => {
    const speech = new OneEar(words);
    expect(await listen(await make(), { speech })).toMatchObject({
      type: 'understood',
      text: 'Сколько стоит?',
      language: 'ru',
    });
    expect(speech.given).toMatchObject([{ format: 'mp3' }]);
    expect(sniffAudio(speech.given[0]?.bytes ?? new Uint8Array())).toBe('mp3');
  });

  it.each(['m4a with its index at the end', 'mp4 with a picture', 'wav', 'webm', 'mp3', 'flac'])(
    'that it takes is left alone: %s',
    async (name) => {
      const speech = new OneEar(words);
      const bytes = (await sounds[name]?.()) ?? new Uint8Array();
      await listen(bytes, { speech, transcoder: broken(missing) });
      expect(speech.given[0]?.bytes).toBe(bytes);
      expect(speech.given[0]?.format).toBe(sniffAudio(bytes));
    },
  );

  it('that is too large is squeezed', async () => {
    const speech = new OneEar(words, 12_000);
    const bytes = await voice('ru-human-03');
    expect(bytes.length).toBeGreaterThan(12_000);
    expect(await listen(bytes, { speech })).toMatchObject({ type: 'understood' });
    expect(speech.given).toMatchObject([{ format: 'mp3' }]);
    expect(speech.given[0]?.bytes.length).toBeLessThanOrEqual(12_000);
  });

  it('may lack a length and a language', async () => {
    const speech = new OneEar({ text: 'Да' });
    expect(
      await listen(await made(['-f', 'mp3']), { speech, transcoder: broken(missing) }),
    ).toEqual({
      type: 'understood',
      text: 'Да',
      // It is paid for all the same: with the most that it can be.
      transcribed: (await made(['-f', 'mp3'])).length / 600,
    });
  });
});

describe('the wish to convert', () => {
  it('always, is followed', async () => {
    const speech = new OneEar(words);
    await listen(await voice('ru-human-03'), { speech, convert: 'mp3' });
    expect(speech.given).toMatchObject([{ format: 'mp3' }]);
  });

  it('always, gives way where there is no converter and the service takes the note', async () => {
    const speech = new OneEar(words);
    await listen(await voice('ru-human-03'), {
      speech,
      convert: 'mp3',
      transcoder: broken(missing),
    });
    expect(speech.given).toMatchObject([{ format: 'ogg' }]);
  });

  it('never, is followed even for what the service may refuse', async () => {
    const speech = new OneEar(words);
    const transcoder = broken(missing);
    await listen(amrNote(), { speech, convert: 'never', transcoder });
    expect(speech.given).toMatchObject([{ format: 'amr' }]);
    expect(transcoder.toMp3).not.toHaveBeenCalled();
  });

  it('needs a converter where the service cannot take the note', async () => {
    await expect(listen(amrNote(), { transcoder: broken(missing) })).rejects.toBe(missing);
  });

  it('passes on what may pass', async () => {
    const busy = new ServiceError('ffmpeg.killed', 'ended from outside', { retryable: true });
    await expect(listen(amrNote(), { transcoder: broken(busy) })).rejects.toBe(busy);
  });
});

describe('a note with nothing in it', () => {
  it.each<[string, () => Promise<Uint8Array> | Uint8Array, string]>([
    ['empty', () => new Uint8Array(), 'too short'],
    [
      'a slip of the finger',
      () => made(['-t', '0.3', '-c:a', 'libopus', '-f', 'ogg']),
      'too short',
    ],
    ['silence', () => voice('none-silence'), 'silence'],
    ['steady noise', () => voice('none-noise'), 'noise'],
  ])('is not even sent up: %s', async (_name, make, reason) => {
    const speech = new OneEar(words);
    expect(
      await listen(await make(), { speech, convert: 'mp3', transcoder: broken(missing) }),
    ).toMatchObject({
      type: 'unclear',
      reason,
    });
    expect(speech.given).toEqual([]);
  });

  it('is heard when it is just as long as the longest that is', async () => {
    const bytes = await voice('en-human-05');
    const seconds = oggSeconds(bytes) ?? 0;
    for (const [longestSeconds, type] of [
      [seconds, 'understood'],
      [seconds - 0.1, 'unclear'],
    ] as const) {
      const level = vi.fn<NonNullable<Transcoder['level']>>().mockRejectedValue(missing);
      const transcoder: Transcoder = { ...broken(missing), level };
      const listening: Listening = {
        speech: new OneEar(words),
        transcoder,
        convert: 'auto',
        longestSeconds,
      };
      const { heard } = await hear({ bytes }, listening, {}, live());
      expect(heard).toMatchObject({ type });
      expect(level).toHaveBeenCalledTimes(type === 'understood' ? 1 : 0);
    }
  });

  it('is not measured where that is known from its bytes alone', async () => {
    const level = vi.fn<NonNullable<Transcoder['level']>>();
    const transcoder: Transcoder = { ...broken(missing), level };
    for (const bytes of [new Uint8Array(), await voice('none-silence')])
      await listen(bytes, { transcoder });
    expect(level).not.toHaveBeenCalled();
  });

  it.each([
    ['Субтитры сделал DimaTorzok', 'invented'],
    ['Продолжение следует...', 'invented'],
    ['Thanks for watching!', 'invented'],
    ['Көргендеріңізге рахмет!', 'invented'],
    ['[музыка]', 'invented'],
    ['да да да да да да да да да да да да', 'invented'],
    ['', 'no speech'],
    [' ... ', 'no speech'],
    ['♪', 'no speech'],
  ])('of unsteady noise does not become words: %j', async (text, reason) => {
    const speech = new OneEar({ text });
    const heard = await listen(await voice('en-human-05'), { speech, transcoder: broken(missing) });
    expect(heard).toEqual({ type: 'unclear', reason, seconds: expect.closeTo(3.3, 1) });
    expect(speech.given).toHaveLength(1);
  });

  it('is not heard when a converter tells it for steady noise', async () => {
    const speech = new OneEar(words);
    expect(await listen(await voice('none-noise'), { speech })).toMatchObject({
      type: 'unclear',
      reason: 'noise',
    });
    expect(speech.given).toEqual([]);
  });

  it.each(['ru-human-03', 'en-human-05', 'kk-tts-01'])(
    'is not what %s sounds like',
    async (name) => {
      expect(await listen(await voice(name), {})).toMatchObject({ type: 'understood' });
    },
  );
});

describe('a note that is at fault itself', () => {
  it.each<[string, () => Promise<Uint8Array> | Uint8Array]>([
    ['a text', () => Buffer.from('Сколько стоит?')],
    [
      'a video without sound',
      async () =>
        Buffer.concat([
          (await silentFilm()).subarray(0, 8),
          Buffer.from('3gp4'),
          (await silentFilm()).subarray(12),
        ]),
    ],
    ['a playlist', () => Buffer.from('#EXTM3U\n#EXTINF:5,\nfile:///etc/passwd\n')],
  ])('is unreadable, says the converter: %s', async (_name, make) => {
    const speech = new OneEar(words);
    expect(await listen(await make(), { speech })).toEqual({
      type: 'unclear',
      reason: 'unreadable',
    });
    expect(speech.given).toEqual([]);
  });

  it('is unreadable when it is a film without sound, which is known without a converter and without an upload', async () => {
    const speech = new OneEar(words);
    const transcoder = broken(missing);
    expect(await listen(await silentFilm(), { speech, transcoder })).toEqual({
      type: 'unclear',
      reason: 'unreadable',
    });
    expect(speech.given).toEqual([]);
  });

  it('is too short when the service says so, and is not sent again in another form', async () => {
    const speech = new OneEar(
      new ServiceError('openai.short.audio', 'too short', {
        retryable: false,
        status: 400,
        about: 'audio-length',
      }),
    );
    expect(await listen(await voice('ru-human-03'), { speech })).toMatchObject({
      type: 'unclear',
      reason: 'too short',
    });
    expect(speech.given.map(({ format }) => format)).toEqual(['ogg']);
  });

  it('is unreadable, says the service', async () => {
    const speech = new OneEar(
      new ServiceError('openai.audio', 'cannot read this audio', {
        retryable: false,
        status: 400,
        about: 'audio',
      }),
    );
    const heard = await listen(await voice('ru-human-03'), { speech });
    expect(heard).toEqual({
      type: 'unclear',
      reason: 'unreadable',
      seconds: expect.closeTo(5.51, 1),
    });
  });

  it.each([
    new ServiceError('openai.audio', 'busy', { retryable: true, about: 'audio' }),
    new ServiceError('openai.key', 'refuses the key', { retryable: false }),
    new ServiceError('openai.rate-limit', 'slow down', { retryable: true }),
    new SetupError('settings', 'audio'),
    new TypeError('a bug in .audio'),
  ])('is not what another failure means: $message', async (error) => {
    await expect(listen(await voice('ru-human-03'), { speech: new OneEar(error) })).rejects.toBe(
      error,
    );
  });

  it('is not what an abort means', async () => {
    const reason = new Error('superseded');
    await expect(listen(amrNote(), { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });
});
