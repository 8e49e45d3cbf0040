import { phrases, type WordMeaning } from './words.ts';

/** A place in the tree of phrases: where each next word or `stem*` leads, and what the phrase that ends here means. */
interface Place {
  next?: Map<string, Place>;
  meaning?: WordMeaning;
}

/** Whatever Russian, Kazakh and English put behind a stem; Kazakh as `plain` leaves it. */
const ending = new RegExp(
  `^(?:${[
    "['’]?s",
    'й|ь|а|я|у|ю|ы|и|е|о|ой|ою|ей|ом|ем|ам|ям|ами|ями|ах|ях|ов|ев|ье|ья|ью|ьем|ьям|ьях|ьями|ие|ия|ию|ием|иям|ий|ый|ая|ое|ее|ые|ого|его|ому|ему|ым|им|ых|их|ыми|ими|ую|юю',
    '(?:(?:лар|лер|дар|дер)?(?:ы|и|сы|си)?н?)(?:ын|ин|ы|и|а|е|да|де|та|те|дан|ден|тан|тен|ан|ен|га|ге|ка|ке|нан|нен|нда|нде)?',
  ].join('|')})$`,
);

const longestWord = 24;
const kazakh: Readonly<Record<string, string>> = {
  ә: 'а',
  ə: 'а',
  ө: 'о',
  ұ: 'у',
  ү: 'у',
  қ: 'к',
  ғ: 'г',
  ң: 'н',
  һ: 'х',
  і: 'и',
  ё: 'е',
};
const lookalike: Readonly<Record<string, string>> = {
  a: 'а',
  b: 'в',
  c: 'с',
  e: 'е',
  h: 'н',
  i: 'и',
  k: 'к',
  m: 'м',
  o: 'о',
  p: 'р',
  t: 'т',
  x: 'х',
  y: 'у',
};

let root: Place | undefined;

/** The longest phrase at the beginning of these words: what it means and of how many of them it is; undefined when there is none. */
export function phraseAt(
  words: readonly string[],
): { meaning: WordMeaning; count: number } | undefined {
  root ??= plant();
  return longest(root, words, 0);
}

function longest(
  place: Place,
  words: readonly string[],
  count: number,
): { meaning: WordMeaning; count: number } | undefined {
  const word = words[count];
  const further =
    word === undefined ? [] : next(place, word).map((to) => longest(to, words, count + 1));
  const best = further.reduce(
    (one, other) => (other && (!one || other.count > one.count) ? other : one),
    undefined,
  );
  return best ?? (place.meaning === undefined ? undefined : { meaning: place.meaning, count });
}

/** Where a word leads: as it is, by its stem, or with the Latin letters read that were typed for Cyrillic ones. */
function next(place: Place, word: string): Place[] {
  if (word.length > longestWord) return [];
  const plain = word.replace(/[әəөұүқғңһіё]/g, (letter) => kazakh[letter] ?? letter);
  const cyrillic = plain.replace(/[abcehikmoptxy]/g, (letter) => lookalike[letter] ?? letter);
  return [...new Set([plain, cyrillic])].flatMap((written) => {
    const whole = place.next?.get(written);
    const stem = placeOfStem(place, written);
    return [whole, stem].filter((found) => found !== undefined);
  });
}

/** Where the longest stem of a word leads. */
function placeOfStem(place: Place, word: string): Place | undefined {
  for (let length = word.length; length > 1; length -= 1) {
    const found = place.next?.get(`${word.slice(0, length)}*`);
    if (found && (length === word.length || ending.test(word.slice(length)))) return found;
  }
  return undefined;
}

function plant(): Place {
  const top: Place = {};
  for (const [meaning, list] of Object.entries(phrases) as [WordMeaning, string][])
    for (const phrase of list.split('|')) {
      let place = top;
      for (const word of phrase.split(' ')) place = branch(place, word.replace(/\*.*/, '*'));
      place.meaning = meaning;
    }
  return top;
}

function branch(place: Place, word: string): Place {
  place.next ??= new Map();
  const known = place.next.get(word);
  if (known) return known;
  const grown: Place = {};
  place.next.set(word, grown);
  return grown;
}
