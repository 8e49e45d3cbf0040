import { describe, expect, it, vi } from 'vitest';
import type { AudioFormat } from '../../../src/core/audio.ts';
import type { Listening } from '../../../src/core/hearing/listening.ts';
import type { Conversion } from '../../../src/core/settings/bot-settings.ts';
import { ServiceError, SetupError } from '../../../src/core/errors.ts';
import type { Audio, Speech, Transcript } from '../../../src/core/kinds/speech.ts';
import type { Transcoder } from '../../../src/core/kinds/transcoder.ts';
import { transcribeAudio, transcribeNote } from '../../../src/core/hearing/transcribe-audio.ts';
import { voice } from '../../plugins/transcoder/ffmpeg/sounds.ts';

const live = (): AbortSignal => new AbortController().signal;

/** Refuses what is not MP3, although it says that it takes Ogg. */
class Picky implements Speech {
  readonly formats: ReadonlySet<AudioFormat> = new Set<AudioFormat>(['ogg', 'mp3']);
  readonly maxBytes = 25_000_000;
  readonly given: AudioFormat[] = [];
  readonly #status: number;
  readonly #takesMp3: boolean;

  constructor(status = 400, takesMp3 = true) {
    this.#status = status;
    this.#takesMp3 = takesMp3;
  }

  transcribe({ format }: Audio): Promise<Transcript> {
    this.given.push(format);
    if (format === 'mp3' && this.#takesMp3) return Promise.resolve({ text: 'Сколько стоит?' });
    const status = this.#status;
    const limited = new ServiceError('openai.rate-limit', 'no', { retryable: false, status });
    const unread = { retryable: false, status, about: 'audio' as const };
    return Promise.reject(
      status === 429 ? limited : new ServiceError('openai.audio', 'no', unread),
    );
  }
}

function earsWith(speech: Speech, convert: Conversion = 'auto', failure?: Error) {
  const toMp3 = vi.fn<Transcoder['toMp3']>(() =>
    failure ? Promise.reject(failure) : Promise.resolve(new Uint8Array([1])),
  );
  return {
    speech,
    convert,
    transcoder: { toMp3 },
    refused: new Set<AudioFormat>(),
  } satisfies Listening;
}

const transcribe = async (listening: Listening): Promise<string> =>
  (await transcribeNote(await voice('ru-human-03'), 5.5, listening, {}, live())).transcript.text;

describe('a service that refuses what it says it takes', () => {
  it.each([400, 415, 422])(
    'gets the note as MP3, and later ones at once: HTTP %i',
    async (status) => {
      const speech = new Picky(status);
      const listening = earsWith(speech);
      expect([await transcribe(listening), await transcribe(listening)]).toEqual([
        'Сколько стоит?',
        'Сколько стоит?',
      ]);
      expect(speech.given).toEqual(['ogg', 'mp3', 'mp3']);
    },
  );

  it('is believed when it refuses MP3 too, and nothing is remembered', async () => {
    const speech = new Picky(400, false);
    const listening = earsWith(speech);
    await expect(transcribe(listening)).rejects.toMatchObject({ code: 'service.openai.audio' });
    expect(speech.given).toEqual(['ogg', 'mp3']);
    expect(listening.refused.size).toBe(0);
  });

  it.each<[string, number, Conversion]>([
    ['a person wants no conversion', 400, 'never'],
    ['the file is too large', 413, 'auto'],
    ['the fault is another', 429, 'auto'],
  ])('gets nothing else when %s', async (_name, status, convert) => {
    const speech = new Picky(status);
    await expect(transcribe(earsWith(speech, convert))).rejects.toMatchObject({ status });
    expect(speech.given).toEqual(['ogg']);
  });

  it('has refused for good where there is no converter, also one that is gone later', async () => {
    const missing = new SetupError('transcoder.missing', 'no ffmpeg');
    const speech = new Picky();
    const listening = earsWith(speech, 'auto', missing);
    await expect(transcribe(listening)).rejects.toMatchObject({ code: 'service.openai.audio' });
    listening.refused.add('ogg');
    await expect(transcribe(listening)).rejects.toMatchObject({ code: 'service.openai.audio' });
    expect(speech.given).toEqual(['ogg', 'ogg']);
  });
});

describe('the better of two transcripts', () => {
  it('is judged by the length of the note, also where the service tells none', async () => {
    const hasty = { text: Array.from({ length: 24 }, (_, at) => `сөз${at}`).join(' ') };
    const said = [{ text: 'Merhaba, kurs ne kadar?' }, hasty];
    const speech: Speech = {
      formats: new Set<AudioFormat>(['ogg']),
      maxBytes: 1,
      transcribe: () => Promise.resolve(said.shift() ?? hasty),
    };
    const audio: Audio = { bytes: new Uint8Array(1), format: 'ogg', seconds: 2 };
    const listening: Listening = { ...earsWith(speech), languages: ['ru', 'kk', 'en'] };
    const { transcript } = await transcribeAudio(audio, listening, {}, live());
    expect(transcript.text).toBe('Merhaba, kurs ne kadar?');
  });
});
