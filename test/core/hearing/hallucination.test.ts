import { describe, expect, it } from 'vitest';
import { isHallucination, isInvented } from '../../../src/core/hearing/hallucination.ts';

describe('a transcript that a model invents', () => {
  it.each([
    'Субтитры сделал DimaTorzok',
    'Субтитры создавал DimaTorzok.',
    'Редактор субтитров А.Семкин Корректор А.Егорова',
    'Субтитры подготовил пользователь',
    'Продолжение следует...',
    'Спасибо за просмотр!',
    'Всем спасибо за внимание!',
    'Спасибо за просмотр! Подписывайтесь на канал.',
    'Подписывайтесь на мой канал',
    'Ставьте лайки и подписывайтесь',
    'Thanks for watching!',
    'Thank you so much for watching.',
    'Please subscribe to my channel',
    'Subtitles by the Amara.org community',
    'See you in the next video',
    'Көргендеріңізге рахмет!',
    'Назарларыңызға рахмет',
    'Каналға жазылыңыздар!',
    'Altyazı M.K.',
    'İzlediğiniz için teşekkürler.',
    'ALTYAZI M.K.',
    'Субтитры добавил DimaTorzok',
    'Субтитры подогнал «Симон»',
    'Перевод и субтитры: Amara.org',
    'Редактор субтитров А.Синецкая',
    'Корректор А.Кулакова',
    'Продолжение следует в следующей серии',
    'Спасибо за внимание и до новых встреч!',
    'Спасибо за просмотр и до скорой встречи на канале.',
    'Thank you for watching, and see you in the next video!',
    'Like and subscribe to our channel.',
    'Көргендеріңізге рахмет, келесі бейнеде кездескенше!',
    'Abone olmayı unutmayın',
  ])('by its credits and farewells: %s', (transcript) => {
    expect(isHallucination(transcript)).toBe(true);
  });

  it.each([
    '[музыка]',
    '(applause)',
    '*тишина*',
    '♪♪',
    '♪ музыка ♪',
    '[BLANK_AUDIO] [BLANK_AUDIO]',
  ])('by a sound in brackets: %s', (transcript) => {
    expect(isHallucination(transcript)).toBe(true);
  });

  it.each([
    'да да да да да да да да',
    'Я не знаю. '.repeat(6),
    'қалай '.repeat(40),
    'one two three four five six seven eight '.repeat(4),
  ])('by its circles: %s', (transcript) => {
    expect(isHallucination(transcript)).toBe(true);
  });

  it('by more words than anybody can say in the time', () => {
    const words =
      'сколько стоит курс английского языка для ребёнка девяти лет в вашей школе сейчас';
    expect(isHallucination(words, 1)).toBe(true);
    expect(isHallucination(words, 4)).toBe(false);
    expect(isHallucination(words)).toBe(false);
  });
});

describe('what a customer says is heard', () => {
  it.each([
    'Перевод',
    'Перевод сделала, чек отправила',
    'Перевод от Айгуль пришёл?',
    'Перевод и доставка сколько стоят?',
    'Озвучка рекламы сколько стоит',
    'Корректор нужен на час',
    'Меня зовут Анна Егорова, хочу записаться',
    'Марина Синецкая, второй кабинет',
    'А Егорова сегодня работает?',
    'Спасибо за внимание, я подумаю и напишу',
    'Подпишитесь, пожалуйста, под договором',
    'Subscribe me to the English course please',
    'Thank you for listening, I want to book a table for two',
    'Thanks for watching my cat',
    'Назарларыңызға рахмет, кейін хабарласамын',
    'Спасибо большое за помощь, всего доброго!',
    'Здравствуйте, спасибо за просмотр моей заявки, когда мне ждать ответа от вас и сколько будет стоить доставка?',
    'Вы делаете перевод документов на казахский?',
    'Здравствуйте, мне нужен редактор для книги',
    'Скажите, субтитры на видео тоже вы делаете?',
    'Как подписаться на вашу рассылку, где подписывайтесь написано?',
    'Можно поставить лайк и получить скидку?',
    'Я видела у вас на канале занятие, сколько оно стоит?',
    'Thank you for watching my kids yesterday, how much do I owe you for the two hours and the taxi?',
    'Do I have to subscribe to get the price?',
    'Рахмет, сабақ қашан басталады?',
    'Да, да, да!',
    'Нет. Нет. Нет. Нет.',
    'Алло, алло, вы меня слышите?',
    'Здравствуйте [неразборчиво] сколько стоит курс',
    'Музыка у вас преподаётся?',
    'Продолжение курса есть?',
  ])('%s', (transcript) => {
    expect(isHallucination(transcript, 6)).toBe(false);
  });
});

describe('an echo of the words that were sent along', () => {
  const prompted = 'Kaspi Red, Арай Сити, курс бухгалтера, IELTS';
  const oneByOne = 'Ульги, шахматы, робототехника, Каспи, Сатпаева';

  it.each([
    [prompted, 'Kaspi Red, Арай Сити, курс бухгалтера, IELTS'],
    [prompted, 'арай сити курс бухгалтера'],
    [
      prompted,
      'Kaspi Red Арай Сити курс бухгалтера IELTS. Kaspi Red Арай Сити курс бухгалтера IELTS.',
    ],
    [prompted, 'IELTS, курс бухгалтера, Kaspi Red'],
    [prompted, 'IELTS. Kaspi Red!'],
    [prompted, 'Арай Сити Арай Сити'],
    [oneByOne, 'Шахматы, Ульги, Сатпаева, Каспи, робототехника.'],
    [oneByOne, 'Сатпаева... Ульги — шахматы?'],
    [oneByOne, 'Шахматы, робототехника и Каспи.'],
    [oneByOne, 'УЛЬГИ. УЛЬГИ. УЛЬГИ.'],
    [oneByOne, 'Шахматы, шахматы, робототехники, Сатпаев'],

    ['Ульги, шахматы', 'Ульги, шахматы.'],
  ])('of %j is invented: %j', (sent, text) => {
    expect(isInvented({ text, prompted: sent }, undefined)).toBe(true);
    expect(isInvented({ text: text.slice(0, 60) }, undefined)).toBe(false);
  });

  it.each([
    [prompted, 'Kaspi Red'],
    [prompted, 'Арай Сити'],
    [prompted, 'Сколько стоит курс бухгалтера в Арай Сити?'],
    [prompted, 'Kaspi Red, Арай Сити, курс бухгалтера, IELTS — что из этого есть?'],
    [oneByOne, 'Шахматы и робототехника, сколько стоит?'],
    [oneByOne, 'Шахматы'],
    [oneByOne, 'Шахматы и робототехника'],
    [oneByOne, 'На шахматы, Сатпаева, девяносто'],
    [oneByOne, 'Да, шахматы'],
    [oneByOne, 'Шахматист, каспийский, ульгили'],
    ['Школа Ульги Плюс, шахматы', 'Школа Ульги плюс'],
    ['', 'шахматы шахматы шахматы'],
    ['и, а', 'Да'],
  ])('of %j is not what a customer says of them: %j', (sent, text) => {
    expect(isInvented({ text, prompted: sent }, 5)).toBe(false);
  });
});
