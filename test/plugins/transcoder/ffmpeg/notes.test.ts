import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isOggOpus, oggSeconds } from '../../../../src/core/audio.ts';
import { Bench, failure, live } from './bench.ts';
import { made, noteSeconds, silentFilm, sounds } from './sounds.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await Bench.open();
});
afterEach(() => bench.close());

/** Channels of an Ogg/Opus file, by its head. */
const channelsOf = (ogg: Uint8Array): number => ogg[Buffer.from(ogg).indexOf('OpusHead') + 9] ?? 0;

describe('a voice note', () => {
  it.each(['mp3', 'wav', 'flac', 'aac', 'm4a with its index at the end', 'webm'])(
    'is made of %s',
    async (name) => {
      const bytes = (await sounds[name]?.()) ?? new Uint8Array();
      const note = await bench.transcoder().toNote(bytes, live());
      expect([isOggOpus(note), channelsOf(note)]).toEqual([true, 1]);
      expect(Math.abs((oggSeconds(note) ?? 0) - noteSeconds)).toBeLessThan(0.2);
      // 24 kbit/s, and room for a variable rate.
      expect(note.length).toBeLessThan(noteSeconds * 5000);
      expect(await bench.left()).toEqual([]);
    },
  );

  it('is mono, whatever it is made of, and carries nothing along', async () => {
    const stereo = await made(['-ac', '2', '-metadata', 'title=PRIVATE', '-f', 'mp3']);
    const note = await bench.transcoder().toNote(stereo, live());
    expect([channelsOf(note), Buffer.from(note).includes('PRIVATE')]).toEqual([1, false]);
  });

  it.each<[string, () => Promise<Uint8Array>]>([
    ['no sound', silentFilm],
    ['garbage', () => Promise.resolve(Buffer.from('this is no sound'))],
    ['nothing', () => Promise.resolve(new Uint8Array())],
  ])('is not made of %s', async (_, make) => {
    const error = await failure(bench.transcoder().toNote(await make(), live()));
    expect(error).toMatchObject({ code: 'service.ffmpeg.audio', retryable: false, about: 'audio' });
  });

  it('is not made by an ffmpeg without Opus, which says so', async () => {
    const one = bench.transcoder(await bench.pretender('exit 1'));
    expect(await failure(one.toNote(Buffer.from('x'), live()))).toMatchObject({
      code: 'setup.transcoder.opus',
    });
  });

  it('is not begun for a caller who has gone', async () => {
    const gone = AbortSignal.abort(new Error('gone'));
    expect(await failure(bench.transcoder().toNote(await made(['-f', 'mp3']), gone))).toMatchObject(
      { message: 'gone' },
    );
  });
});
