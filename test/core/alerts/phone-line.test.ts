import { expect, it } from 'vitest';
import { phoneLine } from '../../../src/core/alerts/phone-line.ts';

it.each([
  ['77001234567@c.us', ['+77001234567']],
  ['77001234567@c.us#1101000002', ['+77001234567#1101000002']],
  ['10000001', ['10000001']],
  ['10000001#3100000001', ['10000001#3100000001']],
  ['12345@c.us', ['+12345']],
  ['1234@c.us', []],
  ['1234567890123456@c.us', []],
  ['120363041234567890@g.us', []],
  ['77001234567@lid', []],
  [undefined, []],
])('a chat %s has the line %j', (chat, line) => {
  expect(phoneLine(chat)).toEqual(line);
});
