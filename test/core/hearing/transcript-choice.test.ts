import { describe, expect, it } from 'vitest';
import type { Transcript } from '../../../src/core/kinds/speech.ts';
import { detectLanguage, type Language } from '../../../src/core/language/index.ts';
import {
  betterTranscript,
  doubtOf,
  hintFor,
  type Doubt,
} from '../../../src/core/hearing/transcript-choice.ts';

const all: readonly Language[] = ['ru', 'kk', 'en'];
const local: readonly Language[] = ['ru', 'kk'];

describe('a transcript', () => {
  it.each([
    'Сколько стоит доставка до Алматы?',
    'Сәлеметсіз бе! Алматыға жеткізу қанша тұрады?',
    'Hello, how much is the delivery to Almaty?',
    'Курс қанша тұрады? Мне нужно записаться на завтра.',
    'Саламатсызба курс канша турады',
    'Айфон пятнадцать про макс есть?',
    'Is iPhone 15 Pro Max in stock at Kaspi?',
    'да',
    'OK',
    'Nurzhan',
    'Айфон Самсунг Сяоми Каспи Алматы',
    '25 000',
    '',
    '...',
  ])('is not doubted: %j', (text) => {
    expect(doubtOf({ text }, { languages: all })).toBeUndefined();
  });

  it.each<[Transcript, Doubt]>([
    [{ text: 'Merhaba, kurs ne kadar?' }, 'look-alike'],
    [{ text: 'Bir kurs ne kadar tutuyor acaba' }, 'look-alike'],
    [{ text: 'Nasılsınız' }, 'look-alike'],
    [{ text: 'Ҡурс күпме тора?' }, 'look-alike'],
    [{ text: 'Скільки коштує доставка? Її можна оплатити?' }, 'look-alike'],
    [{ text: 'این دوره چقدر است' }, 'script'],
    [{ text: '谢谢观看这个视频' }, 'script'],
    [{ text: 'რა ღირს კურსი' }, 'script'],
    [{ text: 'Сколько стоит курс?', language: 'uk' }, 'language'],
  ])('is doubted: %j', (transcript, doubt) => {
    expect(doubtOf(transcript, { languages: all })).toBe(doubt);
  });

  it('of words that belong to no language is doubted', () => {
    const letters = 'аоуыеикнтрсвлмдпгбзчхшжц';
    const letter = (seed: number): string =>
      letters[(seed * 7919 + ((seed * seed) % 97)) % letters.length] ?? '';
    const word = (seed: number): string =>
      Array.from({ length: 5 }, (_, index) => letter(seed * 5 + index)).join('');
    const texts = Array.from({ length: 300 }, (_, index) =>
      [1, 2, 3, 4].map((part) => word(index * 4 + part)).join(' '),
    );
    const unknown = texts.filter((text) => {
      const { confidence } = detectLanguage(text, { languages: all });
      return confidence > 0 && confidence < 0.7;
    });
    expect(unknown.length).toBeGreaterThan(0);
    for (const text of unknown) expect(doubtOf({ text }, { languages: all })).toBe('words');
  });

  it('in Latin letters is doubted where nobody speaks English, and the other way round', () => {
    expect(doubtOf({ text: 'How much is the course?' }, { languages: local })).toBe('script');
    expect(doubtOf({ text: 'Сколько стоит курс?' }, { languages: ['en'] })).toBe('script');
    expect(doubtOf({ text: 'Сколько стоит iPhone?' }, { languages: local })).toBeUndefined();
  });

  it('that was invented or holds nothing is not doubted: the guard deals with it', () => {
    expect(doubtOf({ text: 'Altyazı M.K.' }, { languages: all })).toBeUndefined();
    expect(doubtOf({ text: 'İzlediğiniz için teşekkürler' }, { languages: all })).toBeUndefined();
  });
});

describe('the hint', () => {
  it.each<[Transcript, Language | undefined, readonly Language[], Language | undefined]>([
    [{ text: 'Merhaba, nasılsınız' }, 'ru', all, 'kk'],
    [{ text: 'Ҡурс күпме тора?' }, undefined, all, 'kk'],
    [{ text: 'Курс канча турат', language: 'ky' }, 'ru', all, 'kk'],
    [{ text: 'Merhaba, nasılsınız' }, 'ru', ['ru', 'en'], 'ru'],
    [{ text: 'Скільки коштує' }, 'ru', all, 'ru'],
    [{ text: 'Скільки коштує' }, undefined, all, undefined],
    [{ text: 'Скільки коштує' }, 'en', local, undefined],
  ])('for %j in a chat in %s', (transcript, previous, languages, hint) => {
    expect(hintFor(transcript, { previous, languages })).toBe(hint);
  });
});

describe('the better transcript', () => {
  const better = (first: Transcript, second: Transcript): Transcript =>
    betterTranscript(first, second, { languages: all });
  const kazakh = { text: 'Сәлеметсіз бе, курс қанша тұрады?' };
  const turkish = { text: 'Selamatsız bı, kurs kanşa turadı?' };

  it('is the one without a doubt', () => {
    expect(better(turkish, kazakh)).toBe(kazakh);
    expect(better(kazakh, turkish)).toBe(kazakh);
  });

  it.each(['', '...', 'Субтитры сделал DimaTorzok', '[музыка]'])(
    'is never an empty or invented one: %j',
    (text) => {
      expect(better(turkish, { text })).toBe(turkish);
      expect(better({ text }, turkish)).toBe(turkish);
    },
  );

  it('is the first when they are equal', () => {
    const first = { ...kazakh };
    expect(better(first, { ...kazakh })).toBe(first);
  });

  it('is not the one that lost half of the words', () => {
    expect(better(turkish, { text: 'Сәлеметсіз бе' })).toBe(turkish);
  });

  it('is the one that the detector is surer of, where nothing else tells them apart', () => {
    const unsure = { text: 'Добрый нень, скалько стоут корс' };
    expect(better(unsure, { text: 'Добрый день, сколько стоит курс' })).toEqual({
      text: 'Добрый день, сколько стоит курс',
    });
  });
});
