import { describe, expect, it } from 'vitest';
import type { ExportedChat } from '../../../src/core/history/chats.ts';
import { readExportedChat } from '../../../src/core/history/imported-chat.ts';

const now = Date.UTC(2026, 10, 24, 12);
const dayMs = 24 * 60 * 60 * 1000;
const entry = { id: 'a', role: 'customer' as const, text: 'Сколько?', at: now };
const chat: ExportedChat = {
  chat: '77001234567@c.us',
  version: 1,
  updatedAt: now,
  createdAt: now - dayMs,
  messages: 7,
  facts: { language: 'ru' },
  entries: [entry, { ...entry, id: 'b', role: 'bot' }],
  recorded: ['turn'],
  pending: [],
};

describe('a chat to be taken in', () => {
  it('is taken as it was written, also from a clock that goes ahead', () => {
    expect(readExportedChat(chat, now)).toEqual(chat);
    expect(readExportedChat({ ...chat, updatedAt: now + dayMs }, now)).toMatchObject({
      updatedAt: now + dayMs,
    });
  });

  it.each<[string, object]>([
    ['the first moment of all', { createdAt: 0 }],
    ['an id of the longest length', { chat: '7'.repeat(128), recorded: ['x'.repeat(512)] }],
    [
      'a text of the longest length',
      { entries: [{ ...entry, text: 'x'.repeat(200_000) }], messages: 1 },
    ],
    ['as many messages as it counts', { messages: 2 }],
    ['as many records as may be', { recorded: Array.from({ length: 20_000 }, () => 'x') }],
  ])('is taken with %s', (_, fields) => {
    expect(readExportedChat({ ...chat, ...fields }, now)).toEqual({ ...chat, ...fields });
  });

  it.each([
    [null],
    [{}],
    ['text'],
    [{ chat: 'a' }],
    [{ ...chat, version: 2 }],
    [{ ...chat, entries: [{ ...entry, at: '1' }] }],
  ])('is none: %j', (value) => {
    expect(readExportedChat(value, now)).toBe('is not a chat as `wabot history export` writes it');
  });

  it.each<[string, object, RegExp]>([
    ['no id', { chat: '' }, /chat id/],
    ['an id with blanks', { chat: '7700 1234567@c.us' }, /chat id/],
    ['an id with a control character', { chat: '7700\u0000@c.us' }, /chat id/],
    ['a very long id', { chat: '7'.repeat(129) }, /chat id/],
    ['a time far ahead', { updatedAt: now + dayMs + 1 }, /future/],
    ['a time that is thousands of years ahead', { updatedAt: 8e15 }, /future/],
    ['a time before all', { createdAt: -1 }, /invalid time/],
    ['a broken time', { entries: [{ ...entry, at: 0.5 }] }, /invalid time/],
    ['a summary from the future', { summary: { text: 'x', at: now * 2, messages: 1 } }, /future/],
    ['an apology from the future', { facts: { apologizedAt: now * 2 } }, /future/],
    ['fewer messages than entries', { messages: 1 }, /fewer messages/],
    ['a broken count', { messages: 1e300 }, /fewer messages/],
    ['a message twice', { entries: [entry, entry] }, /twice/],
    ['a message twice, one of them pending', { pending: [entry] }, /twice/],
    ['a message without an id', { entries: [{ ...entry, id: '' }] }, /id that is empty/],
    ['a long record', { recorded: ['x'.repeat(513)] }, /id that is empty or longer/],
    [
      'a text without end',
      { entries: [{ ...entry, text: 'x'.repeat(200_001) }] },
      /text of more than/,
    ],
    [
      'messages without end',
      { messages: 1e9, recorded: Array.from({ length: 20_001 }, () => 'x') },
      /more than 20000/,
    ],
  ])('is refused with %s', (_, fields, reason) => {
    expect(readExportedChat({ ...chat, ...fields }, now)).toMatch(reason);
  });
});
