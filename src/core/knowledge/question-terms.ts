import { foldedWords } from './fold.ts';
import { synonymsOf } from './synonyms.ts';

/** One way in which a word of a question may stand in a text: as it is, or as the beginning of a word. */
export interface TermForm {
  text: string;
  whole: boolean;
  /** What a hit is worth, beside those of the other ways. */
  weight: number;
}

/** A word of a question, with every way in which it is looked for; the first is the widest of its own. */
export interface Term {
  word: string;
  ways: readonly [TermForm, ...TermForm[]];
}

/** Words beyond these are not looked for: a question has its subject in fewer. */
const mostTerms = 40;

/**
 * What to look for. Endings carry the grammar in all three languages, so that half a word, with seven tenths and all of it as further
 * evidence, does better than a stemmer (measured; Kazakh has none); words of at most three letters count as they are.
 */
export function questionTerms(question: string): Term[] {
  const words = [...new Set(foldedWords(question))].slice(0, mostTerms);
  return words.map((word) => ({ word, ways: [...ownWays(word), ...others(word)] }));
}

function ownWays(word: string): [TermForm, ...TermForm[]] {
  const whole = (weight: number): TermForm => ({ text: word, whole: true, weight });
  if (word.length <= 3 || /^\p{N}+$/u.test(word)) return [whole(1.5)];
  const begin = (share: number): TermForm => ({
    text: word.slice(0, Math.max(3, Math.ceil(share * word.length))),
    whole: false,
    weight: 0.5,
  });
  return [begin(0.5), begin(0.7), whole(0.5)];
}

/** What means the same in another word or language is worth less than the customer's own word. */
function others(word: string): TermForm[] {
  return synonymsOf(word).map((same) => ({ ...same, weight: 0.5 }));
}
