import { describe, expect, it } from 'vitest';
import {
  encodedTime,
  foldIn,
  newChat,
  newest,
  takeIn,
  type StoredChat,
} from '../../../src/core/history/stored-chat.ts';
import { isStoredChat } from '../../../src/core/history/is-stored-chat.ts';
import { asGivenUp, type Entry, type TurnRecord } from '../../../src/core/kinds/turn-record.ts';
import { chat } from '../memories.ts';

const limits = { limit: 4, pending: 2 };
const said = (id: string, at: number, role: Entry['role'] = 'customer'): Entry => ({
  id,
  role,
  text: `text of ${id}`,
  at,
});

function record(
  id: string,
  at: number,
  entries: Entry[] = [said(id, at - 1), said(`reply:${id}`, at, 'bot')],
): TurnRecord {
  return { id: `${chat}/${id}`, chat, at, entries, facts: {} };
}

/** A chat after these turns. */
function after(...records: TurnRecord[]): StoredChat {
  let stored = newChat(5);
  for (const each of records) stored = takeIn(stored, each, limits) ?? stored;
  return stored;
}

const ids = (entries: readonly Entry[]): string[] => entries.map(({ id }) => id);

describe('a turn that is taken in', () => {
  it('counts, moves the time on, and is known from then on', () => {
    const stored = after(record('a', 10));
    expect(stored).toMatchObject({
      version: 1,
      createdAt: 5,
      updatedAt: 10,
      messages: 2,
      recorded: [`${chat}/a`],
    });
    expect(takeIn(stored, record('a', 10), limits)).toBeUndefined();
    expect(takeIn(stored, asGivenUp(record('a', 10)), limits)?.messages).toBe(2);
  });

  it('leaves out what is there already, also within itself', () => {
    const twice = record('b', 20, [said('a', 9), said('b', 19), said('b', 19)]);
    expect(ids(after(record('a', 10), twice).entries)).toEqual(['a', 'reply:a', 'b']);
  });

  it('lets the oldest entries fall, which wait up to a bound to be folded in', () => {
    const stored = after(record('a', 10), record('b', 20), record('c', 30));
    expect([ids(stored.pending), ids(stored.entries)]).toEqual([
      ['a', 'reply:a'],
      ['b', 'reply:b', 'c', 'reply:c'],
    ]);
    const more = takeIn(stored, record('d', 40), limits);
    expect([ids(more?.pending ?? []), more?.messages]).toEqual([['b', 'reply:b'], 8]);
  });

  it('that is late finds its place, and its facts give way to newer ones', () => {
    const first = { ...record('a', 10), facts: { language: 'ru' as const } };
    const late = { ...record('b', 20), facts: { language: 'kk' as const, hintedAt: 1 } };
    const last = { ...record('c', 30), facts: { language: 'en' as const } };
    const stored = after(first, last, late);
    expect(ids([...stored.pending, ...stored.entries])).toEqual([
      'a',
      'reply:a',
      'b',
      'reply:b',
      'c',
      'reply:c',
    ]);
    expect(stored).toMatchObject({ updatedAt: 30, facts: { language: 'en', hintedAt: 1 } });
  });

  it('is late by its end also where its message was sent at the moment of the last one, and in the order of taking in where both ended at once', () => {
    const ended = (id: string, at: number): TurnRecord =>
      record(id, at, [said(id, 5), said(`reply:${id}`, at, 'bot')]);
    const orderOf = (...records: TurnRecord[]): string[] =>
      ids(after(...records).entries).filter((id) => id.startsWith('reply'));
    expect(orderOf(ended('a', 30), ended('b', 20))).toEqual(['reply:b', 'reply:a']);
    expect(orderOf(ended('a', 30), ended('b', 30))).toEqual(['reply:a', 'reply:b']);
    const inLanguage = (id: string, language: 'ru' | 'kk'): TurnRecord => ({
      ...ended(id, 30),
      facts: { language },
    });
    expect(after(inLanguage('a', 'ru'), inLanguage('b', 'kk')).facts.language).toBe('kk');
    const unanswered = record('c', 30, [said('c', 5)]);
    expect(ids(after(unanswered, ended('d', 30)).entries)).toEqual(['c', 'd', 'reply:d']);
  });

  it('is not late by the bot’s clock alone, when that was set back', () => {
    const stored = after(record('a', 100, [said('a', 1), said('reply:a', 100, 'bot')]));
    const next = takeIn(
      stored,
      record('b', 50, [said('b', 2), said('reply:b', 50, 'bot')]),
      limits,
    );
    expect(ids(next?.entries ?? [])).toEqual(['a', 'reply:a', 'b', 'reply:b']);
  });

  it('is remembered among the last sixteen', () => {
    const stored = after(...Array.from({ length: 20 }, (_, at) => record(`m${at}`, at + 1)));
    expect(stored.recorded).toHaveLength(16);
    expect(stored.recorded.at(-1)).toBe(`${chat}/m19`);
  });
});

it('a summary covers what was folded in and what it covered before', () => {
  const stored = after(record('a', 10), record('b', 20), record('c', 30));
  const once = foldIn(stored, { text: 'short', at: 31 }, ['a', 'unknown']);
  expect([once.summary, ids(once.pending)]).toEqual([
    { text: 'short', at: 31, messages: 1 },
    ['reply:a'],
  ]);
  expect(foldIn(once, { text: 'shorter', at: 32 }, ['reply:a']).summary).toEqual({
    text: 'shorter',
    at: 32,
    messages: 2,
  });
});

it.each([
  [2, [2, 3]],
  [0, []],
  [9, [1, 2, 3]],
])('the newest %d of a list', (count, expected) => {
  expect(newest([1, 2, 3], count)).toEqual(expected);
});

it.each([
  ['{"value":{"version":1,"updatedAt":17,"x":1}}', 17],
  ['{"value":{"version":12,"updatedAt":0}}', 0],
  ['{"value":{"updatedAt":17}}', undefined],
  ['{"value":{"version":1,"updatedAt":-1}}', undefined],
  ['{"value":{"version":1,"updatedAt":1234567890123456}}', undefined],
  [' {"value":{"version":1,"updatedAt":17}}', undefined],
  [17, undefined],
])('the time in %s', (encoded, time) => {
  expect(encodedTime(encoded)).toBe(time);
});

describe('a value', () => {
  const whole = foldIn(
    after(record('a', 10), record('b', 20), record('c', 30)),
    { text: 's', at: 1 },
    ['a'],
  );
  const entry = { ...said('x', 1), voice: true, advert: 'a' };

  it.each([
    ['whole', {}],
    ['with all facts', { facts: { language: 'kk', hintedAt: 0, apologizedAt: 1 } }],
    ['with everything an entry has', { entries: [entry], pending: [entry] }],
    ['without a summary', { summary: undefined }],
  ])('is a chat: %s', (_, more) => {
    expect(isStoredChat({ ...whole, ...more })).toBe(true);
  });

  it.each([
    ['version', { version: 2 }],
    ['time', { updatedAt: '1' }],
    ['beginning', { createdAt: undefined }],
    ['number', { messages: '2' }],
    ['facts', { facts: null }],
    ['language', { facts: { language: 'de' } }],
    ['hint', { facts: { hintedAt: 'x' } }],
    ['apology', { facts: { apologizedAt: 'x' } }],
    ['list', { entries: {} }],
    ['entry', { entries: [null] }],
    ['id', { entries: [{ ...entry, id: 1 }] }],
    ['role', { entries: [{ ...entry, role: 'system' }] }],
    ['text', { pending: [{ ...entry, text: null }] }],
    ['moment', { entries: [{ ...entry, at: '1' }] }],
    ['voice', { entries: [{ ...entry, voice: false }] }],
    ['advertisement', { entries: [{ ...entry, advert: 1 }] }],
    ['record', { recorded: [1] }],
    ['waiting', { pending: undefined }],
    ['summary', { summary: 'x' }],
    ['words of the summary', { summary: { text: 1, at: 1, messages: 1 } }],
    ['time of the summary', { summary: { text: 'x', at: 'x', messages: 1 } }],
    ['reach of the summary', { summary: { text: 'x', at: 1 } }],
  ])('is none with another %s', (_, more) => {
    expect(isStoredChat({ ...whole, ...more })).toBe(false);
  });

  it.each([null, undefined, 'x', 1, []])('is none: %j', (value) => {
    expect(isStoredChat(value)).toBe(false);
  });
});
