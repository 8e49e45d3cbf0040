import { describe, expect, it } from 'vitest';
import type { CalledFunction } from '../../../src/core/kinds/turn-record.ts';
import { isBackedByCalls } from '../../../src/core/tools/call-claims.ts';
import { earlierCalls } from '../../../src/core/tools/called-functions.ts';

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
    ['Отменила вашу запись.', call()],
    ['Your lesson is cancelled.', call()],
    ['Перенесла вас на вторник.', call()],
    ['Записал вас на 16:00.', call()],
    ['Записала вас на 15:00 и на 17:00.', call()],
    ['Вы записаны: 15:00, 16:30.', call()],
    ['You are booked for 3 pm, booked at 15:00 and 17:00.', call()],
    ['Записал вас на 15:00.', call({ name: 'save_request', args: '{"when":"15:00"}' })],
    ['Записал вас на 15:00.', call({ name: 'save_request', args: '{"what":"урок"}' })],
    ['Записала вас на урок!', call({ name: 'cancel_booking', args: '{"id":3}' })],
    ['Отменила запись на 15:00 и записала вас на 17:00.', call({ name: 'cancel_booking' })],
    ['Отменила запись. Записала вас на 17:00.', call({ name: 'cancel_booking', args: '{}' })],
    ['I cancelled it, and you are booked now.', call({ name: 'delete_lesson', args: '{"id":4}' })],
  ])('does not rest on what else was done in the same turn: %s', (reply, one) => {
    expect(isBackedByCalls(reply, [one], [])).toBe(false);
  });

  it.each([
    ['Готово, записала вас на урок во вторник в 15:00.', call({ args: '{"day":"вторник"}' })],
    ['Записала вас на 15.00. Работаем до 20:00.', call()],
    ['Записала вас на 15:00–16:00.', call()],
    ['Записала вас с 15:00 до 16:00.', call()],
    ['Записала вас на 15:00, приходите к 14:50.', call()],
    ['Записала вас на 15:00, ждём вас в 14:50.', call()],
    ['Записала вас. Работаем с 9:00 до 20:00.', call()],
    ['Записала вас! Если нужно, запись можно отменить или перенести.', call()],
    ['Записала вас на 15:00.', call({ args: '{"start":"2026-12-01T10:00:00Z"}' })],
    ['Отменила вашу запись на 15:00.', call({ name: 'delete_lesson', args: '{"id":4}' })],
    ['The lesson that you had booked is cancelled.', call({ name: 'cancel_booking' })],
    [
      'Перенесла вас с 15:00. Вы записаны на 16:00.',
      call({ name: 'move', args: '{"to":"16:00"}' }),
    ],
    ['Передала менеджеру вашу заявку на 15:00.', call({ name: 'save_request' })],
    ['Записала вашу заявку: урок в 15:00.', call({ name: 'save_request' })],
  ])('rests on what was done for it in the same turn: %s', (reply, one) => {
    expect(isBackedByCalls(reply, [one], [])).toBe(true);
  });

  it('of two times rests on a deed for each', () => {
    const both = [call(), call({ args: '{"time":"17:00"}' })];
    expect(isBackedByCalls('Записала вас на 15:00 и на 17:00.', both, [])).toBe(true);
  });

  it('of a new time beside a cancelled one rests on a deed for it', () => {
    const both = [call({ name: 'cancel_booking' }), call({ args: '{"time":"16:00"}' })];
    expect(isBackedByCalls('Отменила 15:00. Записала вас на 16:00.', both, [])).toBe(true);
    expect(isBackedByCalls('Отменила 15:00. Записала вас на 17:00.', both, [])).toBe(false);
  });

  it('of a booking rests on no wish that was noted earlier', () => {
    const noted = call({ name: 'save_request', args: '{"what":"урок","when":"вторник"}' });
    expect(isBackedByCalls('Вы записаны на урок во вторник.', [], [noted])).toBe(false);
    expect(isBackedByCalls('Заявку на урок во вторник передала.', [], [noted])).toBe(true);
  });

  it('of a move rests on a cancelling and a booking together', () => {
    const both = [call({ name: 'cancel_booking' }), call({ args: '{"time":"16:00"}' })];
    expect(isBackedByCalls('Перенесла вас на 16:00.', both, [])).toBe(true);
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

  it('of a booking does not rest on an earlier cancelling of it', () => {
    const cancelled = call({ name: 'cancel_booking' });
    expect(isBackedByCalls('Вы записаны на 15:00.', [], [cancelled])).toBe(false);
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

it('a write whose outcome is unknown is told to the model as that, and not as undone', () => {
  const calls = [call({ done: false, unknown: true, result: 'unknown' }), call({ done: false })];
  const lines = earlierCalls(calls, 'Asia/Almaty')?.split('\n');
  expect(lines?.[2]).toContain('outcome unknown, a colleague checks: do not call it again: book');
  expect(lines?.[3]).toContain(' NOT done: book');
});
