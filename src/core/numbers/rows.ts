import { minutesOf } from '../figures/meanings.ts';
import type { Mention, NumberToken } from '../figures/tokens.ts';
import { isSize } from '../figures/units.ts';
import { cardinalOf } from '../figures/value.ts';
import {
  behindUnit,
  isMoreOfSame,
  labelledTill,
  withoutAdjectives,
  withThings,
} from '../figures/labels.ts';

/** A line of a list: the words that name it, folded, and its amounts. */
export interface PriceRow {
  readonly words: readonly string[];
  /** Those before its price: the next price of a sentence may have the same. */
  readonly names?: readonly string[];
  readonly amounts: readonly number[];
  /** Whether it is a key of JSON and its value. */
  readonly isKeyed?: boolean;
  /** Whether it says what costs nothing. */
  readonly isFree?: boolean;
  /** The one before it in its sentence. */
  readonly behind?: PriceRow | undefined;
}

/** Words that stand in many lines and name none. */
const common =
  /^(?:цен[аы]|стоит|тенге|прайс|price|prices?|name|rows?|tool|find|currency|kzt|rub|под|скидк.*|услуг.*|service|кизмет|багаси|для|нас|при|или|from|with|штук[аиу]?|дана|бир|биринши.*|екинши.*|перв.*|втор.*|first|second|тг|руб)$/;

/** A size or a class that is named by a letter: "коробка M", "категория B". */
const size = /^(?:X{0,3}[SL]|[A-Z])$/;

/** Whether a word of a row tells its kind from others of one name, as numbers and sizes do. */
export const isMark = (word: string): boolean => /\d/.test(word) || word.length < 3;

/** The words that may name a row; numbers among them that count something, "100 шт", "8 visits", do so, too. */
export function naming(tokens: readonly NumberToken[], from: number, to: number): string[] {
  const part = tokens.slice(from, to);
  return part.flatMap((token, at) => {
    const { kind, folded, text, means } = token;
    if (kind === 'number') return [text.replace(/\D/g, '')];
    // "3 месяца" is named by its number: the same length has many names.
    const counts = part[at - 1];
    const isCounted = counts?.kind === 'number' || (counts?.opens === true && !counts.means.size);
    if (isCounted && Object.keys(minutesOf).some((name) => means.has(name))) return [];
    if (kind === 'word' && (size.test(text) || /^\p{Lu}\d/u.test(text))) return [folded];
    if (means.has('halfYear')) return ['6'];
    const said = cardinalOf(token);
    if (said !== undefined) return said === 1 ? [] : [String(said)];
    if (kind !== 'word' || means.has('small') || folded.length < 3 || common.test(folded))
      return [];
    return [folded];
  });
}

/** Whether two words are one, perhaps inflected: their beginnings are alike. */
export function alike(one: string, other: string): boolean {
  // Most words that are compared differ in their first letter.
  if (one.charCodeAt(0) !== other.charCodeAt(0)) return false;
  const shorter = Math.min(one.length, other.length);
  if (isMark(one) || isMark(other)) return one === other;
  const needed = Math.max(3, shorter <= 4 ? shorter : shorter - 2);
  return shorter >= 3 && one.slice(0, needed) === other.slice(0, needed);
}

/** The rows of a list by the beginnings of their words. */
interface RowNames {
  /** The rows that have a price. */
  readonly priced: readonly PriceRow[];
  /** Whether any of these words names a row at all, or one that has a price. */
  any(words: readonly string[]): boolean;
  ofPriced(words: readonly string[]): boolean;
}

const named = new WeakMap<readonly PriceRow[], RowNames>();

/** What names the rows of a list, looked up in a step a word: a reply has many prices and a list many rows. */
export function namesOf(rows: readonly PriceRow[]): RowNames {
  const known = named.get(rows);
  if (known) return known;
  const priced = rows.filter(({ isFree }) => !isFree);
  const names = { priced, any: lookup(rows), ofPriced: lookup(priced) };
  named.set(rows, names);
  return names;
}

function lookup(rows: readonly PriceRow[]): (words: readonly string[]) => boolean {
  let begins: Map<string, string[]> | undefined;
  // Words that are alike begin with the same three letters.
  const begin = (word: string): string => word.slice(0, 3);
  return (words) => {
    begins ??= Map.groupBy(new Set(rows.flatMap((row) => row.words)), begin);
    return words.some((word) => begins?.get(begin(word))?.some((other) => alike(word, other)));
  };
}

/** Whether an amount is a price: it has a currency, or is large and counts nothing. */
export function isPrice({ kind, value = 0, currency, unit }: Mention): boolean {
  return kind === 'amount' && (currency !== undefined || (value >= 100 && unit === undefined));
}

const partsEnd = /^[;|\n{}]$/;

const namesIn = (part: readonly NumberToken[]): string[] => naming(part, 0, part.length);

/** The words of a row: those before its price, and the name that was said once: "Маргарита 30 см — 2 400, 40 см — 3 600". */
function wordsOf(
  part: readonly NumberToken[],
  known: readonly string[],
  same: readonly string[] | undefined,
): readonly string[] {
  const read = namesIn(part);
  if (same !== undefined) return [...same, ...read];
  if (read.some((word) => !isMark(word) && !condition.test(word))) return read;
  // "Час: будни 2 500, выходные 3 200".
  const isOther = (word: string): boolean => !isMark(word) && !condition.test(word);
  return [...(read.length === 0 ? known : known.filter(isOther)), ...read];
}

/** The rows of a list in lines, sentences, a table or JSON. */
export function rowsOf(
  text: string,
  tokens: readonly NumberToken[],
  mentions: readonly Mention[],
): PriceRow[] {
  const rows: PriceRow[] = [];
  let [from, group]: [number, readonly string[]] = [0, []];
  const prices = mentions.filter((one) => isPrice(one) && !isSize(one, tokens));
  let isLabelled = false;
  let plain: readonly string[] = [];
  for (const price of prices) {
    const begin = beginOf(text, tokens, from, price.at);
    const colon = tokens.slice(from, price.at).findLastIndex((token) => token.text === ':');
    // "Уборка: 1-комн 3 200, 2-комн 3 900": the words before the colon name all of them.
    const sameSentence = begin === from;
    if (!sameSentence) group = [];
    const part = tokens.slice(begin, price.at);
    const isMore = sameSentence && isMoreOfSame(part);
    const known = sameSentence ? (rows.at(-1)?.names ?? []) : [];
    const words = wordsOf(part, known, isMore ? plain : undefined);
    if (!isMore) plain = namesIn(withoutAdjectives(part));
    if (colon >= 0 && from + colon >= begin) group = naming(tokens, begin, from + colon);
    const end = behindUnit(tokens, price.next);
    const next = labelledTill(tokens, end, prices, sameSentence && isLabelled);
    isLabelled = next > end;
    // What the next price of the sentence is named by, too: not the label of this one.
    const label = naming(tokens, end, next);
    rows.push({
      words: [...new Set([...group, ...words, ...label])],
      names: words,
      behind: sameSentence ? rows.at(-1) : undefined,
      amounts: [price.value ?? 0],
      isKeyed: tokens[price.at - 1]?.text === ':' && tokens[price.at - 2]?.text === '"',
    });
    from = next;
  }
  return withThings(rows);
}

/** When or in which case a price holds: such words name no row by themselves. */
export const condition =
  /^(?:иначе|свише|далее|будн|виходн|праздн|утр|вечер|дн[ея]м|ноч|otherwise|weekend|weekday|демалис|артик|сезон|season|маусим|зим|лет[но]|summer|winter)/;

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
