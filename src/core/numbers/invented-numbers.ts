import { workOut, type Part } from './arithmetic.ts';
import { givenBy, keyOf, type Given } from './given.ts';
import { isHarmless, withoutPhrases } from './harmless.ts';
import type { Mention } from './mention.ts';
import { mentionsOf } from './mentions.ts';
import { isOfOtherRow } from './near-row.ts';
import { isPrice } from './rows.ts';
import { extentOf, hasAmount, hasDate, hasTime, isHour } from './support.ts';
import { plainOf, tokensOf, type Token } from './tokens.ts';

/** A sign or a word of a calculation. */
const calculation =
  /[=×*+÷]|\d ?[xх/] ?\d|итого|всего|вместе|получ|выйдет|total|altogether|барлығы|жалпы|умнож/i;

/**
 * What a reply says in numbers that no source says: prices, percents, phones, dates, weekdays beside them, times, counts, links
 * and e-mails, in digits or words of Russian, Kazakh and English; each as it stands in the reply. Empty: nothing is invented.
 * Right are the values of the sources in any spelling, what a calculation in the reply makes of them, and what follows from the
 * day that the sources say it is. A price beside the words of another row of a list is invented, too. Pure, without a model.
 */
export function inventedNumbers(reply: string, sources: readonly string[]): string[] {
  const text = withoutPhrases(plainOf(reply));
  const tokens = tokensOf(text);
  const mentions = mentionsOf(tokens);
  if (mentions.length === 0) return [];
  const given = givenBy(sources);
  const known = new Map(mentions.map((one) => [one, isKnown(one, mentions, tokens, text, given)]));
  const parts = new Map<Mention, Part>();
  for (const [mention, right] of known)
    if (mention.kind === 'amount' || mention.kind === 'percent')
      parts.set(mention, partOf(mention, right, given));
  workOut([...parts.values()], calculation.test(text));
  return mentions
    .filter((one, index) => {
      if (!(parts.get(one)?.known ?? known.get(one))) return true;
      if (!known.get(one)) return false;
      const around = {
        from: mentions.slice(0, index).findLast(isPrice)?.next ?? 0,
        to: mentions.slice(index + 1).find(isPrice)?.at ?? tokens.length,
      };
      return isOfOtherRow(one, tokens, around, given.rows);
    })
    .map((one) => text.slice(...extentOf(one, tokens)));
}

/** An amount as a part of what is worked out; never one in a currency that the sources do not have. */
function partOf({ kind, value = 0, currency, unit }: Mention, known: boolean, given: Given): Part {
  const foreign =
    currency !== undefined && given.currencies.size > 0 && !given.currencies.has(currency);
  const small = currency === undefined && value < 100 && unit !== undefined;
  return { value: foreign ? Number.NaN : value, percent: kind === 'percent', known, small };
}

function isKnown(
  mention: Mention,
  mentions: readonly Mention[],
  tokens: readonly Token[],
  text: string,
  given: Given,
): boolean {
  switch (mention.kind) {
    case 'email':
    case 'link':
    case 'phone':
      return given.keys.has(keyOf(mention));
    case 'percent':
      return given.percents.has(mention.value ?? 0);
    case 'time':
      return hasTime(mention, given) || (mention.value !== undefined && hasAmount(mention, given));
    case 'date':
      return hasDate(mention, tokens, mentions, given) || hasTime(mention, given);
    case 'roundClock':
      return given.roundClock;
    case 'amount':
      return (
        isHarmless(mention, tokens, text) ||
        hasAmount(mention, given) ||
        isHour(mention, tokens, given)
      );
  }
}
