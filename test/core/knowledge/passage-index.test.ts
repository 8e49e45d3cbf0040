import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { foldedWords } from '../../../src/core/knowledge/fold.ts';
import { PassageIndex } from '../../../src/core/knowledge/passage-index.ts';
import type { KnowledgePassage } from '../../../src/core/knowledge/passages.ts';

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wabot-index-'));
  file = join(folder, 'index.db');
});
afterEach(() => rm(folder, { recursive: true }));

/** The texts that are found, best first. */
function found(texts: readonly string[], question: string, heading = ''): string[] {
  const passages = texts.map((text): KnowledgePassage => ({ document: 'd', heading, text }));
  PassageIndex.build(file, passages);
  const index = PassageIndex.open(file);
  const best = index?.search(question, { limit: 3 }).map(({ text }) => text) ?? [];
  index?.close();
  return best;
}

const others = Array.from({ length: 30 }, (_, number) => `Другое предложение номер ${number}`);

describe('words', () => {
  it('are folded: case, ё, Kazakh letters, composed and decomposed, thousands of one number', () => {
    expect(foldedWords('Ёлка ҚЫЗДАРҒА й\u0306 5 000 ₸ А-91/2')).toEqual(
      foldedWords('елка кыздарга й\u0306 5000 ₸ а-91/2'),
    );
    expect(foldedWords('5\u00A0000 и 15\u202F500')).toEqual(['5000', 'и', '15500']);
  });
});

describe('the search', () => {
  it.each([
    ['endings', 'стрижки', 'Стрижка женская: 5 000 ₸'],
    ['Kazakh endings', 'қыздарға шаш қиюға', 'Қыз балалардың шашын қию'],
    ['Kazakh on a Russian keyboard', 'кыз балага шаш кию', 'Қыз балалардың шашын қию'],
    ['a number in another spelling', '5000', 'Стрижка женская: 5 000 ₸'],
    ['another word for it', 'прайс', 'Цены на услуги'],
    ['Russian for Kazakh', 'доставка', 'Жеткізу 1 500 ₸'],
    ['English for Russian', 'haircut', 'Стрижка женская: 5 000 ₸'],
    ['a name in other letters', 'is Aigerim there', 'Мастер Айгерим по субботам'],
    ['Russian in Latin letters', 'skolko stoit strizhka', 'Стрижка женская: 5 000 ₸'],
    ['what is called alike', 'yoga', 'Йога 12 000 ₸'],
    ['Kazakh words of trade', 'тежегіш ауыстыру', 'Замена тормозных колодок'],
  ])('finds by %s', (_, question, text) => {
    expect(found([...others, text], question)[0]).toBe(text);
  });

  it.each([
    ['men', 'Меню на неделю'],
    ['су бар ма', 'Суп дня'],
    ['menu', 'Мужская стрижка'],
  ])('takes %s for no other word that begins alike', (question, text) => {
    expect(found([...others, text], question)).toEqual([]);
  });

  it('finds by the heading', () => {
    expect(found(['Ждём вас'], 'доставка', 'Доставка')).toEqual(['Ждём вас']);
  });

  it.each(['', '?', '"', 'цена:', 'a AND', '*', "'; drop table passage", 'NEAR(', '\0', '🙂'])(
    'takes %j for words, never for syntax',
    (question) => {
      expect(() => found(others, question)).not.toThrow();
    },
  );

  it('looks among rows alone where it is asked to', () => {
    PassageIndex.build(file, [
      { document: 'd', heading: '', text: 'Стрижка: приходите' },
      { document: 'd', heading: '', text: 'Услуга: Стрижка', row: true },
    ]);
    const index = PassageIndex.open(file);
    const rows = index?.search('стрижка', { limit: 5, rowsOnly: true });
    index?.close();
    expect(rows).toEqual([
      { document: 'd', heading: '', text: 'Услуга: Стрижка', row: true, number: 1 },
    ]);
  });

  it('looks closely at no more than some, however many passages a word is in', () => {
    const many = Array.from({ length: 3_000 }, (_, number) => `Цена товара ${number}`);
    expect(found(many, 'цена')).toHaveLength(3);
    expect(found(many, 'цена товара 1234')[0]).toBe('Цена товара 1234');
  });
});

describe('an index', () => {
  it('that is not there, damaged or of another form is none', async () => {
    expect(PassageIndex.open(file)).toBeUndefined();
    await writeFile(file, 'no index');
    expect(PassageIndex.open(file)).toBeUndefined();
    await writeFile(file, '');
    expect(PassageIndex.open(file)).toBeUndefined();
  });
});
