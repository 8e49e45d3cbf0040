import { expect, it } from 'vitest';
import type { Deed } from '../../../src/core/kinds/deeds.ts';
import type { Tool } from '../../../src/core/kinds/tool.ts';
import { deedKey } from '../../../src/core/tools/deed-key.ts';
import { Writer } from '../../../src/core/tools/write-once.ts';

const chat = '77001234567@c.us';
const args = { time: '15:00' };
const open: Deed = {
  key: deedKey(chat, 'm1', 'book', args),
  chat,
  message: 'm1',
  name: 'book',
  args,
  at: 1,
};

it('a write that was not made is left to the process that has begun it meanwhile', async () => {
  let runs = 0;
  const ended: unknown[] = [];
  const book: Tool = {
    name: 'book',
    description: 'Books.',
    parameters: {},
    effect: 'write',
    run: () => Promise.resolve({ value: (runs += 1) }),
    find: () => Promise.resolve(undefined),
  };
  const writer = new Writer({
    chat,
    message: 'm1',
    deeds: {
      list: () => Promise.resolve([open]),
      end: (_, { result }) => Promise.resolve(ended.push(result.done) > 0),
      // Somebody else was faster.
      begin: (deed) => Promise.resolve({ ...deed, at: 2 }),
    },
    context: { timeZone: 'Asia/Almaty', language: 'ru', customer: { chat } },
    now: () => 2,
  });
  expect(await writer.write(book, args, new AbortController().signal)).toBe('unknown');
  expect([runs, ended]).toEqual([0, [false]]);
});
