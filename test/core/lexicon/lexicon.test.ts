import { describe, expect, it } from 'vitest';
import { asCyrillic, fold } from '../../../src/core/lexicon/fold.ts';
import { lexiconOf } from '../../../src/core/lexicon/lexicon.ts';
import { numberWord } from '../../../src/core/lexicon/number-words.ts';

const means = lexiconOf(
  { person: 'оператор* человек', shop: 'магазин*', short: 'чек*', plain: 'доставка' },
  ['person', 'short'],
);
const found = (word: string): string[] => [...means(word)];

/** The word with one slip at each letter but the first: left out, another one, one more, swapped with the next. */
function slipsOf(word: string): string[] {
  return Array.from(word.slice(1), (_, index) => {
    const [head, tail] = [word.slice(0, index + 1), word.slice(index + 1)];
    const swapped = tail.length < 2 ? [] : [`${head}${tail[1]}${tail[0]}${tail.slice(2)}`];
    return [`${head}${tail.slice(1)}`, `${head}ы${tail.slice(1)}`, `${head}ы${tail}`, ...swapped];
  }).flat();
}

describe('a word', () => {
  it('is found whole, or by its begin where the list says so', () => {
    expect(['человек', 'человека', 'операторы', 'оператор'].map(found)).toEqual([
      ['person'],
      [],
      ['person'],
      ['person'],
    ]);
  });

  it('has every meaning under which it stands', () => {
    const both = lexiconOf({ one: 'ключ*', two: 'ключи', three: 'ключик' });
    expect([...both('ключи')].toSorted()).toEqual(['one', 'two']);
  });

  it('is found in Latin letters', () => {
    expect(['operator', 'chelovek', 'magazin'].map(found)).toEqual([
      ['person'],
      ['person'],
      ['shop'],
    ]);
  });

  it.each(slipsOf('оператору'))('is found with one slip: %s', (word) => {
    expect(found(word)).toEqual(['person']);
  });

  it.each(slipsOf('человек'))('that is wanted whole is found with one slip: %s', (word) => {
    expect(found(word)).toEqual(['person']);
  });

  it('is not found with two slips, a wrong first letter, or where slips are not looked for', () => {
    for (const word of ['опиратар', 'аператор', 'магозин', 'доставко', 'чик', 'человеками', ''])
      expect(found(word)).toEqual([]);
  });

  it('counts by its first 24 letters', () => {
    expect(found(`оператор${'ж'.repeat(10_000)}`)).toEqual(['person']);
  });
});

describe('a folded word', () => {
  it.each([
    ['Ёлка', 'елка'],
    ['сағат', 'сагат'],
    ['Қыркүйек', 'киркуиек'],
    ['таңғы', 'тани'],
    ['коллега', 'колега'],
    ['ИИ', 'ии'],
    ['ООО', 'о'],
    ['é', 'e'],
    ['ﬁne', 'fine'],
    ['подъезд', 'подезд'],
    ['СӘРСЕНБІ', 'сарсенби'],
  ])('%s is looked up as %s', (word, folded) => {
    expect(fold(word)).toBe(folded);
  });

  it.each([
    ['zhuma', 'жума'],
    ['juma', 'жума'],
    ['shchi', 'ши'],
    ['chas', 'час'],
    ['tsena', 'цена'],
    ['khan', 'хан'],
    ['yabloko', 'яблоко'],
    ['senbi', 'сенби'],
    ['zavtra', 'завтра'],
  ])('in Latin letters is read as in Cyrillic ones: %s', (word, cyrillic) => {
    expect(asCyrillic(fold(word))).toBe(cyrillic);
  });
});

describe('words for numbers', () => {
  const words = {
    ru: `один одного одному одной двух двум три трёх четыре четырёх пять пяти шесть шести семь семи восемь восьми девять девяти
      десять десяти одиннадцать двенадцати тринадцать четырнадцать пятнадцать шестнадцать семнадцать восемнадцать девятнадцать двадцать двадцати
      тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто сто двести триста девятьсот
      первый первого первое второго третьего четвёртое пятого шестое седьмого восьмое девятого десятое пятнадцатого двадцатое тридцатого
      они она торт`,
    kk: `бір бірде бірге екі екіде үш үште үшке үштен төрт төртте төрттен бес бесте бестен бесінші алты алтыда жеті жетіде сегіз тоғыз он онда
      он онға жиырма отыз отызда қырық елу алпыс жетпіс сексен тоқсан екінші үшінші оныншы жиырмасыншы отызыншы ушінде бірінде`,
    en: `one two three four five six seven eight nine ten eleven twelve thirteen fifteen twenty thirty forty fifty sixty seventy eighty ninety
      first second third fourth fifth ninth twelfth twentieth thirtieth`,
  };

  it.each(['ru', 'kk', 'en'] as const)('in %s', async (language) => {
    const lines = words[language].split(/\s+/).map((word) => {
      const folded = fold(word);
      const read = numberWord(folded, asCyrillic(folded));
      return `${word} = ${read === undefined ? 'nothing' : `${read.value} ${read.form}${read.tens ? ' tens' : ''}`}`;
    });
    await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot(`numbers.${language}.txt`);
  });
});
