import { expect, it } from 'vitest';
import { distance, didYouMean } from '../../src/core/did-you-mean.ts';

it.each([
  ['', '', 0],
  ['serve', 'serve', 0],
  ['sevre', 'serve', 1],
  ['servee', 'serve', 1],
  ['srve', 'serve', 1],
  ['sarve', 'serve', 1],
  ['kitten', 'sitting', 3],
  ['', 'abc', 3],
  ['abc', '', 3],
])('from %j to %j it is %i', (one, other, steps) => {
  expect(distance(one, other)).toBe(steps);
  expect(distance(other, one)).toBe(steps);
});

it.each([
  ['sreve', 'serve'],
  ['DOCTOR', 'doctor'],
  ['histroy lst', 'history list'],
  ['nonsense', undefined],
  ['x', undefined],
])('%j was meant to be %j', (word, meant) => {
  expect(didYouMean(word, ['serve', 'doctor', 'history list', 'history show'])).toBe(meant);
});

it.each([
  ['WABOT_POL', 'WABOT_POLL'],
  ['WABOT_QWERTY', undefined],
  ['WABT_ALERTS', 'WABOT_ALERTS'],
])('of names that begin alike only the rest makes one like another: %j, %j', (word, meant) => {
  expect(didYouMean(word, ['WABOT_ALERTS', 'WABOT_POLL', 'OPENAI_MODEL'])).toBe(meant);
});
