import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { AudioFormat } from '../../src/core/audio.ts';
import type { Ears } from '../../src/core/ears.ts';
import { ServiceError, SetupError } from '../../src/core/errors.ts';
import { hear, transcribedSeconds, type Heard } from '../../src/core/hear.ts';
import type { Audio, Speech, SpeechHints, Transcript } from '../../src/core/kinds/speech.ts';
import type { Level, Transcoder } from '../../src/core/kinds/transcoder.ts';
import type { Language } from '../../src/core/language/index.ts';
import type { NoteHints } from '../../src/core/transcribe-audio.ts';
import { Bench } from '../plugins/transcoder/ffmpeg/bench.ts';
import { made, voice } from '../plugins/transcoder/ffmpeg/sounds.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await Bench.open();
});
afterAll(() => bench.close());

const live = (): AbortSignal => new AbortController().signal;
const all: readonly Language[] = ['ru', 'kk', 'en'];

/** Says one thing after the other, and remembers what it was given. */
class Ear implements Speech {
  readonly formats: ReadonlySet<AudioFormat> = new Set<AudioFormat>(['ogg', 'mp3', 'm4a', 'wav']);
  readonly maxBytes = 25_000_000;
  readonly language?: Language;
  readonly given: (Audio & { hints: SpeechHints })[] = [];
  readonly #says: (Transcript | Error)[];

  constructor(says: readonly (Transcript | Error)[], language?: Language) {
    this.#says = [...says];
    if (language !== undefined) this.language = language;
  }

  transcribe(audio: Audio, hints: SpeechHints): Promise<Transcript> {
    this.given.push({ ...audio, hints });
    const said = this.#says.shift() ?? { text: '' };
    return said instanceof Error ? Promise.reject(said) : Promise.resolve(said);
  }
}

/** A transcoder that only tells the level, or that. */
function telling(level: Level | Error) {
  const rejected = new SetupError('transcoder.missing', 'no ffmpeg');
  return {
    toMp3: vi.fn<Transcoder['toMp3']>().mockRejectedValue(rejected),
    level: vi.fn<NonNullable<Transcoder['level']>>(() =>
      level instanceof Error ? Promise.reject(level) : Promise.resolve(level),
    ),
  };
}

function listen(bytes: Uint8Array, speech: Speech, some: Partial<Ears> = {}, hints: NoteHints = {}): Promise<Heard> {
  return hear({ bytes }, { speech, transcoder: bench.transcoder(), convert: 'auto', languages: all, ...some }, hints, live());
}

const turkish = { text: 'Selamatsız bı, kurs kanşa turadı?' };
const kazakh = { text: 'Сәлеметсіз бе, курс қанша тұрады?' };
const fault = new ServiceError('openai.unavailable', 'busy', { retryable: true });

describe('a note of a chat', () => {
  it('is heard without a hint, whatever was spoken before', async () => {
    const speech = new Ear([{ text: 'Сколько стоит курс?' }]);
    const heard = await listen(await voice('ru-human-03'), speech, {}, { previous: 'kk' });
    expect(heard).toMatchObject({ type: 'understood', text: 'Сколько стоит курс?' });
    expect(heard).not.toHaveProperty('doubted');
    expect(speech.given.map(({ hints }) => hints)).toEqual([{}]);
  });

  it('that looks wrong is heard once more with a hint, and the better transcript counts, and both are paid for', async () => {
    const speech = new Ear([turkish, kazakh]);
    const heard = await listen(await voice('kk-tts-01'), speech, {}, { previous: 'ru' });
    expect(heard).toMatchObject({ type: 'understood', text: kazakh.text, doubted: 'look-alike' });
    expect(speech.given.map(({ hints }) => hints)).toEqual([{}, { language: 'kk' }]);
    expect(transcribedSeconds(heard)).toBeCloseTo(2 * 4.55, 1);
  });

  it('keeps the first transcript when the second try is worse, or fails', async () => {
    for (const second of [{ text: '' }, { text: 'Субтитры сделал DimaTorzok' }, fault]) {
      expect(await listen(await voice('kk-tts-01'), new Ear([turkish, second]))).toMatchObject({ text: turkish.text });
    }
  });

  it('is heard once where there is no hint to give, or a person set the language', async () => {
    const ukrainian = { text: 'Скільки коштує доставка?' };
    for (const speech of [new Ear([ukrainian]), new Ear([turkish], 'ru')]) {
      expect(await listen(await voice('ru-human-03'), speech)).toMatchObject({ type: 'understood' });
      expect(speech.given).toHaveLength(1);
    }
  });

  it('ends with an abort during the second try', async () => {
    const stop = new AbortController();
    const speech = new Ear([turkish]);
    vi.spyOn(speech, 'transcribe').mockImplementation((_audio, hints) => {
      if (hints.language === undefined) return Promise.resolve(turkish);
      stop.abort(new Error('superseded'));
      return Promise.reject(fault);
    });
    const ears: Ears = { speech, transcoder: bench.transcoder(), convert: 'auto', languages: all };
    await expect(hear({ bytes: await voice('kk-tts-01') }, ears, {}, stop.signal)).rejects.toThrow('superseded');
  });
});

describe('loudness', () => {
  const loud: Level = { seconds: 4, meanDb: -20, peakDb: -5, silences: [] };
  const faint: Level = { seconds: 4, meanDb: -70, peakDb: -60, silences: [{ from: 0, to: 4 }] };

  it('is not measured where size and length tell of silence', async () => {
    const transcoder = telling(loud);
    await listen(await voice('none-silence'), new Ear([kazakh]), { transcoder });
    expect(transcoder.level).not.toHaveBeenCalled();
  });

  it.each([
    [2.5, 'noise'],
    [12, undefined],
    [undefined, undefined],
  ])('that swings by %s dB is %s', async (swingDb, reason) => {
    const speech = new Ear([kazakh]);
    const level = swingDb === undefined ? loud : { ...loud, swingDb };
    const heard = await listen(await voice('ru-human-03'), speech, { transcoder: telling(level) });
    expect('reason' in heard ? heard.reason : undefined).toBe(reason);
    expect(speech.given).toHaveLength(reason === undefined ? 1 : 0);
  });

  it.each<[string, readonly string[]]>([
    ['few bytes a second', ['-c:a', 'libopus', '-b:a', '8k', '-f', 'ogg']],
    ['no page counters', ['-f', 'mp3']],
  ])('is measured where they do not: %s', async (_name, options) => {
    const bytes = await made(options);
    const speech = new Ear([kazakh, kazakh]);
    expect(await listen(bytes, speech, { transcoder: telling(faint) })).toMatchObject({ type: 'unclear', reason: 'silence' });
    expect(speech.given).toEqual([]);
    expect(await listen(bytes, speech, { transcoder: telling(loud) })).toMatchObject({ type: 'understood' });
    expect(await listen(bytes, speech)).toMatchObject({ type: 'understood', seconds: expect.closeTo(5.5, 0) });
  });

  it('that cannot be measured keeps no note from being heard', async () => {
    for (const error of [new SetupError('transcoder.missing', 'no ffmpeg'), fault]) {
      const heard = await listen(await made(['-f', 'mp3']), new Ear([kazakh]), { transcoder: telling(error) });
      expect(heard).toMatchObject({ type: 'understood' });
    }
  });

  it('finds silence in any format', async () => {
    const speech = new Ear([kazakh]);
    const heard = await listen(await made(['-f', 'mp3'], await voice('none-silence')), speech);
    expect(heard).toMatchObject({ type: 'unclear', reason: 'silence' });
    expect(speech.given).toEqual([]);
  });
});

describe('a long note', () => {
  /** Three times the same sentence, a second of silence after each. */
  const long = (): Promise<Uint8Array> => made(['-af', 'apad=pad_dur=1,aloop=loop=2:size=312000', '-f', 'wav']);
  const texts = ['раз', 'два', 'три', 'четыре'].map((word) => ({ text: `Сказано ${word}` }));

  it.each<[string, () => Promise<Uint8Array>]>([
    ['ogg', () => voice('ru-human-03')],
    ['mp3', () => made(['-f', 'mp3'])],
  ])('is not heard: %s', async (_name, make) => {
    const speech = new Ear(texts);
    const heard = await listen(await make(), speech, { longestSeconds: 5 });
    expect(heard).toEqual({ type: 'unclear', reason: 'too long', seconds: expect.closeTo(5.5, 0) });
    expect(speech.given).toEqual([]);
    expect(transcribedSeconds(heard)).toBe(0);
    expect(await listen(await make(), speech, { longestSeconds: 6 })).toMatchObject({ type: 'understood' });
  });

  it('is told by what is measured, whatever its counters claim', async () => {
    const level: Level = { seconds: 400, meanDb: -20, peakDb: -5, silences: [] };
    const heard = await listen(await voice('ru-human-03'), new Ear(texts), { longestSeconds: 300, transcoder: telling(level) });
    expect(heard).toEqual({ type: 'unclear', reason: 'too long', seconds: 400 });
  });

  it('without a known length is told by its size where nothing can measure it', async () => {
    const transcoder = telling(new SetupError('transcoder.missing', 'no ffmpeg'));
    const speech = new Ear(texts);
    const bytes = await made(['-af', 'apad=whole_dur=320', '-b:a', '128k', '-f', 'mp3']);
    const heard = await listen(bytes, speech, { longestSeconds: 300, transcoder });
    expect(heard).toEqual({ type: 'unclear', reason: 'too long' });
    expect(speech.given).toEqual([]);
  });

  it('is not even measured where its counters tell and nobody wants parts', async () => {
    const transcoder = telling({ seconds: 5.5, meanDb: -20, peakDb: -5, silences: [] });
    const heard = await listen(await voice('ru-human-03'), new Ear(texts), { longestSeconds: 5, transcoder });
    expect(heard).toMatchObject({ reason: 'too long' });
    expect(transcoder.level).not.toHaveBeenCalled();
  });

  it('is heard in parts, in order, where that is wanted', async () => {
    const speech = new Ear(texts);
    const heard = await listen(await long(), speech, { longestSeconds: 9, split: true });
    expect(heard).toMatchObject({ type: 'understood', text: 'Сказано раз\nСказано два\nСказано три' });
    expect(speech.given.map(({ format }) => format)).toEqual(['mp3', 'mp3', 'mp3']);
    const lengths = speech.given.map(({ seconds = 0 }) => seconds);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(9);
    expect(transcribedSeconds(heard)).toBeCloseTo(heard.seconds ?? 0, 1);
  });

  it('says what was understood of it, and is unclear when that is nothing', async () => {
    const unread = new ServiceError('openai.audio', 'cannot read this audio', { retryable: false });
    const some = [{ text: '' }, { text: 'Сказано два' }, unread];
    expect(await listen(await long(), new Ear(some), { longestSeconds: 9, split: true })).toMatchObject({ text: 'Сказано два' });
    const none = await listen(await long(), new Ear([unread, { text: '' }]), { longestSeconds: 9, split: true });
    expect(none).toMatchObject({ type: 'unclear', reason: 'no speech' });
    expect(transcribedSeconds(none)).toBeGreaterThan(5);
  });

  it('is too long where nothing can cut it', async () => {
    const heard = await listen(await voice('ru-human-03'), new Ear(texts), {
      longestSeconds: 5,
      split: true,
      transcoder: telling(new SetupError('transcoder.missing', 'no ffmpeg')),
    });
    expect(heard).toMatchObject({ reason: 'too long' });
  });

  it('passes on what may pass', async () => {
    await expect(listen(await long(), new Ear([fault]), { longestSeconds: 9, split: true })).rejects.toBe(fault);
  });
});
