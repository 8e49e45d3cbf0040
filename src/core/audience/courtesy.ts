import { courtesies, goodbyes, kindSigns } from './courtesy-words.ts';

/** A longer text says more than a courtesy, UTF-16 units. */
const longestCourtesy = 160;

/** The longest phrase among the words, in words. */
const mostWords = 5;

/** A goodbye stands among the last so many words. */
const lastWords = 8;

const isCourtesy = new Set(courtesies);
const isGoodbye = new Set(goodbyes);

/** What a text says without signs: words in lower case. Skin colours and joiners of emoji are no words. */
function wordsOf(text: string): string[] {
  const plain = text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/['’]/g, '')
    .replace(/\p{Emoji_Modifier}|\u200d|\ufe0f/gu, '');
  return plain.match(/[\p{L}\p{M}\p{N}]+|[^\p{L}\p{M}\p{N}\p{P}\s]/gu) ?? [];
}

/**
 * Whether a text is nothing but thanks, consent or a goodbye («ок», «👍», «спасибо, до свидания»; Russian, Kazakh, English), after
 * which nobody waits for a word. A question never is, nor a text in which anything else stands.
 */
export function isMereCourtesy(text: string): boolean {
  if (text.length > longestCourtesy || /[?？]/.test(text)) return false;
  return (
    areCourtesies(wordsOf(text.replace(kindSigns, ' ').replace(/[+)(]+/g, ' '))) && /\S/.test(text)
  );
}

/** Whether words are nothing but courtesies, one after the other. */
function areCourtesies(words: readonly string[]): boolean {
  for (let at = 0; at < words.length;) {
    const length = phraseAt(words, at, isCourtesy);
    if (length === 0) return false;
    at += length;
  }
  return true;
}

function isKindSign(word: string): boolean {
  return word === '+' || word.replace(kindSigns, '') === '';
}

/** Whether a text ends with a goodbye or with an answer to thanks, and asks nothing in its last sentence. */
export function endsInGoodbye(text: string): boolean {
  const end = text.slice(-longestCourtesy);
  if (/[?？]/.test(end)) return false;
  const words = wordsOf(end).slice(-lastWords);
  return words.some((_, at) => phraseAt(words, at, isGoodbye) > 0);
}

/** Whether a text ends politely: with a goodbye, or with thanks. */
export function endsInCourtesy(text: string): boolean {
  const words = wordsOf(text.slice(-longestCourtesy)).slice(-lastWords);
  return words.some(
    (_, at) =>
      phraseAt(words, at, isGoodbye) > 0 ||
      areCourtesies(words.slice(at).filter((word) => !isKindSign(word))),
  );
}

/** How many words the longest of these phrases has that begins there; 0: none does. */
function phraseAt(words: readonly string[], at: number, phrases: ReadonlySet<string>): number {
  for (let length = Math.min(mostWords, words.length - at); length > 0; length -= 1)
    if (phrases.has(words.slice(at, at + length).join(' '))) return length;
  return 0;
}
