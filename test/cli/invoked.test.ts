import { readdirSync } from 'node:fs';
import { parse } from 'node:path';
import { expect, it } from 'vitest';
import { asInvoked } from '../../src/cli/invoked.ts';

const npx = { npm_command: 'exec' };

it.each([
  [
    'Run `wabot init`, or put them into the file .env.',
    'Run `npx wabot init`, or put them into the file .env.',
  ],
  ['Tell the channel: wabot webhook set', 'Tell the channel: npx wabot webhook set'],
  ['should be https (wabot webhook set)', 'should be https (npx wabot webhook set)'],
  ['Another wabot already uses the journal', 'Another wabot already uses the journal'],
  ['and run wabot webhook set with the address', 'and run npx wabot webhook set with the address'],
  ['or wabot serve --poll.', 'or npx wabot serve --poll.'],
  ['wabot --help lists all commands.', 'npx wabot --help lists all commands.'],
  ['start wabot with NODE_EXTRA_CA_CERTS', 'start wabot with NODE_EXTRA_CA_CERTS'],
  [
    'wabot services; /opt/wabot serve; wabot serve-er',
    'wabot services; /opt/wabot serve; wabot serve-er',
  ],
  [
    'Put a word into X (npx\n    wabot init writes one).',
    'Put a word into X (npx\n    wabot init writes one).',
  ],
  ['Run `npx wabot init`.', 'Run `npx wabot init`.'],
])('%s', (advice, inClone) => {
  expect(asInvoked(advice, npx)).toBe(inClone);
  expect(asInvoked(advice, {})).toBe(advice);
});

it.each(
  readdirSync(new URL('../../src/commands', import.meta.url)).map((file) => parse(file).name),
)('knows the command %s', (command) => {
  expect(asInvoked(`Run wabot ${command}.`, npx)).toBe(`Run npx wabot ${command}.`);
});
