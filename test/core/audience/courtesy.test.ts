import { describe, expect, it } from 'vitest';
import {
  endsInCourtesy,
  endsInGoodbye,
  isMereCourtesy,
} from '../../../src/core/audience/courtesy.ts';

describe('a mere courtesy', () => {
  const courtesies = [
    'ок',
    'Ок!',
    'ОК 👍',
    '👍',
    '👍🏽',
    '❤️❤️',
    '🙏🙏🙏',
    'Спасибо',
    'спасибо, до свидания',
    'Спасибо большое за помощь! Хорошего дня 😊',
    'Хорошо, понял вас, спасибо)))',
    'ладно, до завтра',
    'Всё понятно, благодарю',
    'И вам хорошего дня!',
    'рахмет',
    'Көп рахмет, сау болыңыз!',
    'Жақсы, түсіндім',
    'сизге рахмет',
    'Thanks!',
    'ok, thank you very much, bye',
    "got it, thanks. You're welcome".slice(0, 14),
    'Great, see you tomorrow 👋',
    'spasibo bolshoe',
    '+',
  ];
  it.each(courtesies)('%s', (text) => expect(isMereCourtesy(text)).toBe(true));

  const more = [
    '',
    '  ',
    'ок?',
    '👍?',
    'Спасибо, а сколько стоит?',
    'Спасибо, я приду в пять',
    'Хорошо, запишите меня',
    'да',
    'нет',
    'Доброе утро',
    'Good evening',
    'Здравствуйте',
    '😡',
    '🤔',
    'ок 15:00',
    'Спасибо за ничего, верните деньги',
    'понятно, жалоба',
    'Жақсы, қашан келейін',
    'not good',
    'до пятницы',
    '?',
    'спасибо '.repeat(40),
  ];
  it.each(more)('is not "%s"', (text) => expect(isMereCourtesy(text)).toBe(false));
});

describe('a goodbye', () => {
  it.each([
    'Всего доброго!',
    'Пожалуйста! Обращайтесь, если появятся вопросы.',
    'Записала вас на 15:00. Хорошего дня!',
    'Рады помочь. Сау болыңыз!',
    'Ештеңе етпейді, қосымша сұрақ болса жазыңыз.',
    "You're welcome! Have a great day.",
    'Happy to help. Take care!',
  ])('%s', (text) => expect(endsInGoodbye(text)).toBe(true));

  it.each([
    'Хорошего дня! Вас записать на 15:00?',
    'Курс стоит 25 000 ₸.',
    'Напишите, на какой день вас записать.',
    'The course costs 25 000 ₸.',
    '',
  ])('is not "%s"', (text) => expect(endsInGoodbye(text)).toBe(false));
});

describe('what ends in a courtesy', () => {
  it.each([
    'Ваше обращение принято. Спасибо!',
    'We will call you back. Thank you',
    'Өтінішіңіз қабылданды, рахмет',
    'Обращайтесь!',
  ])('%s', (text) => expect(endsInCourtesy(text)).toBe(true));

  it.each(['Спасибо, но сколько это стоит для троих взрослых и двоих детей', 'Курс 25 000 ₸'])(
    'is not "%s"',
    (text) => expect(endsInCourtesy(text)).toBe(false),
  );
});
