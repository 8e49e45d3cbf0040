import { languages, type Language } from '../../src/core/language/languages.ts';
import type { Labelled, Message, Vocabulary } from './data.ts';
import { brands, kazakhNames, latinNames } from './names.ts';
import { pick, type Random } from './random.ts';
import { typed } from './typing.ts';

/** One round of training: every message four times as it is, twice as somebody else could have typed it, and the vocabulary. */
export function samplesOf(
  messages: readonly Message[],
  { phrases, words, shared }: Vocabulary,
  random: Random,
): Labelled[] {
  const own = [...messages, ...messages].flatMap(({ text, lang, derived }) =>
    lang === 'und' ? [] : [{ text, language: lang, typed: derived === 'none' }],
  );
  const again = own.map((sample) => (sample.typed ? retyped(sample, random) : sample));
  const others = [...again, ...phrases.map((phrase) => retyped(phrase, random))];
  return [
    ...own,
    ...own,
    ...others.map((sample) => withStrangers(sample, words.ru, random)),
    ...languages.flatMap((language) =>
      words[language].map((word) => aloneOrTwo(word, language, words[language], random)),
    ),
    ...shared.map((text) => ({ text, language: pick(random, ['ru', 'kk'] as const) })),
  ];
}

function retyped({ text, language }: Labelled, random: Random): Labelled {
  return { text: typed(text, language, random), language };
}

function aloneOrTwo(
  word: string,
  language: Language,
  words: readonly string[],
  random: Random,
): Labelled {
  return retyped(
    { text: random() < 0.25 ? `${word} ${pick(random, words)}` : word, language },
    random,
  );
}

/** Puts what is not of its language into some texts: names, brands, and Russian words into Kazakh. */
function withStrangers(
  { text, language }: Labelled,
  russian: readonly string[],
  random: Random,
): Labelled {
  const chance = random();
  const names = language === 'en' ? latinNames : kazakhNames;
  if (chance < 0.08) return { language, text: inserted(text, pick(random, names), random) };
  if (chance < 0.12) return { language, text: inserted(text, pick(random, brands), random) };
  const bears = language === 'kk' && text.split(' ').length >= 3;
  if (chance < 0.18 && bears)
    return { language, text: inserted(text, pick(random, russian), random) };
  return { language, text };
}

function inserted(text: string, stranger: string, random: Random): string {
  const words = text.split(' ');
  return words.toSpliced(Math.floor(random() * (words.length + 1)), 0, stranger).join(' ');
}
