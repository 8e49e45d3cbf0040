import { foldLetters, fromLatin } from '../brain/letters.ts';
import type { Passage } from '../brain/passages.ts';
import { sensesOf, type Sense } from './senses.ts';

/** A sentence, an item of a list or a row of a table, with its heading. */
export interface ToldSentence {
  passage: Passage;
  /** As it is written, without the heading. */
  text: string;
  senses: ReadonlySet<Sense>;
  words: readonly string[];
}

/** The sentences of the passages. */
export function toldIn(passages: readonly Passage[]): ToldSentence[] {
  return passages.flatMap((passage) =>
    passage.lines.flatMap(sentencesOf).map((text) => {
      const whole = `${passage.heading}\n${text}`;
      return {
        passage,
        text,
        senses: sensesOf(whole).senses,
        words: [whole, ...(text.match(/[A-Za-z]{3,}/g) ?? []).map(fromLatin)].flatMap((each) =>
          foldLetters(each).split(' '),
        ),
      };
    }),
  );
}

const amounts = /\d[\d\s]*(?:₸|тг|тенге|теңге)/gi;

/** Sentences; a long list of prices in one of them is taken apart. */
function sentencesOf(line: string): string[] {
  const isItem = /^\s*(?:[-*•+]|\d+[.)])\s/.test(line);
  return line
    .split(/(?<=[.!?])\s+(?=[\p{Lu}«])/u)
    .flatMap((sentence) =>
      !isItem && (sentence.match(amounts)?.length ?? 0) > 1
        ? sentence.split(/[,;:]\s/)
        : [sentence],
    );
}

/** Consonants that Kazakh endings soften, alike. */
function hardened(word: string): string {
  return word.replaceAll('г', 'к').replaceAll('б', 'п');
}

/** Whether two folded words are one with other endings, or with a slip. */
export function isWordAlike(mine: string, others: string): boolean {
  const [one, other] = [hardened(mine), hardened(others)];
  if (one === other) return true;
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  if (short.length < 3) return false;
  let shared = 0;
  while (shared < short.length && short[shared] === long[shared]) shared += 1;
  const root = Math.max(3, Math.ceil(short.length * 0.7));
  return shared >= root && long.length - shared <= (short.length < 5 ? 2 : 6);
}
