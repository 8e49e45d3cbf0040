/** Kazakh letters as people type them on a Russian keyboard, and pairs of letters that many do not tell apart. */
const folded: Readonly<Record<string, string>> = {
  ә: 'а',
  ғ: 'г',
  қ: 'к',
  ң: 'н',
  ө: 'о',
  ұ: 'у',
  ү: 'у',
  һ: 'х',
  і: 'и',
  ё: 'е',
};

/** Small letters and digits in words, with everything alike that is often typed alike. */
export function foldLetters(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[әғқңөұүһіё]/g, (letter) => folded[letter] ?? letter)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

const latinPairs: readonly [RegExp, string][] = [
  [/shch/g, 'щ'],
  [/sh/g, 'ш'],
  [/ch/g, 'ч'],
  [/zh/g, 'ж'],
  [/kh/g, 'х'],
  [/ts/g, 'ц'],
  [/ya|ia/g, 'я'],
  [/yu|iu/g, 'ю'],
];

const latin = 'abcdefghijklmnopqrstuvwxyz';
const cyrillic = 'абсдефгхижклмнопкрстувшхыз';

/** Russian or Kazakh in Latin letters, in Cyrillic ones; other text as it is. */
export function fromLatin(text: string): string {
  if (!/[a-z]/i.test(text) || /[а-яё]/i.test(text)) return text;
  const paired = latinPairs.reduce(
    (result, [pair, letter]) => result.replace(pair, letter),
    text.toLowerCase(),
  );
  return paired.replace(/[a-z]/g, (letter) => cyrillic[latin.indexOf(letter)] ?? letter);
}

/** The letter 3- to 5-grams of a folded text, a word at a time, with word ends marked; how often each occurs. */
export function grams(foldedText: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of foldedText.split(' ').filter(Boolean)) {
    const marked = `_${word}_`;
    for (let size = 3; size <= 5; size += 1) {
      for (let at = 0; at + size <= marked.length; at += 1) {
        const gram = marked.slice(at, at + size);
        counts.set(gram, (counts.get(gram) ?? 0) + 1);
      }
    }
  }
  return counts;
}

/** Grams of words that were compared before: those of a business are, with each question. */
const compared = new Map<string, ReadonlyMap<string, number>>();
const mostCompared = 10_000;

function gramsOfWord(word: string): ReadonlyMap<string, number> {
  const known = compared.get(word);
  if (known) return known;
  if (compared.size >= mostCompared) compared.clear();
  const counted = grams(word);
  compared.set(word, counted);
  return counted;
}

/** Whether two folded words have two fifths of their n-grams in common: a typo or another ending. */
export function isLike(one: string, other: string): boolean {
  if (one === other) return true;
  const [mine, others] = [gramsOfWord(one), gramsOfWord(other)];
  const needed = 0.2 * (mine.size + others.size);
  if (Math.min(mine.size, others.size) < needed) return false;
  let shared = 0;
  for (const gram of mine.keys()) if (others.has(gram)) shared += 1;
  return shared >= needed;
}
