import { expect, it } from 'vitest';
import { plural } from '../../src/core/plural.ts';

it('counts one in the singular and anything else in the plural', () => {
  expect([0, 1, 2, 21].map((count) => plural(count, 'chat'))).toEqual([
    '0 chats',
    '1 chat',
    '2 chats',
    '21 chats',
  ]);
  expect([1, 2].map((count) => plural(count, 'entry', 'entries'))).toEqual([
    '1 entry',
    '2 entries',
  ]);
});
