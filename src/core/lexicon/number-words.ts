import { fold } from './fold.ts';

/** In which form a number stands; `ordGen` is a Russian ordinal in the genitive, `poss` a Kazakh day of a month, `loc`, `dat`, `abl`, `gen` Kazakh for at, to, from and of. */
export type NumberForm = 'card' | 'ord' | 'ordGen' | 'loc' | 'dat' | 'abl' | 'gen' | 'poss';

export interface NumberWord {
  readonly value: number;
  readonly form: NumberForm;
  /** Whether it may stand before a smaller number: "двадцать", "он". */
  readonly tens: boolean;
  readonly english: boolean;
}

const russian = `один одного одному одна одной одну|два две двух двум двумя|три трех трем|четыре четырех четырем|пят пяти|шест шести|сем семи|восем восми|девят девяти|десят десяти|одинадцат одинадцати|двенадцат двенадцати|тринадцат тринадцати|четирнадцат четирнадцати|
  пятнадцат пятнадцати|шестнадцат шестнадцати|семнадцат семнадцати|восемнадцат восемнадцати|девятнадцат девятнадцати|двадцат двадцати`;
const russianOrdinals =
  'перв втор трет четверт пят шест седм восм девят десят одинадцат двенадцат тринадцат четирнадцат пятнадцат шестнадцат семнадцат восемнадцат девятнадцат двадцат';
const english =
  'one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty';
const englishOrdinals =
  'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth';
const kazakh = 'бир еки уш торт бес алти жети сегиз тогиз он';

/** Endings of Russian ordinals, folded; the genitive first. */
const ordinalEnding = /(?:ого|его|ое|ее|е|ому|ему|ом|ем|ии|ая|ои|ую)$/;

/** Endings of Kazakh numbers, folded: where, to where, from where, of a day of the month, which one. */
const kazakhEndings: readonly (readonly [RegExp, NumberForm])[] = [
  [/^(?:с?инд[ае]|с?ин[ае]|с?инан|си|и)$/, 'poss'],
  [/^(?:с?и)?нши(?:с?и?н[дае]*)?$/, 'ord'],
  [/^[дт][ае]$/, 'loc'],
  [/^(?:г|к)[ае]$/, 'dat'],
  [/^[ндт][ае]н$/, 'abl'],
  [/^[ндт]ин$/, 'gen'],
  [/^$/, 'card'],
];

const words = new Map<string, NumberWord>();
const put = (word: string, value: number, form: NumberForm, tens = false): void => {
  words.set(word, { value, form, tens, english: /^[a-z]/.test(word) });
};
russian.split('|').forEach((forms, at) => {
  for (const form of forms.trim().split(' ')) put(fold(form), at + 1, 'card', at === 19);
});
english.split(' ').forEach((word, at) => put(fold(word), at + 1, 'card', at === 19));
englishOrdinals.split(' ').forEach((word, at) => put(fold(word), at + 1, 'ord'));
for (const word of ['тридцат', 'тридцати', 'thirty']) put(word, 30, 'card', true);
for (const word of ['сорок', 'сорока', 'forty']) put(word, 40, 'card', true);
for (const word of ['пятдесят', 'пятидесяти', 'fifty']) put(word, 50, 'card', true);
put('thirtieth', 30, 'ord');
const largerTens = ['шестдесят sixty', 'семдесят seventy', 'восемдесят eighty', 'девяносто ninety'];
largerTens.forEach((forms, at) => {
  for (const form of forms.split(' ')) put(form, 60 + at * 10, 'card', true);
});
const hundreds = 'сто двести триста четиреста пятсот шестсот семсот восемсот девятсот';
hundreds.split(' ').forEach((word, at) => put(word, (at + 1) * 100, 'card', true));
['алпис', 'жетпис', 'сексен', 'токсан'].forEach((word, at) => {
  put(word, 60 + at * 10, 'card', true);
});

const ordinals = new Map(russianOrdinals.split(' ').map((stem, at) => [stem, at + 1]));
ordinals.set('тридцат', 30);

const kazakhStems: readonly (readonly [string, number])[] = [
  ...kazakh.split(' ').map((stem, at) => [stem, at + 1] as const),
  ['жиирма', 20],
  ['жирма', 20],
  ['отиз', 30],
  ['кирик', 40],
  ['елу', 50],
];

/** Words that begin as Kazakh numbers do and are none, "together", "once", "there"; the Russian "they", "she", "cake"; and "west", which is "шесть" in Latin letters. */
const noNumbers =
  /^(?:west|бирге|бирде|бирден|онда|ондан|онан|они|она|оно|уши|ушам|бесе|бесит|торта|торт)$/;

/** The number that a folded word is, Russian or Kazakh also when typed in Latin letters; undefined for no number. */
export function numberWord(word: string, cyrillic: string): NumberWord | undefined {
  const known = words.get(word) ?? words.get(cyrillic);
  if (known) return noNumbers.test(word) ? undefined : known;
  const ending = ordinalEnding.exec(cyrillic)?.[0];
  const ordinal =
    ending === undefined ? undefined : ordinals.get(cyrillic.slice(0, -ending.length));
  if (ordinal !== undefined) {
    const form = /^[ое]го$/.test(ending ?? '') ? 'ordGen' : 'ord';
    return { value: ordinal, form, tens: false, english: false };
  }
  return noNumbers.test(cyrillic) ? undefined : kazakhNumber(cyrillic);
}

function kazakhNumber(word: string): NumberWord | undefined {
  for (const [stem, value] of kazakhStems) {
    if (!word.startsWith(stem)) continue;
    // Doubled letters are one: "төртте" is "торте".
    const rest = word.slice(stem.length).replace(/^(?=[аеи]н?$)/, stem === 'торт' ? 'т' : '');
    const form = kazakhForm(rest);
    if (form !== undefined) {
      const tens = value >= 10 && form === 'card';
      return { value, form, tens, english: false };
    }
  }
  return undefined;
}

/** The form that a Kazakh ending gives to a number; undefined where it is none. */
export function kazakhForm(ending: string): NumberForm | undefined {
  return kazakhEndings.find(([pattern]) => pattern.test(ending))?.[1];
}

/** The form of a number in digits by what is written behind it, folded: "15-го", "18ге", "4th". */
export function digitsForm(ending: string): NumberForm | undefined {
  if (/^(?:о?го|его|ое|е|st|nd|rd|th|ст|нд|рд|тх)$/.test(ending)) return 'ordGen';
  if (/^(?:и|ии|ои|о?му|ом|ая|я)$/.test(ending)) return 'ord';
  return ending === '' ? undefined : kazakhForm(ending);
}
