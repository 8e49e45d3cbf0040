import { describe, expect, it } from 'vitest';
import { heifSize, jpegSize, sniffImage } from '../../../src/core/attachments/image-format.ts';

const latin = (text: string): Buffer => Buffer.from(text, 'latin1');

describe('the format of a picture', () => {
  it.each([
    ['jpeg', '\u00ff\u00d8\u00ff\u00e0'],
    ['png', '\u0089PNG\r\n\u001a\n'],
    ['webp', 'RIFF\0\0\0\0WEBPVP8 '],
    ['gif', 'GIF89a'],
    ['heif', '\0\0\0\u0018ftypheic'],
    ['heif', '\0\0\0\u0018ftypmif1'],
    ['heif', '\0\0\0\u001cftypavif'],
    ['tiff', 'II*\0'],
    [undefined, '\0\0\0\u0018ftypisom'],
    [undefined, '%PDF-1.4'],
    [undefined, 'BMW и другие'],
    [undefined, ''],
  ])('%s is told by its first bytes', (format, start) => {
    expect(sniffImage(latin(start))).toBe(format);
  });
});

describe('the size of a picture', () => {
  it('is in the frame of a JPEG, behind whatever stands before it', () => {
    const frame = [0xff, 0xc2, 0, 8, 8, 3, 0, 4, 0, 3];
    const jpeg = Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 1, 0xff, 0xc4, 0, 2, ...frame]);
    expect(jpegSize(jpeg)).toEqual({ width: 1024, height: 768 });
    for (let length = 0; length < jpeg.length - 1; length += 1)
      expect(jpegSize(jpeg.subarray(0, length))).toBeUndefined();
  });

  it('ends where a JPEG has no frame, whatever follows', () => {
    expect(
      jpegSize(Uint8Array.from([0xff, 0xd8, 1, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0])),
    ).toBeUndefined();
    expect(jpegSize(new Uint8Array(100_000))).toBeUndefined();
  });

  it('of a HEIF is the largest that it declares: its tiles are smaller', () => {
    const ispe = (width: number, height: number): Buffer => {
      const box = Buffer.alloc(20);
      box.write('ispe', 4);
      box.writeUInt32BE(width, 12);
      box.writeUInt32BE(height, 16);
      return box;
    };
    const file = Buffer.concat([
      latin('\0\0\0\u0018ftypheic'),
      ispe(512, 512),
      ispe(4032, 3024),
      ispe(512, 512),
    ]);
    expect(heifSize(file)).toEqual({ width: 4032, height: 3024 });
    expect(heifSize(latin('\0\0\0\u0018ftypheic'))).toBeUndefined();
  });
});
