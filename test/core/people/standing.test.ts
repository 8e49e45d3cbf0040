import { describe, expect, it } from 'vitest';
import type { Pause } from '../../../src/core/kinds/pauses.ts';
import { mannerOf, type TurnManner } from '../../../src/core/people/manner.ts';
import { isInForce, pauseFor, standing } from '../../../src/core/people/standing.ts';
import { isThatSend } from '../../../src/core/people/echoes.ts';
import { AutomaticTexts } from '../../../src/core/people/automatic-texts.ts';
import type { Content, Inbound } from '../../../src/core/kinds/channel.ts';

const chat = '77001234567@c.us';
const now = 1_000_000;

const pause = (more: Partial<Pause> = {}): Pause => ({
  chat,
  reason: 'phone',
  at: now - 10_000,
  begunAt: now - 9_000,
  until: now + 10_000,
  ...more,
});

const everywhere = (more: Partial<Pause> = {}): Pause => {
  const { chat: _, ...rest } = pause(more);
  return rest;
};

const said = (id: string, acceptedAt: number, from?: Inbound['from']) => ({
  inbound: {
    id,
    chat,
    at: acceptedAt,
    content: { type: 'text', text: id } as const,
    ...(from === undefined ? {} : { from }),
  },
  acceptedAt,
});

describe('how long a word silences the bot', () => {
  it.each([
    ['from its own time', 60_000, { until: now + 60_000 }],
    ['never', 0, { until: 0 }],
    ['until it is resumed', Number.POSITIVE_INFINITY, {}],
  ])('%s', (_, lengthMs, expected) => {
    const found = pauseFor(chat, now, { reason: 'phone', lengthMs });
    expect(found).toEqual({ chat, reason: 'phone', at: now, ...expected });
  });
});

describe('what holds', () => {
  const table: [string, Pause[], object][] = [
    ['nothing', [], { silent: false }],
    ['a pause', [pause()], { silent: true, pause: pause() }],
    ['one without an end', [pause({ until: undefined as never })], { silent: true }],
    [
      'one that ran out',
      [pause({ until: now })],
      { silent: false, endedAt: now, ended: 'by time' },
    ],
    [
      'one that a person ended',
      [pause({ until: now - 5, resumedAt: now - 5 })],
      { silent: false, endedAt: now - 5, ended: 'by a person' },
    ],
    ['one of every chat', [everywhere()], { silent: true }],
    [
      'one of every chat that ended here',
      [pause({ until: now - 5, resumedAt: now - 5 }), everywhere()],
      { silent: false },
    ],
    [
      'one of every chat that began after it ended here',
      [pause({ until: now - 50, resumedAt: now - 50 }), everywhere({ at: now - 5 })],
      { silent: true },
    ],
    ['only an end', [pause({ begunAt: 0, until: now - 5 })], { silent: false }],
  ];

  it.each(table)('with %s', (_, pauses, expected) => {
    expect(standing(pauses, now)).toMatchObject(expected);
  });

  it('ends with its moment', () => {
    expect([now - 1, now, now + 1].map((until) => isInForce({ until }, now))).toEqual([
      false,
      false,
      true,
    ]);
  });
});

describe('what becomes of messages', () => {
  const over = pause({ until: now - 100 });
  const resumed = pause({ until: now - 100, resumedAt: now - 100 });
  const [before, after] = [said('before', now - 200), said('after', now - 50)];
  const operator = said('operator', now - 40, 'operator');
  const operatorBefore = said('operator', now - 150, 'operator');
  const machine = said('machine', now - 40, 'machine');
  const table: [string, ReturnType<typeof said>[], Pause[], TurnManner, TurnManner][] = [
    ['no pause', [before], [], 'answer', 'answer'],
    ['a pause', [before, after], [pause()], 'listen', { restUntil: now + 10_000 }],
    ['an endless pause', [before], [pause({ until: undefined as never })], 'listen', 'listen'],
    ['from before it ran out', [before], [over], 'listen', 'answer'],
    ['from before it was ended', [before], [resumed], 'listen', 'listen'],
    ['one since', [before, after], [resumed], 'answer', 'answer'],
    ['a person had the last word and paused nothing', [after, operator], [], 'answer', 'answer'],
    ['a person had it in a pause', [after, operator], [pause()], 'listen', 'listen'],
    [
      'a person had it before the pause ran out',
      [before, operatorBefore],
      [over],
      'listen',
      'listen',
    ],
    ['a person alone', [operator], [], 'listen', 'listen'],
    ['a machine had it', [after, machine], [], 'answer', 'answer'],
    ['a machine alone', [machine], [], 'listen', 'listen'],
    ['a customer after a person', [operator, after], [], 'answer', 'answer'],
  ];

  it.each(table)('%s', (_, waiting, pauses, silent, answer) => {
    expect(mannerOf(waiting, pauses, { now, pauseEnd: 'silent' })).toEqual(silent);
    expect(mannerOf(waiting, pauses, { now, pauseEnd: 'answer' })).toEqual(answer);
  });
});

describe('whether a report is of a send without a known outcome', () => {
  const due = { id: '1', chat, createdAt: 0, tries: 0, notBefore: 0, text: 'Да,  в 15:00' };
  const table: [string, object, Content, boolean][] = [
    ['the same words', { attemptedAt: now }, { type: 'text', text: 'Да, в 15:00 ' }, true],
    ['other words', { attemptedAt: now }, { type: 'text', text: 'Да' }, false],
    ['a send that never began', {}, { type: 'text', text: 'Да, в 15:00' }, false],
    ['long before it', { attemptedAt: now + 90_000 }, { type: 'text', text: due.text }, false],
    ['spoken', { attemptedAt: now, voice: 'ru' }, { type: 'voice', media: {} }, true],
    ['spoken by a person', { attemptedAt: now }, { type: 'voice', media: {} }, false],
  ];

  it.each(table)('%s', (_, more, content, expected) => {
    expect(isThatSend({ ...due, ...more }, { id: 'x', chat, at: now, content })).toBe(expected);
  });
});

describe('texts that a machine sends', () => {
  const greeting = (to: string): Inbound => ({
    id: to,
    chat: to,
    at: now,
    content: { type: 'text', text: 'Здравствуйте!  Скоро ответим' },
  });
  let remembered: number | undefined;
  const inbox = { waiting: () => Promise.resolve([]) };
  const recalled = () =>
    remembered === undefined
      ? []
      : [{ id: 'q', role: 'customer' as const, text: 'Q', at: remembered }];
  const history = {
    recall: () => Promise.resolve({ entries: recalled(), facts: {}, known: true }),
  };
  const places = { inbox, history };

  it('are found out by the same words soon after customers of three chats', async () => {
    const texts = new AutomaticTexts(places, []);
    for (const to of ['a', 'b', 'c']) texts.customerWrote(to, now - 2000);
    const words = (await texts.suspectWords(greeting('a'))) ?? '';
    const made = ['a', 'b'].map((to) => pause({ chat: to, words }));
    expect(texts.foundIn(made.slice(0, 1), 'b', words)).toEqual([]);
    expect(texts.isKnown(greeting('d'))).toBe(false);
    expect(texts.foundIn(made, 'c', words)).toEqual(made);
    expect(texts.isKnown(greeting('d'))).toBe(true);
  });

  it('are found out also where another process took the customer’s message in', async () => {
    const texts = new AutomaticTexts(places, []);
    remembered = now - 2000;
    expect(await texts.suspectWords(greeting('a'))).toBeDefined();
    remembered = undefined;
    expect(await texts.suspectWords(greeting('a'))).toBeUndefined();
  });

  it('are a person’s where no customer wrote just now', async () => {
    const texts = new AutomaticTexts(places, []);
    expect(await texts.suspectWords(greeting('a'))).toBeUndefined();
    texts.customerWrote('a', now - 60_000);
    expect(await texts.suspectWords(greeting('a'))).toBeUndefined();
  });

  it.each([{ attached: 'image' as const }, { quoted: 'Сколько?' }])(
    'are a person’s where more came with them: %j',
    async (more) => {
      const texts = new AutomaticTexts(places, ['здравствуйте! скоро  ответим']);
      texts.customerWrote('a', now - 2000);
      const inbound = greeting('a');
      const sent = { ...inbound, content: { ...inbound.content, ...more } as Content };
      expect(await texts.suspectWords(sent)).toBeUndefined();
      expect(texts.isKnown(sent)).toBe(false);
    },
  );

  it('are known where the owner has named them', () => {
    const texts = new AutomaticTexts(places, ['здравствуйте! скоро  ответим']);
    expect(texts.isKnown(greeting('a'))).toBe(true);
  });
});
