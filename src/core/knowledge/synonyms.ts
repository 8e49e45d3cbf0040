import { readFileSync } from 'node:fs';
import { foldedWords } from './fold.ts';

/** A word of the dictionary: as it is, or as the beginning that its forms share. */
export interface TradeWord {
  text: string;
  whole: boolean;
}

/**
 * Words of trade that mean one thing in Russian, Kazakh and English, each as the beginning that its forms share; a dot ends a word that
 * has no other form. What sounds alike in two languages needs no line: it is found by its sound.
 */
const groups = Object.values(
  JSON.parse(readFileSync(new URL('trade-words.json', import.meta.url), 'utf8')) as Record<
    string,
    string[]
  >,
).flat();

const letters = 3;
const byStart = new Map<string, TradeWord[][]>();
for (const group of groups) {
  const words = group
    .split(' ')
    .flatMap((entry) =>
      foldedWords(entry).map((text) => ({ text, whole: entry.endsWith('.') || text.length <= 2 })),
    );
  for (const start of new Set(words.map(({ text }) => text.slice(0, letters))))
    byStart.set(start, [...(byStart.get(start) ?? []), words]);
}

/** What means the same as a folded word, in the three languages; nothing where the dictionary has no such word. */
export function synonymsOf(word: string): TradeWord[] {
  const near = byStart.get(word.slice(0, letters)) ?? [];
  const same = near.filter((group) => group.some((entry) => stands(entry, word))).flat();
  const others = new Map(same.map((entry) => [entry.text, entry]));
  return [...others.values()].filter(({ text }) => !word.startsWith(text));
}

/** A short beginning stands for itself with a short ending: «чай» is tea, «чайхана» is none. */
function stands({ text, whole }: TradeWord, word: string): boolean {
  if (whole) return word === text;
  return word.startsWith(text) && word.length - text.length <= Math.max(2, text.length);
}
