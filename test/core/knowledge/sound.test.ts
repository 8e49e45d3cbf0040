import { expect, it } from 'vitest';
import { foldedWords } from '../../../src/core/knowledge/fold.ts';
import { askedSound, soundOf } from '../../../src/core/knowledge/sound.ts';

const sound = (text: string): string => soundOf(foldedWords(text)[0] ?? '');
const asked = (text: string): string => askedSound(foldedWords(text)[0] ?? '');

it.each([
  ['Dmitry', 'Дмитрий'],
  ['Aigerim', 'Айгерим'],
  ['Seitkali', 'Сейткали'],
  ['Denver', 'Денвер'],
  ['Newton', 'Ньютон'],
  ['botox', 'ботокс'],
  ['keratin', 'кератиновое'],
  ['massage', 'массаж'],
  ['shashlik', 'шашлык'],
  ['diagnostics', 'диагностика'],
  ['Broncos', 'Бронкос'],
  ['jeans', 'джинсы'],
  ['yoga', 'йога'],
  ['сауну', 'sauna'],
  ['Бронкосов', 'Broncos'],
  ['strizhka', 'стрижки'],
  ['беляшами', 'belyash'],
  ['Ақтаудан', 'Aktau'],
])('%s finds %s by its sound', (question, text) => {
  expect(sound(text).startsWith(asked(question)) && asked(question) !== '').toBe(true);
});

it.each(['5000', 'я', 'да', 'но', 'A4', 'ау', 'men'])(
  '%s has none that is worth looking for',
  (word) => {
    expect(sound(word)).toBe('');
  },
);

it.each([
  ['стрижка', 'доставка'],
  ['sauna', 'сосна'],
])('%s is no %s', (question, text) => {
  expect(sound(text).startsWith(asked(question))).toBe(false);
});
