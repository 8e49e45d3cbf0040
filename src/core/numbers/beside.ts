import type { Mention, NumberToken } from '../figures/tokens.ts';
import { alike, condition, isMark, namesOf, naming, type PriceRow } from './rows.ts';

/** How far the words beside an amount are looked at, in tokens, and how many of them count. */
export const farthest = 60;
const mostWords = 20;

/** How many of these words stand in a context, perhaps inflected. */
export function countOf(words: readonly string[], context: readonly string[]): number {
  return words.filter((word) => context.some((other) => alike(word, other))).length;
}

/** The rows that words name best, a number not counting as a word; none where they name none. */
export function bestOf(rows: readonly PriceRow[], words: readonly string[]): PriceRow[] {
  const named = words.filter((word) => !isMark(word));
  const counts = rows.map(({ words: of, isFree }) => (isFree ? 0 : countOf(of, named)));
  const most = Math.max(0, ...counts);
  return most === 0 ? [] : rows.filter((_, at) => counts[at] === most);
}

const ends = /^[.!?;\n]$/;

/** The words before an amount in its part of a sentence, back over a comma where nothing that names a row stands behind it. */
export function wordsBefore(
  tokens: readonly NumberToken[],
  { at }: Mention,
  from: number,
  isKnown: (words: readonly string[]) => boolean,
): string[] {
  let begin = at;
  for (; begin > Math.max(from, at - farthest); begin--) {
    const token = tokens[begin - 1];
    if (token === undefined || ends.test(token.text)) break;
    if (token.text !== ',') continue;
    if (isKnown(naming(tokens, begin, at).filter((word) => !isMark(word)))) break;
  }
  // "3️⃣ Год 130 000": the number of a line names nothing.
  const numbered =
    tokens[begin]?.kind === 'number' &&
    (tokens[begin - 1]?.text === '\n' || (begin === 0 && tokens.some(({ text }) => text === '\n')));
  return naming(tokens, numbered ? begin + 1 : begin, at).slice(-mostWords);
}

/** What parts a price from the next thing: "35 000 ₸ и учебник 9 000 ₸". */
const parts = /^(?:,|и|плюс|plus|and|және)$/i;

/** The words behind an amount, up to what parts it from the next thing. */
export function wordsBehind(
  tokens: readonly NumberToken[],
  { next }: Mention,
  to: number,
): string[] {
  const stop = tokens
    .slice(next, Math.min(to, next + farthest))
    .findIndex(({ text }) => ends.test(text) || parts.test(text));
  return naming(tokens, next, stop < 0 ? Math.min(to, next + farthest) : next + stop).slice(
    0,
    mostWords,
  );
}

/** The words that may name a price, between others: those before it, or those behind it where these name no row. */
export function wordsBeside(
  mention: Mention,
  tokens: readonly NumberToken[],
  { named, from, to }: Between,
  rows: readonly PriceRow[],
): string[] {
  const isKnown = namesOf(rows).any;
  const before = wordsBefore(tokens, named, from, isKnown);
  return isKnown(before) ? before : wordsBehind(tokens, mention, to);
}

/** The places of tokens between which the words of a price stand. */
export interface Between {
  /** The price before which its name stands: an earlier one of its sentence, where it follows that. */
  readonly named: Mention;
  readonly from: number;
  readonly to: number;
}

const joins = /^(?:[,/;]|и|а|или|and|or|және|мен)$/i;

/** Between two prices of one name only the label of the first may stand, "в будни". */
const mostJoining = 5;

function isJoined(from: number, to: number, tokens: readonly NumberToken[]): boolean {
  const between = tokens.slice(from, to);
  return (
    between.length <= mostJoining &&
    joins.test(between.at(-1)?.text ?? '') &&
    between.slice(0, -1).every(({ kind }) => kind === 'word')
  );
}

/** Where the words of one of several prices stand: "номер 5 400 ₽ в будни, 6 100 ₽ в выходные" has one name. */
export function placesOf(
  prices: readonly Mention[],
  place: number,
  tokens: readonly NumberToken[],
): Between | undefined {
  let first = place;
  while (first > 0 && isJoined(prices[first - 1]?.next ?? 0, prices[first]?.at ?? 0, tokens))
    first -= 1;
  const named = prices[first];
  const to = prices[place + 1]?.at ?? tokens.length;
  return named && { named, from: prices[first - 1]?.next ?? 0, to };
}

const opposites: readonly (readonly [RegExp, RegExp])[] = [
  [/^adult|^взросл/, /^child|^kid|^дет|^реб/],
  [/^кош|^cat/, /^соба|^dog/],
  [/^будн|^weekday/, /^виходн|^weekend/],
];

/** Whether two words, folded, are never said of the same thing. */
export function opposed(one: string, other: string): boolean {
  return opposites.some(
    ([left, right]) =>
      (left.test(one) && right.test(other)) || (right.test(one) && left.test(other)),
  );
}

const allDay = /^(?:вес|целий|all|whole|бойи)$/;
const ofTime = /^(?:ден|дня|день|day|кун|сутки)/;

/** Whether words tell only when a price holds: "пт–вс весь день — 10 000" names no thing, and is found beside any. */
export const isOnlyTimes = (words: readonly string[]): boolean =>
  words.some((word) => allDay.test(word)) &&
  words.every((word) => allDay.test(word) || ofTime.test(word) || condition.test(word));

/**
 * Whether a row of a sentence that another one leads is named by its only word, and the other one's own is missing: "пайка
 * золота 3 500, серебра 2 000".
 */
export function isShortOf(
  other: PriceRow,
  row: PriceRow,
  context: readonly string[],
  missing: readonly string[],
): boolean {
  const [word = '', ...more] = other.names ?? [];
  if (more.length > 0 || isMark(word) || !missing.includes(row.names?.at(-1) ?? '')) return false;
  if (countOf([word], context) === 0 || countOf([word], row.words) > 0) return false;
  let before = other.behind;
  for (let at = 0; at < mostBehind && before !== undefined && before !== row; at++)
    before = before.behind;
  return before === row;
}

/** So many rows of one sentence are looked back over. */
const mostBehind = 8;
