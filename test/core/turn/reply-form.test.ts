import { describe, expect, it } from 'vitest';
import { inForm, longestSpoken, textOf } from '../../../src/core/turn/reply-form.ts';
import { wantsVoice, voiceReplies } from '../../../src/core/settings/bot-settings.ts';

describe('whether an answer is to be spoken', () => {
  it.each([
    ['never', [false, false]],
    ['when-voice', [false, true]],
    ['always', [true, true]],
  ] as const)('%s', (wish, expected) => {
    expect([wantsVoice(wish, false), wantsVoice(wish, true)]).toEqual(expected);
  });

  it('is never so where nobody said anything about it', () => {
    expect(wantsVoice(undefined, true)).toBe(false);
    expect(voiceReplies[0]).toBe('never');
  });
});

describe('the form of an answer', () => {
  it('is spoken in its language', () => {
    expect(inForm(['Стоит 25 000 ₸.'], 'ru')).toEqual([{ text: 'Стоит 25 000 ₸.', voice: 'ru' }]);
    expect(inForm(['Ça coûte 25 000 ₸.'], 'other')).toEqual([
      { text: 'Ça coûte 25 000 ₸.', voice: 'other' },
    ]);
    expect(inForm(['а'.repeat(longestSpoken)], 'ru')[0]?.voice).toBe('ru');
  });

  it.each([
    ['a link', ['Запись: https://example.kz/x']],
    ['an address without its beginning', ['Смотрите на example.kz или wa.me/77001234567']],
    ['an address of mail', ['Пишите на info@school.edu']],
    ['code', ['Промокод `SALE`']],
    ['no words', ['👍 100 %']],
    ['too much', ['а'.repeat(longestSpoken + 1)]],
    ['more than one message', ['один', 'два']],
  ])('is written where it has %s', (_, messages) => {
    expect(inForm(messages, 'ru')).toEqual(messages.map((text) => ({ text })));
  });

  it.each(['Работаем с 9.30 до 18.00.', 'Цена 1.500 тенге.Спасибо', 'Скидка т.е. 10 %'])(
    'dots make no address: %s',
    (text) => {
      expect(inForm([text], 'ru')[0]?.voice).toBe('ru');
    },
  );

  it('is written where nobody wants it spoken', () => {
    expect(inForm(['Да.'], undefined)).toEqual([{ text: 'Да.' }]);
  });

  it('makes no difference to what is said', () => {
    expect(textOf([{ text: 'один' }, { text: 'два', voice: 'ru' }])).toBe('один\n\nдва');
  });
});
