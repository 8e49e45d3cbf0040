import { describe, expect, it } from 'vitest';
import {
  detectLanguage,
  detectLanguages,
  languages,
  type Language,
} from '../../../src/core/language/index.ts';

/** What a message alone is of, and how surely, where nothing is known of the chat but the business's languages. */
function first(text: string, ...spoken: Language[]): unknown {
  return detectLanguage(text, { languages: spoken });
}

const shared =
  `Ау? тенге? ага ага, ватсап ватсапп вотцап Ok ОК! А_аренда? Аренда аренда? ванна резюме стандарт проба турнир робототехника
  салам базар кафе салон ЕНТ УНТ шот тур Ташкент? Консультация презентация? физиотерапия Логистика Менеджмент каталог термометр дискотека эээ
  ау_ау алё! Ай Ой-ой бешбармак баурсак самса казы курт кумыс лагман манты акын аксакал келин апа Ата? тойхана домбра сом май там Там?
  Асель асель Жанна Айдар Ермек Кымбат Зарина Ирина Дмитрий Екатерина Сергей Евгений Dinara Zhanna Sergey
  Жумабаев Қуанышбеков Жұмабаева Нұрғалиев Серікұлы Нұрланқызы Абдрахманова Zhumabayev Akhmetova Қуанышбек Гүлжан`
    .split(/\s+/)
    .map((text) => text.replaceAll('_', ' '));

describe('what Russian and Kazakh share', () => {
  it.each(shared)(
    '%j is of the first language of the business where nothing is known, and of the chat’s elsewhere',
    (text) => {
      expect(first(text, 'ru', 'kk', 'en')).toEqual({ language: 'ru', confidence: 0 });
      expect(first(text, 'kk', 'ru', 'en')).toEqual({ language: 'kk', confidence: 0 });
      for (const previous of languages)
        expect(detectLanguage(text, { previous })).toEqual({ language: previous, confidence: 0 });
      expect(detectLanguages(text)).toEqual([]);
    },
  );

  it('never goes to a language on no confidence that is neither the first nor the chat’s', () => {
    for (const text of ['', '123', 'Kaspi', 'ai, stop!', 'Е!', 'тенге test такси'])
      for (const spoken of [
        ['ru', 'kk'],
        ['en', 'kk', 'ru'],
        ['kk', 'en'],
      ] as Language[][])
        expect(detectLanguage(text, { languages: spoken })).toEqual({
          language: spoken[0],
          confidence: 0,
        });
  });

  it('leaves a chat in its language when a word alone means something in both, unless nothing else is known', () => {
    for (const previous of languages)
      expect(detectLanguage('Бар?', { previous })).toEqual({ language: previous, confidence: 0 });
    expect(first('бар', 'ru', 'kk', 'en')).toMatchObject({ language: 'kk' });
  });

  it.each([
    ['Курс бар?', 'kk'],
    ['Базар бар ма', 'kk'],
    ['консультация керек', 'kk'],
    ['Казы бар ма?', 'kk'],
    ['Консультациялар қашан?', 'kk'],
    ['сабақ', 'kk'],
    ['Қазы', 'kk'],
    ['Нужна консультация', 'ru'],
    ['Сколько стоит аренда?', 'ru'],
    ['консультацию', 'ru'],
    ['Ташкент далеко?', 'ru'],
    ['Жумабаев сегодня принимает?', 'ru'],
    ['Жумабаев бүгін қабылдай ма?', 'kk'],
    ['When does Zhumabayev come?', 'en'],
  ] as const)('does not hide what tells in %j: %s', (text, language) => {
    for (const past of [undefined, ...languages]) {
      const context = past === undefined ? {} : { previous: past };
      expect(detectLanguage(text, context).language).toBe(language);
    }
  });
});
