import { hintsOf } from './hints.ts';

/** A language that is none of Russian, Kazakh and English. */
export interface ForeignLanguage {
  /** ISO 639-1 where there is such a code, otherwise ISO 639-3. */
  code: string;
  /** Its name in English. */
  name: string;
}

/** Only so many characters are read. */
const mostCharacters = 2000;

/** In a script that the three languages share, shorter texts are guesses. */
const fewestWords = 4;
const fewestLetters = 18;

/** In any other script even a short sentence is plain. */
const fewestOfOtherScript = 5;

/** Spoken by few and written in the letters of many: no guess for a short text. */
const unlikely = ['skr'];

/** What franc calls a language may be a neighbour of the one whose words were found. */
const neighbours: Readonly<Record<string, readonly string[]>> = {
  por: ['glg', 'spa'],
  spa: ['glg', 'cat', 'vec', 'ast'],
  ind: ['zlm', 'jav', 'sun', 'min', 'bjn', 'mad'],
  tat: ['bak'],
  tur: ['azj', 'tuk'],
  azj: ['tur', 'tuk'],
  uzn: ['tuk'],
  deu: ['nds'],
  nld: ['afr', 'nds'],
  ces: ['slk'],
  swe: ['dan', 'nob', 'nno'],
};

/** Three signs of a language are enough where franc finds it too; with fewer, none of ours may be near, as a share of its likelihood. */
const manySigns = 3;
const leastShare = 0.25;
const likelyOurs = 0.9;
const unlikelyOurs = 0.6;
const fewestLettersOfOneSign = 30;

/**
 * Recognises that a text is in none of the three languages. Cautious: undefined whenever it may be in one of them, for
 * texts of fewer than four words or 18 letters (5 letters in a script other than Cyrillic and Latin), and for languages
 * without hints. Loads franc for texts that look foreign only.
 */
export async function foreignLanguage(text: string): Promise<ForeignLanguage | undefined> {
  const read = text.slice(0, mostCharacters);
  const letters = read.match(/\p{L}/gu) ?? [];
  const other = read.match(/[\p{L}--[\p{Script=Cyrillic}\p{Script=Latin}]]/gv)?.length ?? 0;
  if (other >= fewestOfOtherScript && other > letters.length / 2) return byScript(read);
  const words = read.match(/\p{L}[\p{L}\p{M}'’]*/gu)?.length ?? 0;
  if (words < fewestWords || letters.length < fewestLetters) return undefined;
  const found = hintsOf(read);
  if (found.length === 0) return undefined;
  const { francAll } = await import('franc');
  const guesses = francAll(read);
  const guess = guesses[0]?.[0] ?? 'und';
  const hint =
    found.find(({ code }) => code === guess) ??
    found.find(({ code }) => neighbours[code]?.includes(guess));
  if (!hint) return undefined;
  const size = { words, letters: letters.length };
  return isPlain(hint.signs, size, likelihoodOfOurs(guesses)) ? named(hint.code) : undefined;
}

async function byScript(text: string): Promise<ForeignLanguage | undefined> {
  const { franc } = await import('franc');
  const guess = franc(text, { minLength: fewestOfOtherScript, ignore: unlikely });
  return guess === 'und' ? undefined : named(guess);
}

/** How near franc finds the nearest of the three languages to its first guess, up to 1. */
function likelihoodOfOurs(guesses: readonly (readonly [string, number])[]): number {
  return guesses.find(([code]) => code === 'rus' || code === 'kaz' || code === 'eng')?.[1] ?? 0;
}

function isPlain(
  signs: number,
  { words, letters }: { words: number; letters: number },
  ours: number,
): boolean {
  if (signs >= manySigns) return true;
  if (signs === 2) return words * leastShare <= signs || ours < likelyOurs;
  return ours < unlikelyOurs && letters >= fewestLettersOfOneSign;
}

function named(code: string): ForeignLanguage {
  const canonical = new Intl.Locale(code).language;
  return {
    code: canonical,
    name: new Intl.DisplayNames('en', { type: 'language' }).of(canonical) ?? canonical,
  };
}
