import { describe, expect, it } from 'vitest';
import { followed } from '../../../src/core/history/followed.ts';
import { followChanges, withChanges } from '../../../src/core/people/changed-messages.ts';
import type { Content, Inbound } from '../../../src/core/kinds/channel.ts';
import type { Entry } from '../../../src/core/kinds/turn-record.ts';

const chat = '77001234567@c.us';

const message = (id: string, content: Content): { inbound: Inbound } => ({
  inbound: { id, chat, at: 1, content },
});

const text = (said: string): Content => ({ type: 'text', text: said });

const edit = (id: string, of: string, said: string): { inbound: Inbound } => ({
  inbound: { ...message(id, text(said)).inbound, changes: { id: of } },
});

const removal = (id: string, of: string): { inbound: Inbound } => ({
  inbound: {
    ...message(id, { type: 'unreadable', reason: 'deleted' }).inbound,
    changes: { id: of, deleted: true },
  },
});

describe('waiting messages of which some change others', () => {
  const table: [string, Content, Content][] = [
    ['a text', text('a'), text('new')],
    [
      'a reply',
      { type: 'text', text: 'a', quoted: 'q' },
      { type: 'text', text: 'new', quoted: 'q' },
    ],
    ['a note', { type: 'voice', media: {} }, { type: 'voice', media: {}, caption: 'new' }],
    [
      'a picture',
      { type: 'unsupported', attached: 'image' },
      { ...text('new'), attached: 'image' } as Content,
    ],
    ['what could not be read', { type: 'unreadable', reason: 'empty' }, text('new')],
  ];

  it.each(table)('are as they are now: %s', (_, before, after) => {
    const { items, changed } = followChanges([message('1', before), edit('2', '1', 'new')]);
    expect(items.map(({ inbound }) => inbound.content)).toEqual([after]);
    expect(changed).toEqual([{ id: '1', text: 'new' }]);
  });

  it('are none where they were taken back, and changes of others are told', () => {
    const waiting = [
      message('1', text('a')),
      edit('2', '0', 'b'),
      removal('3', '1'),
      edit('4', '1', 'c'),
    ];
    const { items, changed } = followChanges(waiting);
    expect(items).toEqual([]);
    expect(changed).toEqual([{ id: '0', text: 'b' }, { id: '1' }, { id: '1', text: 'c' }]);
    const record = { id: `${chat}/`, chat, at: 1, entries: [], facts: {} };
    expect(withChanges(record, waiting, changed)).toEqual({ ...record, id: `${chat}/4`, changed });
    expect(withChanges(record, waiting, [])).toBe(record);
  });
});

describe('what is remembered', () => {
  const entry = (id: string, more: Partial<Entry> = {}): Entry => ({
    id,
    role: 'customer',
    text: id,
    at: 1,
    ...more,
  });

  it('follows in order; a transcript stays until it is taken back', () => {
    const entries = [
      entry('a'),
      entry('b'),
      entry('c', { voice: true }),
      entry('d', { voice: true }),
    ];
    const changed = [
      { id: 'a', text: 'x' },
      { id: 'a', text: 'y' },
      { id: 'b' },
      { id: 'c', text: 'caption' },
      { id: 'd' },
      { id: 'unknown' },
    ];
    expect(followed(entries, changed).map(({ text: said }) => said)).toEqual(['y', 'c']);
    expect(followed(entries)).toEqual(entries);
  });
});
