import { expect, it } from 'vitest';
import { addressLength } from '../../../src/core/markup/links.ts';

it.each([
  ['https://a.kz', ''],
  ['https://a.kz/', ''],
  ['https://a.kz', '.'],
  ['https://a.kz', ',;:!?…*_~\'"»”’.'],
  ['https://a.kz', ')'],
  ['https://a.kz', ').'],
  ['https://a.kz', '.).'],
  ['https://a.kz', '))'],
  ['https://a.kz/(x)', ''],
  ['https://a.kz/(x)', '.'],
  ['https://a.kz/(x)', ')'],
  ['https://a.kz/(x)/(y)', '),'],
  ['https://a.kz/((x)', ''],
  ['', ''],
])('of %j the address ends before %j, which is the sentence’s', (address, sentence) => {
  expect(addressLength(address + sentence)).toBe(address.length);
});
