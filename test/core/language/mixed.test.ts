import { describe, expect, it } from 'vitest';
import { keptForTests } from '../../../scripts/language/folds.ts';
import { readMessages } from '../../../scripts/language/data.ts';
import { detectLanguages } from '../../../src/core/language/index.ts';

describe('detectLanguages', () => {
  it.each([
    ['Здравствуйте! Сабақ қашан басталады?', ['kk']],
    ['Скажите пожалуйста, когда начинаются занятия? Балам бесінші сыныпта оқиды', ['kk', 'ru']],
    ['Hello, I would like to know the price. Сколько стоит обучение в месяц?', ['en', 'ru']],
    ['Сколько стоит курс?', ['ru']],
    ['нужна консультация по Microsoft Excel и Power BI', ['ru']],
    ['Әсел Қайратқызы сегодня принимает?', ['ru']],
    ['👍', []],
    ['ok', []],
    ['', []],
  ] as const)('finds in %j %j', (text, used) => {
    expect(new Set(detectLanguages(text))).toEqual(new Set(used));
  });

  it('names the main language first', () => {
    expect(
      detectLanguages('Жақсы, түсіндім, рахмет сізге. Ертең келемін деп едім, но не получается')[0],
    ).toBe('kk');
  });

  it('names only languages of the business', () => {
    expect(
      detectLanguages('Сәлем, қалайсыз? how are you doing my friend', { languages: ['kk', 'ru'] }),
    ).toEqual(['kk']);
  });

  it('takes few messages of one language for mixed ones', () => {
    const plain = keptForTests(readMessages()).filter(
      ({ lang, bucket }) => lang !== 'und' && !bucket.endsWith('mixed_ru'),
    );
    const mixed = plain.filter(({ text }) => detectLanguages(text).length > 1);
    expect(plain.length).toBeGreaterThan(200);
    expect(mixed.length / plain.length).toBeLessThan(0.03);
  });
});
