import { describe, expect, it } from 'vitest';
import { detectLanguage, languages, type Language } from '../../../src/core/language/index.ts';

const detect = (text: string, previous?: Language): Language =>
  detectLanguage(text, previous === undefined ? {} : { previous }).language;

describe('detectLanguage', () => {
  it.each([
    ['Здравствуйте, сколько стоит курс английского?', 'ru'],
    ['Сәлеметсіз бе, ағылшын курсы қанша тұрады?', 'kk'],
    ['Hello, how much is the English course?', 'en'],
    ['Саламатсыз ба, агылшын курсы канша турады екен', 'kk'],
    ['Salemetsiz be, agylshyn kursy qansha turady', 'kk'],
    ['Sälemetsız be, ağylşyn kursy qanşa tūrady', 'kk'],
    ['zdravstvuyte, skolko stoit kurs angliyskogo', 'ru'],
    ['СӘЛЕМЕТСІЗ БЕ, САБАҚ ҚАШАН БАСТАЛАДЫ?', 'kk'],
    ['КОГДА НАЧИНАЮТСЯ ЗАНЯТИЯ?', 'ru'],
    ['нужна консультация по Microsoft Excel и Power BI', 'ru'],
    ['Google Meet сілтемесін жіберіңізші', 'kk'],
    ['Нұрлан Қайратұлы сегодня принимает?', 'ru'],
    ['Is Aigerim from the Almaty branch available today?', 'en'],
    ['Бiр сабақ қанша тұрады?', 'kk'],
    ['спасибоооооо большое!!! 🙏🙏', 'ru'],
    ['https://example.kz/kurs қалай төлеймін? +7 700 123 45 67', 'kk'],
    ["I don't know what you're talking about", 'en'],
    ['I don’t know what you’re talking about', 'en'],
  ] as const)('%j is %s, whatever the chat was in', (text, language) => {
    expect(detect(text)).toBe(language);
    for (const previous of languages) expect(detect(text, previous)).toBe(language);
  });

  it.each([
    '',
    '   \n',
    '😂😂😂',
    '🇰🇿',
    '+7 (700) 123-45-67',
    '15 000',
    '?',
    ')))',
    'https://www.instagram.com/p/Cx1yz/',
    'aigerim@example.com',
    '@beket_2005',
    'price.pdf',
    'А',
    'b)',
    'zzz',
    'ok',
    'OK!',
    'Супер 👍',
    'супер, ок',
    'Zoom',
    'IELTS?',
    'банк',
    'Kaspi',
    'WhatsApp',
    'Айгерім',
    'Нурлан',
    'Алматы',
    'Айгерім Нұрланқызы',
    'Асқар Бекұлы',
    'Нурланова Айгерим Сериковна',
    'Aigerim Nurlanova',
    'Серикова А.К.',
    'iPhone 15 Pro Max 256 GB',
    'Kaspi Red?',
    'MacBook Air M2',
    'Samsung S24',
    'сайт.рф',
    'қ',
    'مرحبا',
    '你好',
    '\ud800',
    '\udc00 \ud83d',
  ])('%j keeps the language of the chat', (text) => {
    for (const previous of languages)
      expect(detectLanguage(text, { previous })).toEqual({ language: previous, confidence: 0 });
  });

  it('takes the first language of the business where there is neither text nor past', () => {
    expect(detectLanguage('')).toEqual({ language: 'ru', confidence: 0 });
    expect(detectLanguage('👍', { languages: ['kk', 'en'] })).toEqual({
      language: 'kk',
      confidence: 0,
    });
  });

  it('takes words that the languages share for no reason to leave its first language', () => {
    for (const text of ['Акция !!!', 'супер, ок', 'такси', 'менеджер']) {
      expect(detectLanguage(text, { languages: ['ru', 'kk', 'en'] }).language).toBe('ru');
      expect(detectLanguage(text, { languages: ['kk', 'ru', 'en'] }).language).toBe('kk');
    }
  });

  it('takes what names goods behind a brand for words elsewhere', () => {
    expect(detect('note', 'ru')).toBe('en');
    expect(detect('this red one, please', 'ru')).toBe('en');
  });

  it('chooses among the languages it knows, each once, and among all where none is left', () => {
    const odd = ['de', 'toString', 5, null] as unknown as Language[];
    for (const among of [[], odd, ['kk', 'kk', 'ru'], [...odd, 'ru', 'kk']] as Language[][]) {
      const { language, confidence } = detectLanguage('Сколько стоит курс?', { languages: among });
      expect(language).toBe('ru');
      expect(confidence).toBeGreaterThan(0.9);
      expect(confidence).toBeLessThanOrEqual(1);
    }
    for (const previous of odd)
      expect(detectLanguage('', { previous })).toEqual({ language: 'ru', confidence: 0 });
  });

  it('answers in no language that the business does not speak', () => {
    expect(detectLanguage('Сәлеметсіз бе, қалайсыз?', { languages: ['ru', 'en'] }).language).toBe(
      'ru',
    );
    expect(detectLanguage('Hello, how are you?', { languages: ['kk', 'ru'] }).language).not.toBe(
      'en',
    );
    expect(detectLanguage('Здравствуйте', { languages: ['en'] }).language).toBe('en');
    expect(detectLanguage('ok', { languages: ['ru', 'en'], previous: 'kk' }).language).toBe('ru');
    expect(
      detectLanguage('Hello there', { languages: ['ru', 'en'], previous: 'kk' }).language,
    ).toBe('en');
  });

  it('is sure of plain sentences and less so of single words', () => {
    const sentence = detectLanguage('Сәлеметсіз бе, сабақ қашан басталады?').confidence;
    expect(sentence).toBeGreaterThan(0.99);
    expect(sentence).toBeLessThanOrEqual(1);
    expect(detectLanguage('кабина').confidence).toBeLessThan(sentence);
  });

  it('weighs the past where a text is uncertain', () => {
    const text = 'кабина';
    expect([detect(text, 'ru'), detect(text, 'kk')]).toEqual(['ru', 'kk']);
  });

  it.each(['Сәлем, курс қанша тұрады? ', 'ә', 'a.', 'a@', "a'", 'a-', '\ud83d', 'e\u0301'])(
    'reads only the beginning of a megabyte of %j',
    (unit) => {
      const whole = unit.repeat(1_000_000 / unit.length);
      expect(detectLanguage(whole)).toEqual(detectLanguage(whole.slice(0, 1000)));
    },
  );

  it('judges the same text the same, however long what follows', () => {
    const text = 'Қайырлы күн! Балама математика сабағы керек еді. '.repeat(30);
    expect(detectLanguage(text + 'Hello. '.repeat(100_000))).toEqual(detectLanguage(text));
  });
});
