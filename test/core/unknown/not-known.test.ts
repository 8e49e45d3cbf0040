import { describe, expect, it } from 'vitest';
import { withoutNotKnown } from '../../../src/core/unknown/not-known.ts';

describe('an answer apart from what it does not know', () => {
  it.each([
    ['Этого я не знаю.\n[not known: Есть ли парковка?]', 'Этого я не знаю.', 'Есть ли парковка?'],
    ['Не знаю.\n\n[Not known: Есть ли парковка?]\n', 'Не знаю.', 'Есть ли парковка?'],
    ['Не знаю. [not known: Есть ли парковка?]', 'Не знаю.', 'Есть ли парковка?'],
    ['Не знаю.\n**[not known: Есть ли парковка?]**', 'Не знаю.', 'Есть ли парковка?'],
    ['Не знаю.\n`[not_known: Есть ли парковка?]`', 'Не знаю.', 'Есть ли парковка?'],
    ['[not known: a?]\nI do not know.', 'I do not know.', 'a?'],
    ['I do not know.\n[not known: a?]\nCall us.', 'I do not know.\n\nCall us.', 'a?'],
    ['Не знаю.\n[not known: Есть ли пар', 'Не знаю.', 'Есть ли пар'],
    ['Не знаю.\n[not known:', 'Не знаю.', ''],
    ['Не знаю.\nnot_known("Есть ли парковка?")', 'Не знаю.', 'Есть ли парковка?'],
    ['Не знаю.\n[Неизвестно: Есть ли парковка?]', 'Не знаю.', 'Есть ли парковка?'],
    ['Білмеймін.\n[белгісіз: Тұрақ бар ма?]', 'Білмеймін.', 'Тұрақ бар ма?'],
    ['Не знаю.\n【not known: Есть ли парковка?】', 'Не знаю.', 'Есть ли парковка?'],
    ['Не знаю.\n(not known: Есть ли парковка?)', 'Не знаю.', 'Есть ли парковка?'],
    ['Не знаю.\nNot known: Есть ли парковка?', 'Не знаю.', 'Есть ли парковка?'],
    ['Не знаю.\n[not known:\nЕсть ли парковка?]', 'Не знаю.', 'Есть ли парковка?'],
    ['Не знаю.\n[not known:\nЕсть ли пар', 'Не знаю.', 'Есть ли пар'],
    ['Не знаю.\n[not known: Парковка (двор)?]', 'Не знаю.', 'Парковка (двор)?'],
    ['Не знаю.\n[not known]', 'Не знаю.', ''],
    ['[not known: a?] [not known: b?]\nNo.', 'No.', 'a?'],
  ])('%j', (answer, text, question) => {
    expect(withoutNotKnown(answer)).toEqual({ text, question });
  });

  it.each(['Не знаю.\n[not kn', 'Не знаю.\n[no', 'Не знаю.\n[not_known'])(
    'that breaks off in the mark: %j',
    (answer) => {
      expect(withoutNotKnown(answer).text).toBe('Не знаю.');
    },
  );

  it.each([
    'Курс стоит 35 000 ₸.',
    'It is not known yet: we will write.',
    'Неизвестно, [как получится]',
    'Список [1]',
    'Неизвестно: зависит от группы.',
    '[Неизвестно]',
    'A well-known teacher [known: Anna]',
    '[',
    '',
  ])('is left as it is: %j', (answer) => {
    expect(withoutNotKnown(answer)).toEqual({ text: answer });
  });

  it('no answer holds a piece of a mark wherever it was cut', () => {
    const whole = 'Этого я не знаю.\n[not known: Есть ли парковка?]';
    for (let end = whole.indexOf('[') + 2; end <= whole.length; end += 1)
      expect(withoutNotKnown(whole.slice(0, end)).text).toBe('Этого я не знаю.');
  });
});
