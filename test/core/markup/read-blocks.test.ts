import { expect, it } from 'vitest';
import { readBlocks } from '../../../src/core/markup/read-blocks.ts';

it.each([
  ['no line', [], []],
  ['one line', ['a'], ['text']],
  ['lines that belong together', ['a', 'b'], ['text']],
  ['empty lines, each by itself', ['', 'a', '', ''], ['blank', 'text', 'blank', 'blank']],
  ['a fence that is not closed', ['```', 'a', '# b'], ['code']],
  ['what follows a fence', ['```', 'a', '```', '# b'], ['code', 'heading']],
  ['what follows an underlined heading', ['a', '===', '- b'], ['heading', 'item']],
  ['what follows a table without rows', ['|a|b|', '|-|-|', '- c'], ['table', 'item']],
  ['what follows a quote', ['> a', '> - b', '- c'], ['quote', 'item']],
])('each line belongs to exactly one block: %s', (_, lines, types) => {
  expect(readBlocks(lines).map(({ type }) => type)).toEqual(types);
});
