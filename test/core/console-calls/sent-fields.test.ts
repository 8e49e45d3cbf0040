import { describe, expect, it } from 'vitest';
import { chatField } from '../../../src/core/console-calls/sent-fields.ts';

describe('the chat that a page names', () => {
  it.each(['77001234567@c.us', '20000001', '20000001#3100000001', '77001234567@c.us#4100000001'])(
    'is %s on the messenger where chats are called so',
    (chat) => expect(chatField({ chat })).toBe(chat),
  );

  it.each(['', ' ', 'two words', 'a\nb', 'x'.repeat(129)])('is never %j', (chat) => {
    expect(() => chatField({ chat })).toThrow('bad-chat');
  });
});
