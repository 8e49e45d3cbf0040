import { describe, expect, it } from 'vitest';
import type { Case } from '../../../src/core/kinds/cases.ts';
import type { Language } from '../../../src/core/language/index.ts';
import { withAnswer } from '../../../src/core/unknown/answered-prompt.ts';
import { questionCase } from '../../../src/core/unknown/question-case.ts';
import { questionGroups } from '../../../src/core/unknown/question-groups.ts';

function cases(...asked: [string, Language?, Case['end']?][]): Case[] {
  return asked.map(([question, language = 'ru', end], index) => ({
    ...questionCase({
      id: String(index),
      chat: `7700${index}@c.us`,
      at: index,
      language,
      question,
      said: [{ role: 'customer', text: `${question} мой номер +7 700 123 45 67` }],
      by: 'model',
    }),
    number: index + 1,
    ...(end ? { end } : {}),
  }));
}

const sizes = (...asked: Parameters<typeof cases>): number[] =>
  questionGroups(cases(...asked)).map(({ cases: { length } }) => length);

describe('questions that mean the same', () => {
  it.each<[string, string]>([
    ['Есть ли у вас парковка?', 'А парковка есть?'],
    ['Можно оплатить криптовалютой?', 'Принимаете оплату криптовалютой?'],
    ['Есть ли детский лагерь летом?', 'Детский летний лагерь есть?'],
    ['Do you have a parking lot?', 'Is there parking?'],
  ])('%j and %j are one', (one, other) => {
    expect(sizes([one], [other])).toEqual([2]);
  });

  it.each<[string, string]>([
    ['Есть ли парковка?', 'Есть ли лифт?'],
    ['Сколько стоит курс китайского?', 'Сколько стоит курс японского?'],
    ['Можно прийти с собакой?', 'Можно оплатить криптовалютой?'],
  ])('%j and %j are two', (one, other) => {
    expect(sizes([one], [other])).toEqual([1, 1]);
  });

  it('are counted by language, the most frequent first', () => {
    const groups = questionGroups(
      cases(['Есть лифт?'], ['Parking?', 'en'], ['Паркинг бар ма?', 'kk'], ['Лифт есть?']),
    );
    expect(groups.map(({ language, cases: { length } }) => [language, length])).toEqual([
      ['ru', 2],
      ['kk', 1],
      ['en', 1],
    ]);
  });

  it('are ignored with those that come later, and open again where they come after an answer', () => {
    const end = (outcome: 'dropped' | 'answered'): Case['end'] => ({ outcome, at: 1 });
    const stateOf = (ended: Case['end']): string[] =>
      questionGroups(cases(['Есть лифт?', 'ru', ended], ['Лифт есть?'])).map(({ state }) => state);
    expect(stateOf(end('dropped'))).toEqual(['dropped']);
    expect(stateOf(end('answered'))).toEqual(['open']);
  });

  it('count again from the last answer on', () => {
    const end: Case['end'] = { outcome: 'answered', at: 1 };
    const [group] = questionGroups(
      cases(['Есть лифт?', 'ru', end], ['Лифт есть?'], ['Лифт у вас есть?']),
    );
    expect(group?.cases.map(({ number }) => number)).toEqual([3, 2]);
  });

  it('are as alike with a phone in them', () => {
    expect(sizes(['Есть лифт? 7701…4567'], ['Лифт есть? 7705…9988'])).toEqual([2]);
  });

  it('show no phone', () => {
    expect(JSON.stringify(cases(['Позвоните на 87001234567?']))).not.toMatch(/700\D{0,2}123/);
  });
});

describe('a prompt with an answer', () => {
  it('has it in a section of its own, or at the end of the one that there is', () => {
    const first = withAnswer('# Цены\n\nКурс 35 000 ₸.\n', 'Есть парковка?', 'Да, во дворе.');
    expect(first).toBe(
      '# Цены\n\nКурс 35 000 ₸.\n\n# Вопросы и ответы\n\nЕсть парковка?\nДа, во дворе.\n',
    );
    expect(withAnswer(`${first}\n## Адрес\n\nАлматы\n`, 'Лифт есть', 'Нет.')).toBe(
      `${first}\nЛифт есть?\nНет.\n\n## Адрес\n\nАлматы\n`,
    );
  });
});
