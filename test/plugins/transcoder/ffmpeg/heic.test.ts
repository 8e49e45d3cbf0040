import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { heifItems } from '../../../../src/plugins/transcoder/ffmpeg/heif-items.ts';
import { hevcTiles } from '../../../../src/plugins/transcoder/ffmpeg/hevc-tiles.ts';
import { firstPixel } from '../../../pictures.ts';
import { Bench, failure, live } from './bench.ts';
import { clap, crowded, heic, tiled, turn } from './heic.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await Bench.open();
});
afterEach(() => bench.close());

function colour(jpeg: Uint8Array): string {
  const [red = 0, , blue = 0] = firstPixel(jpeg);
  return red > 200 ? 'red' : blue > 200 ? 'blue' : 'other';
}

describe('a picture of an iPhone', () => {
  it.each([
    ['whole', [], 100, 64, 'red'],
    ['a quarter to the left', [turn('irot', 1)], 64, 100, 'blue'],
    ['upside down', [turn('irot', 2)], 100, 64, 'blue'],
    ['a quarter to the right', [turn('irot', 3)], 64, 100, 'red'],
    ['mirrored', [turn('imir', 1)], 100, 64, 'blue'],
    ['mirrored up and down', [turn('imir', 0)], 100, 64, 'red'],
    ['cropped', [clap(20, 30, 40, 0)], 20, 30, 'blue'],
    ['turned, then cropped', [turn('irot', 1), clap(40, 20, 0, 40)], 40, 20, 'red'],
  ])('in tiles becomes one JPEG: %s', async (_, turns, width, height, first) => {
    const { jpeg, ...size } = await bench.transcoder().toJpeg(tiled({ turns }), 1024, live());
    expect([size, colour(jpeg)]).toEqual([{ width, height }, first]);
    expect(await bench.left()).toEqual([]);
  });

  it('has its tiles line by line, and is made small', async () => {
    const tiles = [heic('blue'), heic('red'), heic('red'), heic('red')];
    const file = tiled({ tiles, rows: 2, width: 128, height: 128 });
    const { jpeg, ...size } = await bench.transcoder().toJpeg(file, 32, live());
    expect([size, colour(jpeg)]).toEqual([{ width: 32, height: 32 }, 'blue']);
  });

  it.each(['red', 'odd'] as const)('by another program is one, too: %s', async (name) => {
    const { jpeg, ...size } = await bench.transcoder().toJpeg(heic(name), 1024, live());
    expect(size).toEqual(name === 'odd' ? { width: 200, height: 150 } : { width: 64, height: 64 });
    expect(jpeg.length).toBeGreaterThan(100);
  });

  it.each([
    ['lacks a tile', { madeOf: [2] }],
    ['names one that is not there', { madeOf: [2, 9] }],
    ['is its own tile', { madeOf: [1, 1] }],
    ['is larger than its tiles', { width: 300 }],
    ['has more tiles than any picture', { rows: 250, columns: 250, madeOf: Array(200).fill(2) }],
    ['has a tile of nothing but empty pieces', { coded: Buffer.alloc(4_000) }],
    [
      'uses the same bytes without end',
      { columns: 200, width: 64 * 200, madeOf: Array(200).fill(2) },
    ],
  ])('that %s is none', async (_, wishes) => {
    expect(hevcTiles(tiled(wishes))).toBeUndefined();
    const error = await failure(bench.transcoder().toJpeg(tiled(wishes), 1024, live()));
    expect(error).toMatchObject({ code: 'service.ffmpeg.image', about: 'image', retryable: false });
  });

  it('that uses the same bytes without end is none before they are copied', () => {
    const file = tiled({ columns: 200, width: 64 * 200, madeOf: Array<number>(200).fill(2) });
    const copied = vi.spyOn(Buffer, 'concat');
    hevcTiles(file);
    expect(copied.mock.calls.length).toBeLessThan(5);
    copied.mockRestore();
  });

  it.each([
    ['pieces of items', { items: 50, pieces: 100 }],
    ['lists of properties', { lists: 50 }],
  ])('that names thousands of %s is none', (_, crowd) => {
    expect(() => heifItems(crowded(crowd))).toThrow('too many items');
  });

  it('cut off anywhere, or with any byte changed, is read as one or not at all', () => {
    const whole = tiled({ turns: [turn('irot', 1), clap(40, 20, 0, 40)] });
    for (let end = 0; end < whole.length; end += 1) hevcTiles(whole.subarray(0, end));
    for (let at = 0; at < whole.length; at += 1)
      for (const value of [0, 1, 127, 255]) {
        const bent = Buffer.from(whole);
        bent[at] = value;
        const { stream } = hevcTiles(bent) ?? { stream: [] };
        expect(stream.length).toBeLessThan(4 * whole.length);
      }
  });
});
