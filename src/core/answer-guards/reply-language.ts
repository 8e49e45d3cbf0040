import type { Question } from '../kinds/model.ts';
import { detectLanguage, detectLanguages, type Language } from '../language/index.ts';

/** The language of a text as far as it matters here. */
export type WrittenLanguage = Language | 'other';

/** Shorter answers say too little about their language: names, prices and greetings are alike in all of them. */
const fewestWords = 8;
const fewestLetters = 40;

/** The detector is that sure of whole sentences. */
const leastConfidence = 0.98;

/**
 * What somebody else said or wrote is left as it is, and so are the names of goods: Latin words with a capital. Linear: no
 * quotation is looked for beyond the next one that begins, and no word from within.
 */
const leftAsItIs =
  /«(?:[^«»]|«[^«»]*»)*»|“[^“”]*”|„[^„“”]*[“”]|"[^"\n]*"|https?:\/\/\S+|(?<![A-Za-z])[a-z]*[A-Z][A-Za-z]*/gu;

/** So many letters of another script than Cyrillic and Latin, and most of all letters, are a text in it. */
const fewestOfOtherScript = 10;

/**
 * The language of a reply (`other`: in a script that none of the bot's languages is written in), when it is plainly another one than the wanted: long enough, beyond doubt, with no sentence in
 * the wanted one beside it, and not because of what it quotes or names.
 */
export function otherLanguageOf(text: string, wanted: Language): WrittenLanguage | undefined {
  const own = text.replace(leftAsItIs, ' ');
  const other = own.match(/[\p{L}--[\p{Script=Cyrillic}\p{Script=Latin}]]/gv)?.length ?? 0;
  if (other >= fewestOfOtherScript && other > (own.match(/\p{L}/gu)?.length ?? 0) / 2)
    return 'other';
  const words = own.match(/[\p{L}\p{M}]{2,}/gu) ?? [];
  if (words.length < fewestWords || words.join('').length < fewestLetters) return undefined;
  const { language, confidence } = detectLanguage(own);
  if (language === wanted || confidence < leastConfidence) return undefined;
  return detectLanguages(own).includes(wanted) ? undefined : language;
}

/** How customers ask for a language; the plain name of one alone may be a subject of lessons. */
const wishes: Readonly<Record<WrittenLanguage, RegExp>> = {
  ru: /по[- ]?русски|на русском|русском языке|орысша|орыс тілінде|орысшалап|in russian|russian,? please|po[- ]?russki|oryssha/iu,
  kk: /по[- ]?казахски|на казахском|казахском языке|қазақша|казакша|қазақ тілінде|in kazakh|kazakh,? please|po[- ]?kazahski|qazaqsha/iu,
  en: /по[- ]?английски|на английском|английском языке|ағылшынша|агылшынша|ағылшын тілінде|in english|english,? please|speak english|po[- ]?angliyski/iu,
  other:
    /на (?!русском|казахском|английском)[а-яё]{3,20}[сц]ком|по[- ](?!русски|казахски|английски)[а-яё]{3,20}[сц]ки|\bin (?!russian|kazakh|english)[a-z]{2,12}(?:ese|ish|ic|an|i|ew)\b|(?!орыс|қазақ|казак|ағылшын|агылшын)[а-яәіңғүұқөһё]{4,15}ш[ае](?![а-яәіңғүұқөһё])/iu,
};

/** How a business orders a language, in the imperative. */
const orders =
  /(?:отвечай|пиши|общайся|говори|answer|reply|write|respond|speak|жауап бер|жаз)[^.!?\n]{0,60}$/iu;

/** Whether the customer has asked for this language in the dialogue, or the business's text orders answers in it. */
export function wishesFor(
  language: WrittenLanguage,
  { shared, messages }: Pick<Question, 'shared' | 'messages'>,
): boolean {
  if (messages.some(({ role, text }) => role === 'customer' && wishes[language].test(text)))
    return true;
  const business = shared.slice(shared.indexOf('<business>'));
  const everywhere = new RegExp(wishes[language].source, 'giu');
  return [...business.matchAll(everywhere)].some(({ index }) =>
    orders.test(business.slice(Math.max(0, index - 80), index)),
  );
}
