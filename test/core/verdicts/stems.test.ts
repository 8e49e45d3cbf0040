import { describe, expect, it } from 'vitest';
import { holdsWords, stemsOf } from '../../../src/core/verdicts/stems.ts';

function holds(text: string, words: string): boolean {
  return holdsWords(stemsOf(text), stemsOf(words));
}

describe('words by their stems', () => {
  it.each([
    ['В детской группе шесть человек', 'детская группа'],
    ['Для пенсионеров есть скидки', 'скидка'],
    ['Никаких скидок', 'скидка'],
    ['Два урока бесплатно', 'урок'],
    ['Через три дня', 'день'],
    ['Мектебімізде сабақтар бар', 'мектеп'],
    ['Балалар тобының бағасы', 'баға'],
    ['Біздің мекенжайымыз', 'мекенжай'],
    ['Сынақ сабағына жазылдыңыз', 'сынақ сабағы'],
    ['The prices of lessons', 'price'],
    ['The prices of lessons', 'lesson'],
    ['30 000 ₸', '30000'],
    ['30,000 ₸ a month', '30 000'],
    ['Скидка 10 %', '10%'],
    ['С 9:00 до 18:00', '18:00'],
    ['Бағасы кымбат', 'қымбат'],
  ])('%j has %j', (text, words) => expect(holds(text, words)).toBe(true));

  it.each([
    ['Взрослая группа', 'детская группа'],
    ['группа, детская', 'детская группа'],
    ['130 000 ₸', '30 000'],
    ['Работаем 10 лет', '10%'],
    ['Бесплодно', 'бесплатно'],
    ['С 9:00 до 18:00', '8:00'],
    ['anything', ''],
  ])('%j lacks %j', (text, words) => expect(holds(text, words)).toBe(false));
});
