import { minutesOf } from './meanings.ts';
import type { Mention, NumberToken } from './tokens.ts';

/** A line of a list: the words that name it, folded, and its amounts. */
export interface PriceRow {
  readonly words: readonly string[];
  readonly amounts: readonly number[];
  /** Whether it is a key of JSON and its value. */
  readonly isKeyed?: boolean;
  /** Whether it says what costs nothing. */
  readonly isFree?: boolean;
}

/** Words that stand in many lines and name none. */
const common =
  /^(?:цен[аы]|стоит|тенге|прайс|price|prices?|name|rows?|tool|find|currency|kzt|rub|скидк.*|услуг.*|service|кизмет|багаси|для|нас|при|или|from|with|штук[аиу]?|дана|бир|биринши.*|екинши.*|перв.*|втор.*|first|second|тг|руб)$/;

/** The words that may name a row; numbers among them that count something, "100 шт", "8 visits", do so, too. */
export function naming(tokens: readonly NumberToken[], from: number, to: number): string[] {
  const part = tokens.slice(from, to);
  return part.flatMap(({ kind, folded, text, means }, at) => {
    if (kind === 'number') return [text.replace(/\D/g, '')];
    // "3 месяца" is named by its number: the same length has many names.
    if (part[at - 1]?.kind === 'number' && Object.keys(minutesOf).some((name) => means.has(name)))
      return [];
    if (kind !== 'word' || means.has('small') || folded.length < 3 || common.test(folded))
      return [];
    return [folded];
  });
}

/** Whether two words are one, perhaps inflected: their beginnings are alike. */
export function alike(one: string, other: string): boolean {
  const shorter = Math.min(one.length, other.length);
  if (/^\d/.test(one) || /^\d/.test(other)) return one === other;
  const needed = Math.max(3, shorter <= 4 ? shorter : shorter - 2);
  return shorter >= 3 && one.slice(0, needed) === other.slice(0, needed);
}

/** Whether an amount is a price: it has a currency, or is large and counts nothing. */
export function isPrice({ kind, value = 0, currency, unit }: Mention): boolean {
  return kind === 'amount' && (currency !== undefined || (value >= 100 && unit === undefined));
}

const partsEnd = /^[;|\n{}]$/;

/** The rows of a list in lines, sentences, a table or JSON. */
export function rowsOf(
  text: string,
  tokens: readonly NumberToken[],
  mentions: readonly Mention[],
): PriceRow[] {
  const rows: PriceRow[] = [];
  let [from, group]: [number, readonly string[]] = [0, []];
  const prices = mentions.filter(isPrice);
  for (const price of prices) {
    const begin = beginOf(text, tokens, from, price.at);
    const colon = tokens.slice(from, price.at).findLastIndex((token) => token.text === ':');
    // "Уборка: 1-комн 3 200, 2-комн 3 900": the words before the colon name all of them.
    const sameSentence = begin === from;
    if (!sameSentence) group = [];
    const read = naming(tokens, begin, price.at);
    // "Маргарита 30 см — 2 400, 40 см — 3 600": the name is said once.
    const names = sameSentence
      ? (rows.at(-1)?.words ?? []).filter((word) => !/^\d/.test(word))
      : [];
    const words = read.some((word) => !/^\d/.test(word)) ? read : [...names, ...read];
    if (colon >= 0 && from + colon >= begin) group = naming(tokens, begin, from + colon);
    const next = labelledTill(tokens, price.next, prices);
    const label = naming(tokens, price.next, next);
    rows.push({
      words: [...new Set([...group, ...words, ...label])],
      amounts: [price.value ?? 0],
      isKeyed: tokens[price.at - 1]?.text === ':' && tokens[price.at - 2]?.text === '"',
    });
    from = next;
  }
  return rows;
}

const farthestLabel = 12;

/** Behind the label in parentheses that stands behind a price: "35 000 ₸ (1 канал), 45 000 ₸ (2 канала)". */
function labelledTill(
  tokens: readonly NumberToken[],
  next: number,
  prices: readonly Mention[],
): number {
  if (tokens[next]?.text !== '(') return next;
  const inside = tokens.slice(next, next + farthestLabel).findIndex(({ text }) => text === ')');
  if (inside < 0) return next;
  const end = next + inside + 1;
  return prices.some(({ at }) => at > next && at < end) ? next : end;
}

const free = /^(?:бесплатн|тегин|free$|gratis)/;

/** So many words of a sentence name what is free in it. */
const mostFree = 20;

/** What a text says to be free, by the words of its sentence. */
export function freeOf(text: string, tokens: readonly NumberToken[]): PriceRow[] {
  return tokens.flatMap((token, at) => {
    if (!free.test(token.folded)) return [];
    const begin = beginOf(text, tokens, Math.max(0, at - mostFree), at);
    const behind = tokens.slice(at + 1, at + mostFree);
    const end = behind.findIndex((one) => /^[.!?;|{}\n]$/.test(one.text));
    const words = [
      ...naming(tokens, begin, at),
      ...naming(tokens, at + 1, at + 1 + (end < 0 ? behind.length : end)),
    ];
    return { words: words.filter((word) => !/^\d/.test(word)), amounts: [0], isFree: true };
  });
}

/** Where the words before a price begin: behind the last mark or line that parts them from what is before. */
function beginOf(text: string, tokens: readonly NumberToken[], from: number, to: number): number {
  for (let at = to - 1; at >= from; at--) {
    const [token, next] = [tokens[at], tokens[at + 1]];
    if (token === undefined) break;
    if (partsEnd.test(token.text) && !/^[|]$/.test(token.text)) return at + 1;
    const gap = text.slice(token.end, next?.start ?? token.end);
    if (gap.includes('\n')) return at + 1;
    if (/^[.!?]$/.test(token.text) && gap.startsWith(' ')) return at + 1;
  }
  return from;
}
