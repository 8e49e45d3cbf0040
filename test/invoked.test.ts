import { expect, it } from 'vitest';
import { asInvoked } from '../src/invoked.ts';

const npx = { npm_command: 'exec' };

it.each([
  ['Run `wabot init`, or put them into the file .env.', 'Run `npx wabot init`, or put them into the file .env.'],
  ['Tell the channel: wabot webhook set', 'Tell the channel: npx wabot webhook set'],
  ['should be https (wabot webhook set)', 'should be https (npx wabot webhook set)'],
  ['Another wabot already works on the journal', 'Another wabot already works on the journal'],
  ['Run `npx wabot init`.', 'Run `npx wabot init`.'],
])('%s', (advice, inClone) => {
  expect(asInvoked(advice, npx)).toBe(inClone);
  expect(asInvoked(advice, {})).toBe(advice);
});
