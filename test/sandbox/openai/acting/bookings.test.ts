import { describe, expect, it } from 'vitest';
import { stepAfter, wordsAfter, services } from './offers.ts';

const [trial = '', haircut = ''] = services;
const slot = (start: string, say: string, staff = 'Айгуль'): object => ({
  service: trial,
  start,
  say,
  staff,
});
const slots = [
  slot('2026-12-01T14:00', 'завтра в 14:00'),
  slot('2026-12-01T15:00', 'завтра в 15:00'),
  slot('2026-12-01T15:00', 'завтра в 15:00', 'Марат'),
];
const offer = `[песочница] «${trial}». Свободное время:\n1. завтра в 14:00 (Айгуль)\n2. завтра в 15:00 (Айгуль, Марат)\nКакое время вам подходит?`;
const found = { name: 'find_slots', args: { service: trial, when: 'завтра' }, result: { slots } };

describe('somebody who wants to come', () => {
  it.each([
    ['Russian', 'Хочу записаться на стрижку завтра после обеда'],
    ['Russian', 'Запишите меня, пожалуйста, на стрижку в пятницу вечером'],
    ['Russian', 'Можно на стрижку записаться 5 декабря?'],
    ['Kazakh', 'Ертең түстен кейін стрижкаға жазылғым келеді'],
    ['Kazakh', 'Мені жұмада стрижкаға жазып қойыңызшы'],
    ['English', 'I want to book стрижка tomorrow afternoon'],
  ])('is looked for a time, in the words that they used (%s: %s)', (language, said) => {
    expect(stepAfter([said], { language })).toEqual({
      name: 'find_slots',
      arguments: { service: haircut, when: said },
    });
  });

  it('is asked for what where they do not say it, and once only', () => {
    const first = 'Хочу записаться на завтра после обеда';
    const question = wordsAfter([first]);
    expect(question).toContain('На что вас записать?');
    for (const answer of ['1', 'на пробный', 'Пробный урок'])
      expect(stepAfter([first, question, answer])).toEqual({
        name: 'find_slots',
        arguments: { service: trial, when: first },
      });
  });

  it('is offered what is free, and another time where nothing is', () => {
    const said = ['Хочу на пробный урок записаться завтра'];
    expect(stepAfter(said, { done: [found] })).toBe(
      `«${trial}». Свободное время:\n1. завтра в 14:00 (Айгуль)\n2. завтра в 15:00 (Айгуль, Марат)\nКакое время вам подходит?`,
    );
    const none = { ...found, result: { slots: [], note: 'Nothing is free then.' } };
    expect(stepAfter(said, { done: [none] })).toContain('Свободного времени тогда нет');
    const unclear = { ...found, result: { error: 'when is not understood' } };
    expect(stepAfter(said, { done: [unclear] })).toEqual({
      name: 'find_slots',
      arguments: { service: trial },
    });
  });

  it.each([
    'в 15:00',
    'в 15',
    'давайте в три',
    '2',
    'второе',
    'на 15:00, к Марату',
    '3 pm',
    'сағат 15-те',
  ])('gets the time that they choose from the offer: %s', (answer) => {
    const dialogue = ['Хочу записаться на пробный', offer, answer];
    expect(stepAfter(dialogue)).toMatchObject({
      name: 'find_slots',
      arguments: { service: trial, when: 'завтра в 15:00' },
    });
    expect(stepAfter(dialogue, { done: [found] })).toMatchObject({
      name: 'book',
      arguments: { service: trial, start: '2026-12-01T15:00' },
    });
  });

  it('may name another time, or want none any more', () => {
    const dialogue = ['Хочу записаться на пробный', offer];
    expect(stepAfter([...dialogue, 'а в четверг утром?'])).toMatchObject({
      arguments: { service: trial, when: 'а в четверг утром?' },
    });
    expect(stepAfter([...dialogue, 'в 17:30'])).toMatchObject({
      arguments: { service: trial, when: 'завтра в 17:30' },
    });
    expect(stepAfter([...dialogue, 'нет, не надо'])).toBe('Хорошо, тогда ничего не делаю.');
  });

  it('is booked at once where they name the day and the time', () => {
    const said = ['Запишите меня на пробный урок завтра в 15:00'];
    expect(stepAfter(said, { done: [found] })).toMatchObject({
      name: 'book',
      arguments: { start: '2026-12-01T15:00' },
    });
    const asked = ['Есть свободное время на пробный урок завтра в 15:00?'];
    expect(stepAfter(asked, { done: [found] })).toContain('Какое время вам подходит?');
  });

  it('hears that it is booked only where it is, and is offered other times where it is not', () => {
    const dialogue = ['Хочу записаться на пробный', offer, 'в 15:00'];
    const args = { service: trial, start: '2026-12-01T15:00' };
    const done = { name: 'book', args, result: { done: true, ...slots[1] } };
    expect(stepAfter(dialogue, { done: [found, done] })).toBe(
      `Записал вас: ${trial}, завтра в 15:00 (Айгуль).`,
    );
    const refused = { name: 'book', args, result: { done: false, reason: 'taken' } };
    expect(stepAfter(dialogue, { done: [found, refused] })).toMatchObject({ name: 'find_slots' });
    expect(stepAfter(dialogue, { done: [found, refused, found] })).toMatch(
      /^Это время уже занято\. «.*Какое время вам подходит\?$/s,
    );
  });
});

describe('somebody who has booked', () => {
  const one = { booking: 'bk1', service: trial, start: '2026-12-01T15:00', say: 'завтра в 15:00' };
  const two = { ...one, booking: 'bk2', service: haircut, say: 'в четверг в 10:00' };
  const own = (...bookings: object[]): { name: string; result: object } => ({
    name: 'my_bookings',
    result: { bookings },
  });

  it.each([
    ['Russian', 'Отмените, пожалуйста, запись'],
    ['Russian', 'Я завтра не смогу прийти'],
    ['Kazakh', 'Жазылуымды болдырмаңыз'],
    ['English', 'Please cancel my appointment'],
  ])('cancels the only booking (%s: %s)', (language, said) => {
    expect(stepAfter([said], { language })).toEqual({ name: 'my_bookings', arguments: {} });
    expect(stepAfter([said], { language, done: [own(one)] })).toEqual({
      name: 'cancel_booking',
      arguments: { booking: 'bk1' },
    });
  });

  it('says which one of several', () => {
    const list = wordsAfter(['Отмените запись'], { done: [own(one, two)] });
    expect(list).toContain(`1. ${trial}, завтра в 15:00\n2. ${haircut}, в четверг в 10:00`);
    for (const answer of ['2', 'вторую', 'на 10:00'])
      expect(stepAfter(['Отмените запись', list, answer], { done: [own(one, two)] })).toEqual({
        name: 'cancel_booking',
        arguments: { booking: 'bk2' },
      });
  });

  it('hears what is cancelled', () => {
    const cancelled = { name: 'cancel_booking', result: { done: true, cancelled: one } };
    expect(stepAfter(['Отмените запись'], { done: [own(one), cancelled] })).toBe(
      `Отменил запись: ${trial}, завтра в 15:00.`,
    );
    expect(stepAfter(['Отмените запись'], { done: [own()] })).toBe('Записей у вас нет.');
  });

  it('moves a booking to a time that is free', () => {
    const done = [own(one)];
    const question = wordsAfter(['Перенесите мою запись'], { done });
    expect(question).toContain('На какое время её перенести?');
    expect(stepAfter(['Перенесите мою запись', question, 'завтра в 14:00'], { done })).toEqual({
      name: 'find_slots',
      arguments: { service: trial, when: 'завтра в 14:00' },
    });
    const all = [...done, found];
    expect(stepAfter(['Перенесите запись на завтра в 14:00'], { done: all })).toEqual({
      name: 'move_booking',
      arguments: { booking: 'bk1', start: '2026-12-01T14:00' },
    });
    const offered = wordsAfter(['Перенесите запись на завтра'], { done: all });
    expect(
      stepAfter(['Перенесите запись на завтра', offered, 'в 14:00'], { done: all }),
    ).toMatchObject({ name: 'move_booking' });
  });

  it.each([
    ['Russian', 'На когда я записан?'],
    ['Kazakh', 'Мен қашанға жазылғанмын?'],
    ['English', 'When is my appointment?'],
  ])('asks for the own bookings (%s: %s)', (language, said) => {
    expect(stepAfter([said], { language })).toEqual({ name: 'my_bookings', arguments: {} });
    const told = stepAfter([said], { language, done: [own(one)] });
    expect(told).toContain(`• ${trial}, завтра в 15:00`);
  });
});

describe('no function is called', () => {
  it.each([
    'Сколько стоит стрижка?',
    'Как отменить запись?',
    'Можно ли перенести занятие?',
    'Отмените мой заказ',
    'Спасибо!',
    'Где вы находитесь?',
  ])('for %s', (said) => {
    expect(stepAfter([said])).toBeUndefined();
  });

  it('where none is offered', () => {
    expect(stepAfter(['Хочу записаться на стрижку завтра'], { offers: [] })).toBeUndefined();
  });
});
