import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Listening } from '../../../src/core/hearing/listening.ts';
import { ServiceError, SetupError } from '../../../src/core/errors.ts';
import { hear } from '../../../src/core/hearing/hear.ts';
import { transcribedSeconds } from '../../../src/core/hearing/heard.ts';
import type { Loudness } from '../../../src/core/kinds/transcoder.ts';
import { Bench } from '../../plugins/transcoder/ffmpeg/bench.ts';
import { made, voice } from '../../plugins/transcoder/ffmpeg/sounds.ts';
import { all, Ear, listener, telling } from './ear.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await Bench.open();
});
afterAll(() => bench.close());

const listen = listener(() => bench);

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
      expect(await listen(await voice('kk-tts-01'), new Ear([turkish, second]))).toMatchObject({
        text: turkish.text,
      });
    }
  });

  it('is heard once where there is no hint to give, or a person set the language', async () => {
    const ukrainian = { text: 'Скільки коштує доставка?' };
    for (const speech of [new Ear([ukrainian]), new Ear([turkish], 'ru')]) {
      expect(await listen(await voice('ru-human-03'), speech)).toMatchObject({
        type: 'understood',
      });
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
    const listening: Listening = {
      speech,
      transcoder: bench.transcoder(),
      convert: 'auto',
      languages: all,
    };
    await expect(
      hear({ bytes: await voice('kk-tts-01') }, listening, {}, stop.signal),
    ).rejects.toThrow('superseded');
  });
});

describe('loudness', () => {
  const loud: Loudness = { seconds: 4, meanDb: -20, peakDb: -5, silences: [] };
  const faint: Loudness = { seconds: 4, meanDb: -70, peakDb: -60, silences: [{ from: 0, to: 4 }] };

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
    expect(await listen(bytes, speech, { transcoder: telling(faint) })).toMatchObject({
      type: 'unclear',
      reason: 'silence',
    });
    expect(speech.given).toEqual([]);
    expect(await listen(bytes, speech, { transcoder: telling(loud) })).toMatchObject({
      type: 'understood',
    });
    expect(await listen(bytes, speech)).toMatchObject({
      type: 'understood',
      seconds: expect.closeTo(5.5, 0),
    });
  });

  it('that cannot be measured keeps no note from being heard', async () => {
    for (const error of [new SetupError('transcoder.missing', 'no ffmpeg'), fault]) {
      const heard = await listen(await made(['-f', 'mp3']), new Ear([kazakh]), {
        transcoder: telling(error),
      });
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
