import { describe, expect, it } from 'vitest';
import {
  readHistory,
  readHistoryList,
} from '../../../src/plugins/archive/python-redis/chat-history.ts';

/** As `json.dumps` writes a list with one message of this content and time. */
function one(timestamp: string, content = '"hi"'): string {
  return `[{"role": "user", "content": ${content}, "timestamp": ${timestamp}}]`;
}

describe('a chat of the Python bot', () => {
  it('is what was said, without the instructions', () => {
    const json =
      '[{"role": "system", "content": "You are a bot."}, ' +
      String.raw`{"role": "user", "content": "\u0421\u04d9\u043b\u0435\u043c \ud83d\ude00", "timestamp": "2026-11-20T10:00:00+05:00"}, ` +
      '{"role": "assistant", "content": "Сәлеметсіз бе!", "timestamp": "2026-11-20T10:00:02.250000+05:00"}]';
    expect(readHistory(json)).toEqual({
      entries: [
        { role: 'customer', text: 'Сәлем 😀', at: Date.UTC(2026, 10, 20, 5) },
        { role: 'bot', text: 'Сәлеметсіз бе!', at: Date.UTC(2026, 10, 20, 5, 0, 2, 250) },
      ],
      broken: [],
    });
  });

  it.each([
    ['"2026-11-20T10:00:00.123456"', new Date(2026, 10, 20, 10, 0, 0, 123).getTime()],
    ['"2026-11-20 10:00:00"', new Date(2026, 10, 20, 10).getTime()],
    ['"2026-11-20T10:00"', new Date(2026, 10, 20, 10).getTime()],
    ['"2026-11-20T10:00:00Z"', Date.UTC(2026, 10, 20, 10)],
    ['"2026-11-20T10:00:00.5+0530"', Date.UTC(2026, 10, 20, 4, 30, 0, 500)],
    ['1795168800', 1_795_168_800_000],
    ['1795168800.25', 1_795_168_800_250],
    ['1795168800250', 1_795_168_800_250],
    ['"1795168800"', 1_795_168_800_000],
  ])('was said at %s', (written, at) => {
    expect(readHistory(one(written)).entries).toEqual([{ role: 'customer', text: 'hi', at }]);
  });

  it.each(['null', '""', '"yesterday"', '0', '-5', 'true', '{}', '"2026-13-45T99:00:00"'])(
    'has a message without a time where it is %s',
    (written) => {
      expect(readHistory(one(written))).toEqual({
        entries: [{ role: 'customer', text: 'hi' }],
        broken: [],
      });
    },
  );

  it('may have its text in parts', () => {
    const parts =
      '[{"type": "text", "text": "one"}, {"type": "image_url"}, {"type": "text", "text": "two"}]';
    expect(readHistory(one('null', parts)).entries[0]?.text).toBe('one\n\ntwo');
  });

  it('is read as far as it can be, and what cannot be is named', () => {
    const json =
      '[{"role": "user", "content": "kept"}, "text", {"role": "nobody", "content": "x"}, {"role": "user"}, null, {"role": "toString", "content": "x"}]';
    expect(readHistory(json)).toEqual({
      entries: [{ role: 'customer', text: 'kept' }],
      broken: [
        'a message is no object',
        'a message has another role than user, assistant or system',
        'a message has no text',
        'a message is no object',
        'a message has another role than user, assistant or system',
      ],
    });
  });

  it.each(['', '[{"role": "user"', '[NaN]', "[{'role': 'user'}]"])(
    'is none where it is %j',
    (json) => {
      expect(readHistory(json)).toEqual({ entries: [], broken: ['a chat is no JSON'] });
    },
  );

  it('is none where it is no list', () => {
    expect(readHistory('{"role": "user"}').broken).toEqual(['a chat is no list of messages']);
  });

  it('may be a list of Redis', () => {
    const said = { role: 'user', content: 'hi', timestamp: 1_795_168_800 };
    expect(readHistoryList([JSON.stringify(said), 'x'])).toEqual({
      entries: [{ role: 'customer', text: 'hi', at: 1_795_168_800_000 }],
      broken: ['a message is no object'],
    });
  });
});
