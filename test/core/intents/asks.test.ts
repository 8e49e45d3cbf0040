import { describe, expect, it } from 'vitest';
import { asksForPerson } from '../../../src/core/intents/index.ts';
import { decisionsOf, rowsOf, wrongOf } from './rows.ts';

// Own wording, no real person or business, under the licence of this repository; `asks-rounds.txt` was labelled round by round before the rules saw it.
const given = rowsOf('asks-given.txt');
const files = ['asks-first.txt', 'asks-later.txt', 'asks-rounds.txt'];
const rows = [...given, ...files.flatMap(rowsOf)];

describe.each(['ru', 'kk', 'en'])('a message in %s', (language) => {
  it.each([true, false])('that asks for a person (%s) is told by its words', (want) => {
    const own = rows.filter((row) => row.language === language && row.want === want);
    expect(own.length).toBeGreaterThan(40);
    expect(wrongOf(own, asksForPerson).length).toBeLessThanOrEqual(own.length * 0.03);
  });
});

describe('asking for a person', () => {
  it('is decided row by row as in asks-decided.txt', async () => {
    await expect(decisionsOf(rows, asksForPerson)).toMatchFileSnapshot('asks-decided.txt');
  });

  it('is told in every row of the given set', () => {
    expect(wrongOf(given, asksForPerson)).toEqual([]);
  });

  it.each([
    'ПОЗОВИТЕ ЧЕЛОВЕКА!!!',
    'позовите человека 🙏🙏',
    '  оператор  ',
    'Pozovite operatora pojaluista',
    'adammen soileskim keledi',
    'адаммен сойлескым келеды',
    'соедените с минеджером',
    'опператора позовите',
    'здравствуйте, маған оператор керек, please',
    'We need a human.\nThanks',
  ])('is found in %j', (text) => {
    expect(asksForPerson(text)).toBe(true);
  });

  it.each([
    '',
    '   ',
    '🙂',
    '123',
    '?',
    'оператор связи',
    'работаю менеджером',
    '«позовите человека»',
    'a'.repeat(65_536),
  ])('is not found in %.40j', (text) => {
    expect(asksForPerson(text)).toBe(false);
  });

  it('is looked for in the beginning of a long text only', () => {
    expect(asksForPerson(`позовите человека. ${'слово '.repeat(20_000)}`)).toBe(true);
    expect(asksForPerson(`${'слово '.repeat(20_000)}. позовите человека`)).toBe(false);
  });
});
