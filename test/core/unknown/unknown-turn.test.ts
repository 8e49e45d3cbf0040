import { describe, expect, it } from 'vitest';
import type { TurnRecord } from '../../../src/core/kinds/turn-record.ts';
import {
  notKnownOffers,
  unknownMark,
  withUnknown,
} from '../../../src/core/unknown/unknown-turn.ts';

const chat = '77010000000@c.us';
const record: TurnRecord = { id: 'turn', chat, at: 5, entries: [], facts: {} };
const scene = {
  chat,
  tongues: { language: 'ru' as const },
  said: [{ id: 'one', role: 'customer' as const, text: 'Есть парковка?', at: 5 }],
};

/** What the turn comes to, and what was logged. */
function turn(
  outcome: Pick<Parameters<typeof withUnknown>[0], 'objections'> & { text: string },
  question?: string,
  marksUnknown = true,
) {
  const logged: unknown[] = [];
  const log = { info: (...line: unknown[]) => void logged.push(line) };
  const { text, ...rest } = outcome;
  const result = { replies: [{ text }], record, brings: { fact: 1 }, ...rest };
  const given = withUnknown(result as never, scene, question, { marksUnknown, log }) as {
    brings: { fact: number; unanswered?: { id: string; about: object } };
  };
  return { result, given, logged };
}

describe('a turn with something that could not be answered', () => {
  it('makes a case of it where the model says so, beside what the turn brings, and logs it', () => {
    const { given, logged } = turn({ text: 'Уточню.' }, 'Есть ли парковка?');
    expect(given.brings).toMatchObject({
      fact: 1,
      unanswered: {
        id: 'question/turn',
        chat,
        at: 5,
        about: { language: 'ru', reason: 'model', summary: ['Есть ли парковка?'] },
      },
    });
    expect(logged).toEqual([['question-unknown', { chat, by: 'model' }]]);
  });

  it('takes the words of the customer where the model named none', () => {
    const { given } = turn({ text: 'Уточню.' }, '');
    expect(given.brings.unanswered?.about).toMatchObject({ summary: ['Есть парковка?'] });
  });

  it('hears it, too, where the model admits it to the customer alone', () => {
    const { given } = turn({ text: 'Не знаю, уточню у менеджера.' });
    expect(given.brings.unanswered?.about).toMatchObject({
      reason: 'model',
      summary: ['Есть парковка?'],
    });
    expect(given).toMatchObject({ replies: [{ text: 'Не знаю, уточню у менеджера.' }] });
    const handed = { text: 'Не знаю, уточню у менеджера.', brings: { opens: {} } };
    expect(turn(handed).given.brings.unanswered).toBeUndefined();
  });

  it.each([
    ['no figure is left', 'Цену уточню.', 'numbers' as const, true],
    ['only a phone is left', 'Позвоните: +7 701 000 00 00.', 'numbers' as const, true],
    ['a figure is left', 'Курс стоит 5 000 ₸.', 'numbers' as const, false],
    ['another guard objected', 'Цену уточню.', 'machine' as const, false],
  ])('is known by the guard of numbers: %s', (_, text, guard, isUnknown) => {
    const { given, logged } = turn({ text, objections: [{ guard }] });
    expect(given.brings.unanswered !== undefined).toBe(isUnknown);
    expect(logged).toEqual(isUnknown ? [['question-unknown', { chat, by: 'numbers' }]] : []);
  });

  it('is left as it is where nothing is unknown or nobody wants to know', () => {
    const plain = turn({ text: 'Да.' });
    expect(plain.given).toBe(plain.result);
    const unwanted = turn({ text: 'Уточню.' }, 'Есть ли парковка?', false);
    expect(unwanted.given).toBe(unwanted.result);
  });
});

describe('how a model says so', () => {
  it.each([
    [{}, undefined],
    [{ marksUnknown: false, takesFunctions: true }, undefined],
    [{ marksUnknown: true, acts: true, takesFunctions: true }, undefined],
    [{ marksUnknown: true }, 'line'],
    [{ marksUnknown: true, takesFunctions: true }, 'function'],
  ])('%j: %s', (marking, mark) => {
    expect(unknownMark(marking)).toBe(mark);
    expect(notKnownOffers(marking).map(({ name }) => name)).toEqual(
      mark === 'function' ? ['not_known'] : [],
    );
  });
});
