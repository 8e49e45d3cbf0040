import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { jpegSize } from '../../../../src/core/attachments/image-format.ts';
import { wholePicture } from '../../../../src/plugins/transcoder/ffmpeg/picture.ts';
import { drawn, firstPixel } from '../../../pictures.ts';
import { Bench, failure, live } from './bench.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await Bench.open();
});
afterEach(() => bench.close());

/** A JPEG that says how it is to be turned: a quarter to the right, as phones hold it. */
function turned(jpeg: Buffer): Buffer {
  const tiff = Buffer.from('4d4d002a0000000800010112000300000001000600000000000000', 'hex');
  const exif = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff]);
  const head = Buffer.from([0xff, 0xe1, 0, exif.length + 2]);
  return Buffer.concat([jpeg.subarray(0, 2), head, exif, jpeg.subarray(2)]);
}

describe('a picture', () => {
  it.each(['jpeg', 'png', 'webp', 'gif', 'bmp'] as const)(
    'of %s becomes a JPEG of at most 1,024 pixels',
    async (format) => {
      const { jpeg, ...size } = await bench
        .transcoder()
        .toJpeg(drawn('1600x1200', format), 1024, live());
      expect([size, jpegSize(jpeg)]).toEqual([
        { width: 1024, height: 768 },
        { width: 1024, height: 768 },
      ]);
    },
  );

  it('of a phone is turned upright, and says nothing of where it was taken', async () => {
    const { jpeg, ...size } = await bench
      .transcoder()
      .toJpeg(turned(drawn('800x600')), 400, live());
    expect(size).toEqual({ width: 300, height: 400 });
    expect(Buffer.from(jpeg).toString('latin1')).not.toContain('Exif');
  });

  it('that is transparent is white there, as a phone shows it', async () => {
    for (const format of ['png', 'webp'] as const) {
      const clear = drawn('60x40', format, 'color=black@0.0');
      const { jpeg } = await bench.transcoder().toJpeg(clear, 64, live());
      expect(firstPixel(jpeg).every((value) => value > 250)).toBe(true);
    }
  });

  it.each([
    ['that holds more pixels than a phone has', () => drawn('9000x9000', 'png', 'color=red')],
    ['whose header says so', () => bombed(drawn('64x48', 'png'))],
    ['that is cut off', () => drawn('640x480').subarray(0, 40)],
    [
      'that moves as a sticker',
      () =>
        Buffer.from(
          'RIFF\u001e\0\0\0WEBPVP8X\n\0\0\0\u0002\0\0\0\u00ff\u0001\0\u00ff\u0001\0',
          'latin1',
        ),
    ],
    ['that is a list of files', () => Buffer.from("ffconcat version 1.0\nfile '/etc/passwd'\n")],
    ['that is drawn in letters', () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
  ])('%s is none, and nothing is left behind', async (_, make) => {
    const error = await failure(bench.transcoder().toJpeg(make(), 1024, live()));
    expect(error).toMatchObject({ code: 'service.ffmpeg.image', about: 'image', retryable: false });
    expect(await bench.left()).toEqual([]);
  });

  it('that is kept in tiles is none where only the first of them comes out', () => {
    const whole = { width: 4032, height: 3024 };
    const size = (wide: number, high: number): Buffer =>
      Buffer.from([
        0xff,
        0xd8,
        0xff,
        0xc0,
        0,
        11,
        8,
        high >> 8,
        high & 255,
        wide >> 8,
        wide & 255,
        1,
        1,
      ]);
    expect(wholePicture(size(1024, 768), whole, 1024)).toMatchObject({ width: 1024, height: 768 });
    expect(wholePicture(size(768, 1024), whole, 1024)).toMatchObject({ width: 768, height: 1024 });
    expect(() => wholePicture(size(512, 512), whole, 1024)).toThrow('no picture');
  });

  it('is not worked on for ever: its processor is bounded', async () => {
    const path = await bench.pretender('while :; do :; done');
    const error = await failure(bench.transcoder(path, 1_500).toJpeg(drawn('64x48'), 64, live()));
    expect(error).toMatchObject({ retryable: false });
  });
});

/** A PNG that claims to be huge. */
function bombed(png: Buffer): Buffer {
  const bomb = Buffer.from(png);
  bomb.writeUInt32BE(30_000, 16);
  bomb.writeUInt32BE(30_000, 20);
  return bomb;
}
