import { expect, it } from 'vitest';
import { keepingProblem } from '../../../src/core/trust/store.ts';

it.each([
  [
    'the code of a failed file',
    Object.assign(new Error('EROFS: read-only file system'), { code: 'EROFS' }),
    'EROFS',
  ],
  ['the words of another error', new Error('no home'), 'no home'],
  ['what else was thrown', 'nothing to say', 'nothing to say'],
])('why something could not be kept is said in a word: %s', (_, error, word) => {
  expect(keepingProblem(error)).toBe(word);
});
