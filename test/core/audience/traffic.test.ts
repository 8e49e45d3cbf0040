import { describe, expect, it } from 'vitest';
import {
  isLoop,
  messagesInHour,
  withTurn,
  type Arrived,
} from '../../../src/core/audience/traffic.ts';
import { Departures } from '../../../src/core/audience/departures.ts';
import type { Traffic } from '../../../src/core/kinds/turn-record.ts';

const begin = Date.parse('2026-11-24T10:00:00Z');
const secondMs = 1_000;
const minuteMs = 60_000;

/** The turn with this number of a chat in which the other side answers after a second. */
function turn(number: number, more: Partial<Arrived> = {}, everyMs = 10 * secondMs): Arrived {
  const at = begin + number * everyMs;
  const acceptedAt = at - 10;
  return {
    at,
    texts: ['Спасибо за обращение, мы ответим в течение часа'],
    writtenAt: Math.floor(acceptedAt / secondMs) * secondMs,
    acceptedAt,
    leftAt: [acceptedAt - secondMs],
    ...more,
  };
}

function after(turns: readonly Arrived[]): Traffic {
  let traffic: Traffic = {};
  for (const each of turns) traffic = withTurn(traffic, each);
  return traffic;
}

const turns = (
  count: number,
  of: (number: number) => Arrived = (number) => turn(number),
): Arrived[] => Array.from({ length: count }, (_, number) => of(number));

describe('a loop', () => {
  it.each<[string, Arrived[]]>([
    ['of the same words', turns(20)],
    [
      'of the same words with other figures',
      turns(20, (n) => turn(n, { texts: [`Заявка № ${n} принята, ждите`] })),
    ],
    [
      'of two texts in turn',
      turns(20, (n) => turn(n, { texts: [n % 2 ? 'Уточните вопрос' : 'Не понял вас'] })),
    ],
    [
      'of new words that end politely',
      turns(20, (n) => turn(n, { texts: [`Ответ ${'абвгдежзиклмнопрстуф'[n]}. Всего доброго!`] })),
    ],
    ['whose clock is wrong', turns(20, (n) => turn(n, { writtenAt: 0 }))],
    [
      'whose webhook is late',
      turns(20, (n) => turn(n, { acceptedAt: turn(n).acceptedAt + 30_000 })),
    ],
    [
      'that answers the first of our two messages',
      turns(20, (n) => turn(n, { leftAt: [turn(n).acceptedAt - 900, turn(n).acceptedAt + 500] })),
    ],
    [
      'after an ordinary dialogue',
      [turn(-9, { texts: ['Здравствуйте'], leftAt: [] }), ...turns(20)],
    ],
  ])('is seen %s', (_, all) => {
    expect(isLoop(after(all))).toBe(true);
    expect(isLoop(after(all.slice(0, -1)))).toBe(false);
  });

  const spoilt = (number: number, more: Partial<Arrived>): Arrived[] =>
    turns(25, (n) => turn(n, n === number ? more : {}));
  it.each<[string, Arrived[]]>([
    [
      'new questions',
      turns(40, (n) =>
        turn(n, {
          texts: [`Вопрос ${'абвгдежзиклмнопрстуфхцчшщ'[n % 25]}${'абвгдежзик'[n % 10]}`],
        }),
      ),
    ],
    [
      'somebody who takes four seconds',
      turns(40, (n) =>
        turn(n, { leftAt: [turn(n).acceptedAt - 4_100], writtenAt: turn(n).acceptedAt }),
      ),
    ],
    ['a burst in between', spoilt(12, { texts: ['ок', 'ок'] })],
    ['one answer that took its time', spoilt(12, { leftAt: [turn(12).acceptedAt - minuteMs] })],
    ['a new question in between', spoilt(20, { texts: ['А адрес какой'] })],
    ['files', turns(40, (n) => turn(n, { texts: [undefined] }))],
    ['more than ten minutes', turns(40, (n) => turn(n, {}, 33 * secondMs))],
    ['words before ours left', turns(40, (n) => turn(n, { leftAt: [turn(n).acceptedAt + 5_000] }))],
  ])('is not seen in %s', (_, all) => {
    expect(isLoop(after(all))).toBe(false);
  });
});

describe('the messages of an hour', () => {
  it('are counted with their bursts, and forgotten after it', () => {
    const traffic = after([
      turn(0, { at: begin, texts: ['раз', 'два', 'три'] }),
      turn(0, { at: begin + 20 * secondMs }),
      turn(0, { at: begin + 30 * minuteMs }),
    ]);
    expect(traffic.minutes).toHaveLength(2);
    expect(messagesInHour(traffic, begin + 30 * minuteMs)).toBe(5);
    expect(messagesInHour(traffic, begin + 60 * minuteMs)).toBe(1);
    expect(messagesInHour(traffic, begin + 90 * minuteMs)).toBe(0);
    expect(withTurn(traffic, turn(0, { at: begin + 90 * minuteMs })).minutes).toHaveLength(1);
  });
});

it('what left is known of the newest chats, and of each of its newest messages', () => {
  const departures = new Departures();
  for (const at of [1, 2, 3, 4, 5]) departures.left('a', at);
  expect(departures.lately('a')).toEqual([2, 3, 4, 5]);
  for (let chat = 0; chat < 5_000; chat += 1) departures.left(String(chat), 1);
  expect([departures.lately('a'), departures.lately('4999')]).toEqual([[], [1]]);
});
