import { describe, expect, it } from 'vitest';
import { claimsAction } from '../../../src/core/intents/index.ts';
import { decisionsOf, rowsOf, wrongOf } from './rows.ts';

const rows = [...rowsOf('claims-first.txt'), ...rowsOf('claims-later.txt')];

describe.each(['ru', 'kk', 'en'])('a reply in %s', (language) => {
  it.each([true, false])('that claims a deed (%s) is told by its words', (want) => {
    const own = rows.filter((row) => row.language === language && row.want === want);
    expect(own.length).toBeGreaterThan(35);
    expect(wrongOf(own, claimsAction).length).toBeLessThanOrEqual(
      own.length * (want ? 0.03 : 0.01),
    );
  });
});

describe('a claim', () => {
  it('is decided row by row as in claims-decided.txt', async () => {
    await expect(decisionsOf(rows, claimsAction)).toMatchFileSnapshot('claims-decided.txt');
  });

  it('is found in any sentence of a reply', () => {
    expect(
      claimsAction('Добрый день! Урок стоит 5000 ₸. Записала вас на вторник. Что-нибудь ещё?'),
    ).toBe(true);
    expect(claimsAction('Добрый день! Урок стоит 5000 ₸.\nЗаписать вас на вторник?')).toBe(false);
  });

  it('stays one when a condition or a question follows', () => {
    expect(claimsAction('Записала вас на вторник, удобно?')).toBe(true);
    expect(claimsAction('Записала вас на вторник, если что, пишите.')).toBe(true);
    expect(claimsAction('Вы записаны на вторник?')).toBe(false);
  });

  it('is not a promise for later', () => {
    for (const text of [
      'Передам ваш вопрос менеджеру.',
      'I’ll book you in.',
      'Менеджерге айтамын.',
      '',
    ])
      expect(claimsAction(text)).toBe(false);
  });

  it('is looked for in the beginning of a long reply only', () => {
    expect(claimsAction(`${'слово '.repeat(20_000)}. Я вас записала.`)).toBe(false);
  });
});
