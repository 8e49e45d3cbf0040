import { expect, it } from 'vitest';
import { typedFile } from '../../../src/cli/dev/typed-path.ts';

it.each([
  ['photo.jpg Есть такое?', 'photo.jpg Есть такое?'],
  ['"my photo.jpg" Есть такое?', 'my photo.jpg Есть такое?'],
  ["'/tmp/my photo.jpg'", '/tmp/my photo.jpg'],
  [String.raw`/tmp/my\ photo.jpg Есть такое?`, '/tmp/my photo.jpg Есть такое?'],
  ['~/photo.jpg hi', '/home/aigerim/photo.jpg hi'],
  ['"~/my photo.jpg" hi', '/home/aigerim/my photo.jpg hi'],
  ['~aigerim', '~aigerim'],
  ['"', '"'],
  ['""', '""'],
])('a file typed as %s is %s', (line, expected) => {
  expect(typedFile(line, '/home/aigerim')).toBe(expected);
});
