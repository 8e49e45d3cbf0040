import { expect, it } from 'vitest';
import { decodeText } from '../../../src/core/files/decode-text.ts';

const bytes = (...parts: (string | number[])[]): Uint8Array =>
  Buffer.concat(
    parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from(part))),
  );

it.each([
  ['nothing', bytes(), ''],
  ['a word', bytes('Сәлем'), 'Сәлем'],
  ['a mark before it', bytes([0xef, 0xbb, 0xbf], 'а\n'), 'а\n'],
  ['a first byte like that of a mark', bytes('ÿ'), 'ÿ'],
])('text with %s is itself', (_what, text, shown) => {
  expect(decodeText(text)).toBe(shown);
});

it.each([
  ['the mark of little ends', [0xff, 0xfe, 0x41, 0x04]],
  ['the mark of big ends', [0xfe, 0xff, 0x04, 0x41]],
  ['empty halves', [0x41, 0x00, 0x42, 0x00]],
  ['an empty half at the end', [0x41, 0x00]],
])('text in two bytes a letter is named by %s', (_what, wide) => {
  expect(decodeText(bytes(wide))).toEqual({ problem: expect.stringContaining('UTF-16') as string });
});

it.each([
  [1, [[0xcf, 0xf0]]],
  [1, [[0xff, 0x41]]],
  [1, [[0xfe, 0x41]]],
  [1, [[0xfe, 0xfe]]],
  [1, [[0xff, 0xff]]],
  [2, ['раз\n', [0xe4, 0xe2, 0xe0], '\nтри\n']],
  [3, ['\n\n', [0xd0]]],
  [3, ['а\nб\n', [0xd0], '\n', [0xd0]]],
] as [number, (string | number[])[]][])(
  'text of another encoding is named with its line: %d',
  (line, parts) => {
    expect(decodeText(bytes(...parts))).toEqual({
      problem: expect.stringContaining(`(line ${line} has letters`) as string,
    });
  },
);
