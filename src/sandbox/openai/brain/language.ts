/** A language that the sandbox speaks. */
export type AnswerLanguage = 'ru' | 'kk' | 'en';

export function isLanguage(code: string): code is AnswerLanguage {
  return code === 'ru' || code === 'kk' || code === 'en';
}

const kazakhLetters = /[әғқңөұүһі]/gi;
const cyrillicLetters = /[а-яёәғқңөұүһі]/gi;
const latinLetters = /[a-z]/gi;

function count(text: string, letters: RegExp): number {
  return text.match(letters)?.length ?? 0;
}

/** The language of a text by its letters alone; undefined when there are too few to tell. Kazakh has its own in every tenth place. */
export function languageByLetters(text: string): AnswerLanguage | undefined {
  const cyrillic = count(text, cyrillicLetters);
  const latin = count(text, latinLetters);
  if (cyrillic + latin < 3) return undefined;
  if (latin > cyrillic) return 'en';
  return count(text, kazakhLetters) * 33 > cyrillic ? 'kk' : 'ru';
}

const englishNames: readonly [RegExp, AnswerLanguage][] = [
  [/\bRussian\b/, 'ru'],
  [/\bKazakh\b/, 'kk'],
  [/\bEnglish\b/, 'en'],
];

/** The language whose English name comes first in a text; undefined when there is none. */
export function languageNamed(text: string): AnswerLanguage | undefined {
  const named = englishNames
    .map(([name, language]) => ({ at: text.search(name), language }))
    .filter(({ at }) => at >= 0);
  return named.toSorted((one, other) => one.at - other.at)[0]?.language;
}
