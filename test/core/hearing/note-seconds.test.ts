import { describe, expect, it } from 'vitest';
import { countedSeconds, leastSeconds } from '../../../src/core/hearing/note-seconds.ts';
import { amrNote, made, voice } from '../../plugins/transcoder/ffmpeg/sounds.ts';

/** The same Ogg file, all its pages but the first counting so many seconds. */
function counting(bytes: Uint8Array, seconds: number): Uint8Array {
  const copy = Buffer.from(bytes);
  const samples = BigInt(seconds * 48_000);
  for (let at = copy.indexOf('OggS', 1); at !== -1; at = copy.indexOf('OggS', at + 27))
    copy.writeBigInt64LE(samples, at + 6);
  return copy;
}

describe('what an Ogg file counts', () => {
  it('is its length', async () => {
    expect(countedSeconds(await voice('ru-human-03'))).toBeCloseTo(5.51, 1);
    expect(countedSeconds(counting(await voice('ru-human-03'), 4))).toBeCloseTo(4, 1);
  });

  it('is none when Opus cannot spend so much on so little, or in another format', async () => {
    const long = await made([
      '-af',
      'apad=whole_dur=60',
      '-c:a',
      'libopus',
      '-vbr',
      'off',
      '-b:a',
      '32k',
      '-f',
      'ogg',
    ]);
    expect(countedSeconds(long)).toBeCloseTo(60, 0);
    expect(countedSeconds(counting(long, 2))).toBeUndefined();
    expect(countedSeconds(amrNote())).toBeUndefined();
  });
});

describe('the least that a note lasts', () => {
  it.each<[string, readonly string[], number]>([
    ['WAV, by its head', ['-ar', '22050', '-f', 'wav'], 0.9],
    ['stereo WAV, by its head', ['-ar', '44100', '-ac', '2', '-f', 'wav'], 0.9],
    ['MP3 of 128 kbit/s', ['-b:a', '128k', '-f', 'mp3'], 0.4],
    ['MP3 of 32 kbit/s', ['-b:a', '32k', '-f', 'mp3'], 0.1],
    ['AAC', ['-c:a', 'aac', '-b:a', '64k', '-f', 'adts'], 0.1],
    ['Opus', ['-c:a', 'libopus', '-b:a', '32k', '-f', 'ogg'], 0.4],
  ])(
    'is no more than its length, and near it where the file is as large as can be: %s',
    async (_name, options, share) => {
      const seconds = leastSeconds(await made(options));
      expect(seconds).toBeLessThan(5.51 * 1.1);
      expect(seconds).toBeGreaterThan(5.51 * share);
    },
  );

  it('is told of a cut or broken WAV, too', async () => {
    const wav = await made(['-f', 'wav']);
    expect(leastSeconds(wav.subarray(0, 20))).toBeGreaterThan(0);
    const broken = Buffer.from(wav);
    broken.writeUInt32LE(0, 28);
    expect(Number.isFinite(leastSeconds(broken))).toBe(true);
  });
});
