import { asCyrillic, fold } from '../lexicon/fold.ts';

/** "Stop" in three languages, Kazakh also in its polite form; folded. */
const stops: ReadonlySet<string> = new Set(
  ['стоп', 'stop', 'тоқтат', 'тоқтатыңыз', 'тоқтатыңызшы', 'тоқта'].map((word) =>
    asCyrillic(fold(word)),
  ),
);

/** A word with what people put around it is no longer than this, in UTF-16 units. */
const longest = 60;

/** Whether a customer's message is nothing but the word that tells the bot to stop writing (`стоп`, `stop`, `тоқтат`), in any case, with any signs or emoji around it. A sentence that contains it is not, nor is an owner's `#стоп`. */
export function stopWord(text: string): boolean {
  if (text.length > longest || text.includes('#')) return false;
  return stops.has(asCyrillic(fold(text.replace(/[^\p{L}\p{M}]+/gu, ' ').trim())));
}
