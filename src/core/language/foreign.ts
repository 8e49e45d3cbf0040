import { hintedLanguages } from './hints.ts';

/** A language that is none of Russian, Kazakh and English. */
export interface ForeignLanguage {
  /** ISO 639-1 where there is such a code, otherwise ISO 639-3. */
  code: string;
  /** Its name in English. */
  name: string;
}

/** Only so many characters are read. */
const mostCharacters = 2000;

/** In a script that the three languages share, fewer letters are guesses. */
const fewestLetters = 40;

/** In any other script even a short sentence is plain. */
const fewestOfOtherScript = 10;

/** What franc calls a language may be a neighbour of the one whose words were found. */
const neighbours: Readonly<Record<string, readonly string[]>> = {
  por: ['glg'],
  spa: ['glg', 'cat', 'vec'],
  ind: ['zlm', 'jav', 'sun', 'min', 'bjn'],
  tat: ['bak'],
  tur: ['azj'],
  azj: ['tur'],
};

/**
 * Recognises that a text is in none of the three languages. Cautious: undefined whenever it may be in one of them, for
 * texts of fewer than 40 letters (10 in a script other than Cyrillic and Latin), and for languages without hints.
 * Loads franc for texts that look foreign only.
 */
export async function foreignLanguage(text: string): Promise<ForeignLanguage | undefined> {
  const letters = text.slice(0, mostCharacters).match(/\p{L}/gu) ?? [];
  const other = letters.filter((letter) => !/[\p{Script=Cyrillic}\p{Script=Latin}]/u.test(letter)).length;
  const otherScript = other >= fewestOfOtherScript && other > letters.length / 2;
  if (!otherScript && letters.length < fewestLetters) return undefined;
  const hinted = otherScript ? [] : hintedLanguages(text.slice(0, mostCharacters));
  if (!otherScript && hinted.length === 0) return undefined;
  const { franc } = await import('franc');
  const guess = franc(text.slice(0, mostCharacters));
  if (guess === 'und') return undefined;
  if (otherScript || hinted.includes(guess)) return named(guess);
  const near = hinted.find((code) => neighbours[code]?.includes(guess));
  return near === undefined ? undefined : named(near);
}

function named(code: string): ForeignLanguage {
  const canonical = new Intl.Locale(code).language;
  return { code: canonical, name: new Intl.DisplayNames('en', { type: 'language' }).of(canonical) ?? canonical };
}
