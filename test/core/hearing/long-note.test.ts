import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ServiceError, SetupError } from '../../../src/core/errors.ts';
import { transcribedSeconds } from '../../../src/core/hearing/heard.ts';
import type { Loudness } from '../../../src/core/kinds/transcoder.ts';
import { Bench } from '../../plugins/transcoder/ffmpeg/bench.ts';
import { made, voice } from '../../plugins/transcoder/ffmpeg/sounds.ts';
import { Ear, listener, telling } from './ear.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await Bench.open();
});
afterAll(() => bench.close());

const listen = listener(() => bench);

const fault = new ServiceError('openai.unavailable', 'busy', { retryable: true });

describe('a long note', () => {
  /** Three times the same sentence, a second of silence after each. */
  const long = (): Promise<Uint8Array> =>
    made(['-af', 'apad=pad_dur=1,aloop=loop=2:size=312000', '-f', 'wav']);
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
    expect(await listen(await make(), speech, { longestSeconds: 6 })).toMatchObject({
      type: 'understood',
    });
  });

  it('is told by what is measured, whatever its counters claim', async () => {
    const level: Loudness = { seconds: 400, meanDb: -20, peakDb: -5, silences: [] };
    const heard = await listen(await voice('ru-human-03'), new Ear(texts), {
      longestSeconds: 300,
      transcoder: telling(level),
    });
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
    const heard = await listen(await voice('ru-human-03'), new Ear(texts), {
      longestSeconds: 5,
      transcoder,
    });
    expect(heard).toMatchObject({ reason: 'too long' });
    expect(transcoder.level).not.toHaveBeenCalled();
  });

  it('is heard in parts, in order, where that is wanted', async () => {
    const speech = new Ear(texts);
    const heard = await listen(await long(), speech, { longestSeconds: 9, split: true });
    expect(heard).toMatchObject({
      type: 'understood',
      text: 'Сказано раз\nСказано два\nСказано три',
    });
    expect(speech.given.map(({ format }) => format)).toEqual(['mp3', 'mp3', 'mp3']);
    const lengths = speech.given.map(({ seconds = 0 }) => seconds);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(9);
    expect(transcribedSeconds(heard)).toBeCloseTo(heard.seconds ?? 0, 1);
  });

  it('says what was understood of it, and is unclear when that is nothing', async () => {
    const unread = new ServiceError('openai.audio', 'cannot read this audio', {
      retryable: false,
      about: 'audio',
    });
    const some = [{ text: '' }, { text: 'Сказано два' }, unread];
    expect(
      await listen(await long(), new Ear(some), { longestSeconds: 9, split: true }),
    ).toMatchObject({ text: 'Сказано два' });
    const none = await listen(await long(), new Ear([unread, { text: '' }]), {
      longestSeconds: 9,
      split: true,
    });
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
    await expect(
      listen(await long(), new Ear([fault]), { longestSeconds: 9, split: true }),
    ).rejects.toBe(fault);
  });
});
