import type { Mention, NumberToken } from './tokens.ts';
import { unitOf } from './units.ts';

/** The words of the key in JSON before a number, `"price_per_night": 2`; none where none stands there. */
function keyWords(tokens: readonly NumberToken[], { at }: Mention): NumberToken[] {
  if (tokens[at - 1]?.text !== ':' || tokens[at - 2]?.text !== '"') return [];
  const before = tokens.slice(Math.max(0, at - 2 - longestKey), at - 2);
  const words = before.slice(before.findLastIndex(({ text }) => text === '"') + 1);
  return words.filter(({ kind }) => kind === 'word');
}

/** So many words and signs of a key are looked at. */
const longestKey = 12;
const ofMoney = /^(?:price|cost|sum|total|amount|rate|fee|цена|стоимост|сума|per)$/;
const ofPercent = /^(?:percent|pct|discount|процент|скидка)/;

/** What a number counts by its key in JSON: `"guests":2`. */
export function keyUnit(tokens: readonly NumberToken[], mention: Mention): string | undefined {
  const words = keyWords(tokens, mention);
  if (words.some(({ folded }) => ofMoney.test(folded))) return undefined;
  const unit = unitOf(words.at(-1));
  return unit === 'noun' ? undefined : unit;
}

/** `"discount_percent":10`. */
export function isKeyedPercent(tokens: readonly NumberToken[], mention: Mention): boolean {
  if ((mention.value ?? 0) > 100 || mention.kind !== 'amount') return false;
  return keyWords(tokens, mention).some(({ folded }) => ofPercent.test(folded));
}
