import { describe, expect, it } from 'vitest';
import { estimateTokens, reviewPrompt } from '../../../src/core/prompts/prompt-review.ts';

describe('a review', () => {
  it('tells the size', () => {
    expect(reviewPrompt('Чай — 5 ₸')).toEqual({
      characters: 9,
      bytes: 16,
      tokens: 3,
      warnings: [],
    });
  });

  it.each([
    ['', 'is empty'],
    [' \n\t', 'is empty'],
    ['я'.repeat(1_000_001), 'is larger than 2 MB'],
  ])('refuses what is no prompt: %#', (text, problem) => {
    expect(reviewPrompt(text).problem).toContain(problem);
  });

  it('warns of a large one', () => {
    expect(reviewPrompt('x '.repeat(200_001)).warnings).toEqual([
      { message: expect.stringContaining('shorten it') as string },
    ]);
    expect(reviewPrompt('x '.repeat(200_000)).warnings).toEqual([]);
  });

  it.each([
    'TODO: цены',
    'Цена: XXX ₸',
    'Цена: ХХХХ тенге',
    'Адрес: TBD',
    'Наш адрес: [вставьте адрес]',
    '[Укажите часы работы]',
    '[your phone]',
    '[мекенжайды енгізіңіз]'.replace('мекенжайды ', ''),
    'Звоните [...]',
    'Здравствуйте, {{имя}}!',
    'Lorem ipsum dolor',
    'Мы — <название магазина>.',
    'We are <Name>.',
  ])('finds the unfinished place in "%s"', (line) => {
    expect(reviewPrompt(`Чай\n${line}`).warnings).toEqual([
      { line: 2, message: expect.stringContaining('line 2 seems unfinished: ') as string },
    ]);
  });

  it.each([
    'Размеры: M, XXL, XXXL',
    'Пишите на <info@a.kz> или <https://a.kz>',
    '[ваш сайт](https://a.kz)',
    'Если клиент злится: <rules>не спорь</rules><br>',
    '2 < 3 и 5 > 4',
    'Сертификат [A1] действует год. Методология. Автодом',
    'Вашим гостям [ваза] скидка',
  ])('leaves "%s" alone', (line) => {
    expect(reviewPrompt(line).warnings).toEqual([]);
  });
});

it('tokens are estimated: four ASCII characters each, three others', () => {
  expect(estimateTokens('abcd efgh')).toBe(3);
  expect(estimateTokens('абвгде')).toBe(2);
  expect(estimateTokens('')).toBe(0);
});
