import { describe, expect, it } from 'vitest';
import type { Language } from '../../../src/core/language/index.ts';
import { otherLanguageOf, wishesFor } from '../../../src/core/answer-guards/reply-language.ts';

const russian =
  'Курс стоит двадцать пять тысяч тенге, занятия начинаются в понедельник вечером. Записать вас?';
const kazakh =
  'Курс жиырма бес мың теңге тұрады, сабақтар дүйсенбі күні кешке басталады. Сізді жазайын ба?';
const english =
  'The course costs twenty five thousand tenge and the lessons begin on Monday evening.';

describe('a reply in another language', () => {
  it.each<[string, Language, Language]>([
    [russian, 'kk', 'ru'],
    [russian, 'en', 'ru'],
    [kazakh, 'ru', 'kk'],
    [english, 'ru', 'en'],
    [english, 'kk', 'en'],
  ])('is found: %j instead of %s', (text, wanted, written) => {
    expect(otherLanguageOf(text, wanted)).toBe(written);
  });

  it.each<[string, Language]>([
    ['国际象棋课程每月25000坚戈，每周一和周三上课。', 'ru'],
    ['الدورة تكلف خمسة وعشرين ألف تنغي', 'en'],
  ])('is found by its letters: %j instead of %s', (text, wanted) => {
    expect(otherLanguageOf(text, wanted)).toBe('other');
  });

  it.each<[string, Language]>([
    [
      'Курс китайского: 你好 значит «здравствуйте», 谢谢 — «спасибо», а 再见 — «до свидания».',
      'ru',
    ],
    [russian, 'ru'],
    [kazakh, 'kk'],
    [english, 'en'],
    ['Здравствуйте! Да, есть.', 'kk'],
    ['iPhone 15 Pro Max, Samsung Galaxy S24 Ultra, Xiaomi Redmi Note 13', 'ru'],
    [`${kazakh} Записаться можно по адресу: улица Абая, дом 10, второй этаж.`, 'kk'],
    [`Мекенжайымыз: «${russian}»`, 'kk'],
    [`"${english}"`, 'ru'],
    ['https://example.com/the-course-costs-twenty-five-thousand-tenge-and-the-lessons-begin', 'ru'],
    ['', 'ru'],
  ])('is not seen where there is none: %j, wanted %s', (text, wanted) => {
    expect(otherLanguageOf(text, wanted)).toBeUndefined();
  });
});

describe('the least that a language is told from', () => {
  it.each([
    ['ten letters of another script', 'こんにちは私はあなた', 'こんにちは私はあな', 'other'],
    [
      'most of the letters',
      'こんにちは私はあなたabcdefghi',
      'こんにちは私はあなたabcdefghij',
      'other',
    ],
    [
      'eight words',
      'занятия начинаются каждый понедельник вечером месяцами тут же',
      'занятия начинаются каждый понедельник вечером месяцами тут',
      'ru',
    ],
    [
      'forty letters',
      'занятия идут каждый вечер ровно один месяцы тут',
      'занятия идут каждый вечер ровно один месяц тут',
      'ru',
    ],
  ])('is %s', (_, enough, tooLittle, language) => {
    expect([otherLanguageOf(enough, 'en'), otherLanguageOf(tooLittle, 'en')]).toEqual([
      language,
      undefined,
    ]);
  });
});

it('may be a wish of the customer in any language', () => {
  const wishing = (text: string): boolean =>
    wishesFor('other', { shared: '', messages: [{ role: 'customer', text }] });
  expect(
    ['Ответьте на китайском', 'можно по-турецки?', 'In Arabic, please', 'түрікше айтыңызшы'].map(
      wishing,
    ),
  ).toEqual(Array.from({ length: 4 }, () => true));
  expect(
    ['Ответьте на русском', 'Сколько стоит китайский?', 'in Russian please', 'орысша'].map(wishing),
  ).toEqual(Array.from({ length: 4 }, () => false));
});

describe('a wish for another language', () => {
  const asked = (
    text: string,
    shared = 'rules\n\n<business>\nКурс английского 25 000 ₸.\n</business>',
  ) =>
    (['ru', 'kk', 'en'] as const).filter((language) =>
      wishesFor(language, {
        shared,
        messages: [
          { role: 'bot', text: 'in Kazakh' },
          { role: 'customer', text },
        ],
      }),
    );

  it.each<[string, Language[]]>([
    ['Ответьте, пожалуйста, по-английски', ['en']],
    ['можно на казахском?', ['kk']],
    ['Қазақша жауап беріңізші', ['kk']],
    ['In English, please', ['en']],
    ['Орысша айтыңызшы', ['ru']],
    ['Сколько стоит курс английского?', []],
    ['Есть казахская кухня?', []],
  ])('is found in %j', (text, found) => {
    expect(asked(text)).toEqual(found);
  });

  it('may be an order of the business', () => {
    expect(asked('Привет', '<business>\nОтвечай всегда на казахском языке.\n</business>')).toEqual([
      'kk',
    ]);
    expect(
      asked('Привет', '<business>\nУроки на английском языке с носителем.\n</business>'),
    ).toEqual([]);
  });
});
