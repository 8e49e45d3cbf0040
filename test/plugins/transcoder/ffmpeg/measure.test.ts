import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isSilent } from '../../../../src/core/hearing/silence.ts';
import { alive, Bench, failure, live, megabyte, processes } from './bench.ts';
import { amrNote, made, noteSeconds, oldPhoneNote, silentFilm, sounds, voice } from './sounds.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await Bench.open();
});
afterEach(() => bench.close());

describe('the level', () => {
  it.each(Object.keys(sounds))('tells length and loudness of %s', async (name) => {
    const level = await bench
      .transcoder()
      .level((await sounds[name]?.()) ?? new Uint8Array(), live());
    expect(level.seconds).toBeCloseTo(noteSeconds, 0);
    expect(level.meanDb).toBeCloseTo(-19, -1);
    expect(level.peakDb).toBeGreaterThan(-12);
    expect(await bench.left()).toEqual([]);
  });

  it.each(['ru-human-03', 'en-human-05', 'kk-tts-01', 'none-noise'])(
    'of %s is no silence',
    async (name) => {
      expect(isSilent(await bench.transcoder().level(await voice(name), live()))).toBe(false);
    },
  );

  it('of silence is, whatever it is coded with', async () => {
    for (const options of [
      ['-f', 'mp3'],
      ['-f', 'wav'],
      ['-c:a', 'libopus', '-vbr', 'off', '-b:a', '24k', '-f', 'ogg'],
    ]) {
      const level = await bench
        .transcoder()
        .level(await made(options, await voice('none-silence')), live());
      expect({ options, silent: isSilent(level) }).toEqual({ options, silent: true });
      expect(level.silences[0]?.from).toBeCloseTo(0, 1);
      expect(level.silences.at(-1)?.to).toBeCloseTo(level.seconds, 1);
    }
  });

  it('finds the pauses of a note', async () => {
    const padded = await made(['-af', 'adelay=1500:all=1,apad=pad_dur=2', '-f', 'wav']);
    const { silences, seconds } = await bench.transcoder().level(padded, live());
    expect(seconds).toBeCloseTo(noteSeconds + 3.5, 0);
    expect(silences[0]).toEqual({ from: expect.closeTo(0, 1), to: expect.closeTo(1.5, 0) });
    expect(silences.at(-1)?.to).toBeCloseTo(seconds, 1);
  });

  it.each<[string, () => Promise<Uint8Array> | Uint8Array]>([
    ['a text', () => Buffer.from('silence_start: 1')],
    ['a film without sound', silentFilm],
    ['nothing', () => new Uint8Array()],
    ['a playlist', () => Buffer.from('#EXTM3U\n#EXTINF:5,\nfile:///etc/passwd\n')],
  ])('of %s is an error about the audio', async (_name, make) => {
    expect(await failure(bench.transcoder().level(await make(), live()))).toMatchObject({
      code: 'service.ffmpeg.audio',
    });
  });

  it('ends with an abort, and so does the process', async () => {
    const path = await bench.pretender('trap "" TERM; echo $$ >> "$0-ids"; exec sleep 600');
    const stop = new AbortController();
    const pending = failure(bench.transcoder(path).level(await voice('ru-human-03'), stop.signal));
    const [id = 0] = await processes(path, 1);
    stop.abort(new Error('superseded'));
    expect(await pending).toMatchObject({ message: 'superseded' });
    expect(alive(id)).toBe(false);
  });
});

describe('a part', () => {
  it.each<[string, () => Promise<Uint8Array> | Uint8Array, number]>([
    ['ogg', () => voice('ru-human-03'), 2],
    ['amr', amrNote, 1],
    ['3gp', oldPhoneNote, 1],
  ])('of %s has the length that is wanted', async (_name, make, to) => {
    const one = bench.transcoder();
    const part = await one.part(await make(), { from: 0.5, to }, megabyte, live());
    expect((await one.level(part, live())).seconds).toBeCloseTo(to - 0.5, 0);
  });

  it('is the right one', async () => {
    const padded = await made(['-af', 'adelay=3000:all=1', '-f', 'wav']);
    const one = bench.transcoder();
    expect(
      isSilent(
        await one.level(await one.part(padded, { from: 0, to: 2.5 }, megabyte, live()), live()),
      ),
    ).toBe(true);
    expect(
      isSilent(
        await one.level(await one.part(padded, { from: 3, to: 5 }, megabyte, live()), live()),
      ),
    ).toBe(false);
  });

  it('beyond the end is an error about the audio', async () => {
    const past = bench
      .transcoder()
      .part(await voice('ru-human-03'), { from: 60, to: 70 }, megabyte, live());
    expect(await failure(past)).toMatchObject({ code: 'service.ffmpeg.audio' });
  });
});
