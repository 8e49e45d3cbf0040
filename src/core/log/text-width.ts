import { stripVTControlCharacters } from 'node:util';

/** Characters as a person counts them: a flag or a family is one. */
export function charactersOf(text: string): string[] {
  return Array.from(new Intl.Segmenter().segment(text), ({ segment }) => segment);
}

/** Nothing that has to be looked at one by one: letters of the bot's languages, signs, digits. */
const simple = /^[\u0020-\u007e\u00a0-\u00ff\u0400-\u052f\u2010-\u2027\u20a0-\u20bf]*$/;

/** In columns of a terminal, where a picture takes two; styles take none. */
export function widthOf(text: string): number {
  const plain = stripVTControlCharacters(text);
  if (simple.test(plain)) return plain.length;
  return charactersOf(plain).reduce(
    (sum, each) => sum + (/\p{Extended_Pictographic}/u.test(each) ? 2 : 1),
    0,
  );
}
