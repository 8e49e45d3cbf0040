import { describe, expect, it } from 'vitest';
import type { CalledFunction } from '../../../src/core/kinds/turn-record.ts';
import { isBackedByCalls } from '../../../src/core/tools/called-functions.ts';

function call(more: Partial<CalledFunction> = {}): CalledFunction {
  const args = '{"day":"вторник","time":"15:00"}';
  return { name: 'book_lesson', at: 1, args, result: '{"ok":true}', done: true, ...more };
}

describe('a claim', () => {
  it('rests on what was done in the same turn', () => {
    expect(isBackedByCalls('Записала вас!', [call()], [])).toBe(true);
    expect(isBackedByCalls('Записала вас!', [call({ done: false })], [])).toBe(false);
    expect(isBackedByCalls('Записала вас!', [], [])).toBe(false);
  });

  it.each([
    'Да, вы записаны на вторник.',
    'Вы записаны на 15:00.',
    'Вы записаны во вторник, в 15.00.',
  ])('rests on an earlier deed of which it speaks: %s', (reply) => {
    expect(isBackedByCalls(reply, [], [call()])).toBe(true);
  });

  it.each([
    'Записала вас на урок!',
    'Вы записаны на 16:00.',
    'Вы записаны на вторник, 15:00 и 16:00.',
    'Передала ваш вопрос менеджеру.',
    'Отменила вашу запись на 15:00.',
    'Перенесла вас на вторник.',
    'Your lesson at 15:00 is cancelled.',
    'Сіздің 15:00-дегі жазылуыңыз ауыстырылды.',
  ])('does not rest on an earlier deed of another kind: %s', (reply) => {
    expect(isBackedByCalls(reply, [], [call()])).toBe(false);
  });

  it('of something taken back rests on the function that took it back', () => {
    const cancelled = call({ name: 'cancel_booking' });
    expect(isBackedByCalls('Отменила вашу запись на 15:00.', [], [cancelled])).toBe(true);
  });

  it('rests on nothing that was only looked up, or whose outcome is not known', () => {
    const { done: _, ...looked } = call();
    expect(isBackedByCalls('Вы записаны на вторник.', [], [looked])).toBe(false);
    expect(isBackedByCalls('Вы записаны на вторник.', [], [call({ done: false })])).toBe(false);
  });
});
