import { expect, it } from 'vitest';
import { findSpans } from '../../../src/core/split/spans.ts';

const spans = (text: string): unknown[] =>
  findSpans(text).map(({ start, contentStart, contentEnd, end, opens, closes, code }) => [
    text.slice(start, end),
    text.slice(contentStart, contentEnd),
    opens,
    closes,
    code,
  ]);

it.each<[string, unknown[]]>([
  ['a *b* c', [['*b*', 'b', '*', '*', false]]],
  ['_a b_', [['_a b_', 'a b', '_', '_', false]]],
  ['~a~', [['~a~', 'a', '~', '~', false]]],
  ['`a`', [['`a`', 'a', '`', '`', false]]],
  [
    '*a _b_*',
    [
      ['*a _b_*', 'a _b_', '*', '*', false],
      ['_b_', 'b', '_', '_', false],
    ],
  ],
  [
    '_a_ *b*',
    [
      ['_a_', 'a', '_', '_', false],
      ['*b*', 'b', '*', '*', false],
    ],
  ],
  ['```\na b\n```', [['```\na b\n```', 'a b', '```\n', '\n```', true]]],
  ['```a```', [['```a```', 'a', '```', '```', true]]],
  ['``` a ```', [['``` a ```', 'a', '```', '```', true]]],
  [
    '```\n*a*\n``` *b*',
    [
      ['```\n*a*\n```', '*a*', '```\n', '\n```', true],
      ['*b*', 'b', '*', '*', false],
    ],
  ],
  [
    '*a* ```b``` _c_',
    [
      ['*a*', 'a', '*', '*', false],
      ['```b```', 'b', '```', '```', true],
      ['_c_', 'c', '_', '_', false],
    ],
  ],
  [
    '```a``` ```b``` *c*',
    [
      ['```a```', 'a', '```', '```', true],
      ['```b```', 'b', '```', '```', true],
      ['*c*', 'c', '*', '*', false],
    ],
  ],
  [
    '*a*```b```_c_',
    [
      ['*a*', 'a', '*', '*', false],
      ['```b```', 'b', '```', '```', true],
      ['_c_', 'c', '_', '_', false],
    ],
  ],
  ['*a```b*c```', [['```b*c```', 'b*c', '```', '```', true]]],
  ['*a', []],
  ['a*b*', []],
  ['*b*c', []],
  ['* a*', []],
  ['*a *', []],
  ['*a\nb*', []],
  ['**a**', []],
  ['2*3*4', []],
  ['', []],
])('%j holds %j', (text, found) => {
  expect(spans(text)).toEqual(found);
});
