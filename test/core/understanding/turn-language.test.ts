import { expect, it, vi } from 'vitest';
import type { Language } from '../../../src/core/language/index.ts';
import { languageOf, turnLanguage } from '../../../src/core/understanding/turn-language.ts';

const languages: Language[] = ['ru', 'kk', 'en'];

it.each([
  ['Сколько стоит курс для ребёнка?', {}, { language: 'ru', alsoUsed: [] }],
  ['👍', { language: 'kk' as const }, { language: 'kk', alsoUsed: [] }],
  ['👍', {}, { language: 'ru', alsoUsed: [] }],
  [
    'Сәлеметсіз бе, балама шахмат үйірмесі керек еді. Скажите пожалуйста сколько стоит занятие',
    {},
    { language: 'kk', alsoUsed: ['ru'] },
  ],
])('%s', async (text, facts, expected) => {
  expect(await turnLanguage('chat', text, facts, { languages })).toEqual(expected);
});

it('a language of nobody here is named, for the answer and for the log', async () => {
  const info = vi.fn<() => void>();
  const text =
    'Guten Tag, wie viel kostet der Kurs und wann kann ich mit meinen Kindern zu Ihnen kommen?';
  const found = await turnLanguage('chat', text, { language: 'kk' }, { languages, log: { info } });
  expect(found).toMatchObject({ alsoUsed: [], foreign: 'German' });
  expect(info).toHaveBeenCalledExactlyOnceWith('foreign-language', {
    chat: 'chat',
    language: 'de',
  });
  expect((await turnLanguage('chat', text, {}, { languages })).foreign).toBe('German');
});

it('only languages of the business are answered in', () => {
  expect(languageOf('How much is the course?', {}, ['ru', 'kk'])).not.toBe('en');
  expect(languageOf('', { language: 'kk' }, languages)).toBe('kk');
});
