import { fold } from '../lexicon/fold.ts';

/** Endings of Russian, English and Kazakh words as they are looked up (folded), the longest first. */
const russian = endings(
  'иями ями ами иях ях ах ого его ому ему ими иеи ия ию ии еи ои ая яя ое ее ие ую юю ов ев ам ям ом ем им их ешь ишь ете ите ет ит ут ют ат ят ть ла ло ли а я о е у ю и л',
);
const english = endings('ings ing edly ed es s ly e');
const kazakh = endings(
  'лардин лердин дардин дердин тардин тердин ларга лерге ларди лерди лар лер дар дер тар тер нин дин тин нда нде дан ден тан тен нан нен мен бен пен иниз имиз низ миз низди га ге ка ке на не ди ти ни да де та те си ин им и м н',
);

/** Kazakh sets one ending behind the other. */
const mostKazakhEndings = 3;
/** A stem has so many letters at least: Russian ones may be as short as that of `дня`. */
const shortestStem = 3;
const shortestRussian = 2;

function endings(list: string): readonly string[] {
  return list.split(' ').toSorted((one, other) => other.length - one.length);
}

/** A text, or the words that are looked for in it, as stems: numbers in one spelling, each other word as what it may be a form of. */
export type Stems = readonly (readonly string[])[];

/** The words and numbers of a text, each as its stems. `30 000`, `30,000` and `30000` are one number; `10 %` is another than `10`. */
export function stemsOf(text: string): Stems {
  const plain = text
    .normalize('NFKC')
    .replaceAll(/(?<=\d)[ ,.'’](?=\d{3}(?!\d))/g, '')
    .replaceAll(/(?<=\d) %/g, '%');
  const words = plain.match(/\d+(?:[.,:]\d+)*%?|[\p{L}\p{M}]+/gu) ?? [];
  return words.map((word) => (/^\d/.test(word) ? [word] : formsOf(word)));
}

/** Whether these words stand in a text one behind the other, in whatever form. */
export function holdsWords(text: Stems, wanted: Stems): boolean {
  if (wanted.length === 0) return false;
  return text.some((_, at) =>
    wanted.every((forms, index) => text[at + index]?.some((form) => forms.includes(form)) === true),
  );
}

function formsOf(word: string): string[] {
  const folded = fold(word);
  if (/^[a-z]/.test(folded)) return [cut(folded, english, shortestStem)];
  let stem = folded;
  for (let left = mostKazakhEndings; left > 0; left -= 1) {
    const shorter = cut(stem, kazakh, shortestStem);
    if (shorter === stem) break;
    stem = shorter;
  }
  return [...new Set([withoutFleeting(cut(folded, russian, shortestRussian)), `kk ${hard(stem)}`])];
}

function cut(word: string, list: readonly string[], shortest: number): string {
  const ending = list.find((each) => word.length - each.length >= shortest && word.endsWith(each));
  return ending === undefined ? word : word.slice(0, -ending.length);
}

/** `скидок` and `скидки`, `день` and `дня`. */
function withoutFleeting(stem: string): string {
  return stem.replace(/(?<=[^аеиоуюя])[ое](?=[^аеиоуюя]$)/, '');
}

/** `мектеп` and `мектебі`. */
function hard(stem: string): string {
  const last: Readonly<Record<string, string>> = { б: 'п', г: 'к' };
  return stem.slice(0, -1) + (last[stem.at(-1) ?? ''] ?? stem.slice(-1));
}
