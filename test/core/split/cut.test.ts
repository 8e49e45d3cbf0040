import { expect, it } from 'vitest';
import { findCut } from '../../../src/core/split/cut.ts';

it.each<[string, string, number, number]>([
  ['a paragraph', 'aaa\n\nb c\nd', 8, 3],
  ['a paragraph that ends just behind the room', 'aaaaa bb\n\ncc', 8, 8],
  ['a line', 'aaa. b\ncccccc', 8, 6],
  ['a line that ends just behind the room', 'a. bbbbb\ncc', 8, 8],
  ['a sentence', 'aaa b. ccc ddd', 10, 6],
  ['a sentence that fills the room', 'aaaa bb. ccc', 8, 8],
  ['a sentence with what closes it', 'aaa?!") bbb', 9, 7],
  ['a quarter of the room, and no less', 'aa\nbbbbb cccc', 8, 2],
  ['a word rather than less than a quarter', 'a\nbbbb ccccc', 8, 6],
  ['the first letter where nothing else can be', 'a bbbbbbbbb', 5, 1],
  ['a word that ends just behind the room', 'aaaaa bbb', 5, 5],
  ['a character, where a space comes first', ' aaaaaaaa', 5, 5],
  ['a character, where the only space is within a sum', '25\u00a0000\u202f₸₸₸', 6, 6],
  ['a character of several units', 'ab👨\u200d👩\u200d👧cd', 4, 2],
  ['two units, where one character is all', '👩👩', 3, 2],
  ['a heap of marks', `a${'\u0301'.repeat(20)}`, 5, 5],
  ['a heap of marks behind a pair', `👩${'\u0301'.repeat(120)}`, 1, 0],
])('ends at %s: %j', (_what, text, room, cut) => {
  expect(findCut(text, 0, room)).toBe(cut);
  expect(findCut(`xyz${text}`, 3, room + 3)).toBe(cut + 3);
});
