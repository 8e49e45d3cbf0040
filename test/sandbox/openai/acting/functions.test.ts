import { describe, expect, it } from 'vitest';
import { bookingOffers, requestOffer, shopOffers, stepAfter, wordsAfter } from './offers.ts';

describe('a request is left', () => {
  const offers = [requestOffer];

  it.each([
    'Хочу оставить заявку на обучение сотрудников',
    'Перезвоните мне, пожалуйста',
    'Хочу записаться на курс немецкого',
    'I want to leave a request for a course',
    'Маған қоңырау шалыңызшы',
  ])('once the customer has said what is needed: %s', (said) => {
    const question = wordsAfter([said], { offers });
    expect(question).toMatch(/«(Имя|Атыңыз|Your name)»\.$/);
    expect(stepAfter([said, question, 'Асель'], { offers })).toEqual({
      name: 'save_request',
      arguments: { name: 'Асель', what: said },
    });
  });

  it('with a name that was told along, and is confirmed by its number', () => {
    const said = 'Оставьте заявку: меня зовут Асель, хочу китайский завтра вечером';
    expect(stepAfter([said], { offers })).toEqual({
      name: 'save_request',
      arguments: { name: 'Асель', what: said, when: said },
    });
    const saved = { name: 'save_request', result: { saved: true, number: 7 } };
    expect(stepAfter([said], { offers, done: [saved] })).toBe('Ваша заявка оставлена, номер 7.');
    const refused = { name: 'save_request', result: { saved: false, problem: 'too many' } };
    expect(stepAfter([said], { offers, done: [refused] })).toMatch(/^Не получилось/);
  });

  it('not by somebody who asks something in between, or changes their mind', () => {
    const dialogue = ['Хочу оставить заявку', '[песочница] Напишите, пожалуйста: «Имя».'];
    expect(stepAfter([...dialogue, 'А сколько это стоит?'], { offers })).toBeUndefined();
    expect(stepAfter([...dialogue, 'нет, не надо'], { offers })).toBe(
      'Хорошо, тогда ничего не делаю.',
    );
  });

  it('not where a time can be booked', () => {
    const step = stepAfter(['Хочу записаться на стрижку завтра'], {
      offers: [...bookingOffers, requestOffer],
    });
    expect(step).toMatchObject({ name: 'find_slots' });
  });
});

describe('any other function is called where the customer plainly asks for it', () => {
  it.each([
    ['Запишите меня на урок в 15:00', 'book_lesson', { time: '15:00' }],
    ['Запишите на урок завтра в 15:00', 'book_lesson', { time: '15:00', day: '2026-12-01' }],
    ['Book me a lesson on Friday at 3 pm', 'book_lesson', { time: '15:00', day: '2026-12-04' }],
    ['Есть свободные места на немецкий курс?', 'course_places', { course: 'Немецкий' }],
    ['Какой статус моего заказа 17-A?', 'order_status', { number: '17-A' }],
    ['Закажите учебник B2, 3 штуки', 'order_textbook', { level: 'B2', quantity: 3 }],
  ])('%s', (said, name, args) => {
    expect(stepAfter([said], { offers: shopOffers })).toEqual({ name, arguments: args });
  });

  it.each(['Сколько стоит урок?', 'Как заказать учебник?', 'Добрый день', 'Где вы находитесь?'])(
    'and not for %s',
    (said) => {
      expect(stepAfter([said], { offers: shopOffers, isKnown: true })).toBeUndefined();
    },
  );

  it('after its arguments were asked for, each once', () => {
    const offers = shopOffers;
    const dialogue = ['Хочу заказать учебник'];
    dialogue.push(wordsAfter(dialogue, { offers }), 'B2');
    expect(dialogue[1]).toContain('«level» (A1, B2)');
    dialogue.push(wordsAfter(dialogue, { offers }), '2');
    expect(stepAfter(dialogue, { offers })).toEqual({
      name: 'order_textbook',
      arguments: { level: 'B2', quantity: 2 },
    });
    const stuck = ['Хочу заказать учебник', dialogue[1] ?? '', 'синий', dialogue[1] ?? '', 'ну'];
    expect(stepAfter(stuck, { offers })).toBeUndefined();
  });

  it('and what came of it is told in lines', () => {
    const done = [{ name: 'course_places', result: [{ group: 'A1', free: 3 }] }];
    expect(stepAfter(['Есть места?'], { offers: shopOffers, done })).toBe(
      'Так ответила функция course_places:\n• group: A1, free: 3',
    );
    const made = [{ name: 'order_textbook', result: { order: 17 } }];
    expect(stepAfter(['да'], { offers: shopOffers, done: made })).toBe(
      'Готово, так ответила функция order_textbook:\n• order: 17',
    );
    const failed = [{ name: 'order_textbook', result: { error: 'HTTP 409' } }];
    expect(stepAfter(['да'], { offers: shopOffers, done: failed })).toMatch(/^Не получилось/);
  });
});

describe('documents are looked into', () => {
  const offers = ['search_knowledge', 'find_rows'].map((name) => ({
    function: { name, parameters: { type: 'object', properties: { query: { type: 'string' } } } },
  }));
  const said = ['Сколько стоит немецкий?'];

  it('where the business’s text has no answer, tables first for prices', () => {
    expect(stepAfter(said, { offers, isKnown: true })).toBeUndefined();
    expect(stepAfter(said, { offers })).toEqual({
      name: 'find_rows',
      arguments: { query: said[0] },
    });
    const none = { name: 'find_rows', result: { rows: [{ text: 'Курс: Английский' }] } };
    expect(stepAfter(said, { offers, done: [none] })).toMatchObject({ name: 'search_knowledge' });
    const row = { name: 'find_rows', result: { rows: [{ text: 'Курс: Немецкий; Цена: 38 000' }] } };
    expect(stepAfter(said, { offers, done: [row] })).toBe(
      'Вот что нашлось в документах:\n• Курс: Немецкий; Цена: 38 000',
    );
    const empty = { name: 'search_knowledge', result: { passages: [] } };
    expect(stepAfter(said, { offers, done: [none, empty] })).toBeUndefined();
  });
});
