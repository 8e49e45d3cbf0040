import { alike, isPrice, naming, type PriceRow } from './rows.ts';
import type { Mention, NumberToken } from './tokens.ts';

/** Words that are never said of the same thing. */
const opposites: readonly (readonly [RegExp, RegExp])[] = [
  [/^adult|^взросл/, /^child|^kid|^дет|^реб/],
  [/^кош|^cat/, /^соба|^dog/],
];

/** How far the words beside an amount are looked at, in tokens, and how many of them count. */
const farthest = 60;
const mostWords = 20;

function opposed(one: string, other: string): boolean {
  return opposites.some(
    ([left, right]) =>
      (left.test(one) && right.test(other)) || (right.test(one) && left.test(other)),
  );
}

/** How many of these words stand in a context, perhaps inflected. */
export function countOf(words: readonly string[], context: readonly string[]): number {
  return words.filter((word) => context.some((other) => alike(word, other))).length;
}

/** The rows that words name best, a number not counting as a word; none where they name none. */
export function bestOf(rows: readonly PriceRow[], words: readonly string[]): PriceRow[] {
  const named = words.filter((word) => !/^\d/.test(word));
  const counts = rows.map(({ words: of, isFree }) => (isFree ? 0 : countOf(of, named)));
  const most = Math.max(0, ...counts);
  return most === 0 ? [] : rows.filter((_, at) => counts[at] === most);
}

const ends = /^[.!?;\n]$/;

/** The words before an amount in its part of a sentence, back over a comma where nothing that names a row stands behind it. */
function wordsBefore(
  tokens: readonly NumberToken[],
  { at }: Mention,
  from: number,
  known: readonly string[],
): string[] {
  let begin = at;
  for (; begin > Math.max(from, at - farthest); begin--) {
    const token = tokens[begin - 1];
    if (token === undefined || ends.test(token.text)) break;
    if (token.text !== ',') continue;
    if (countOf(known, naming(tokens, begin, at)) > 0) break;
  }
  // "3️⃣ Год 130 000": the number of a line names nothing.
  const numbered =
    tokens[begin]?.kind === 'number' &&
    (tokens[begin - 1]?.text === '\n' || (begin === 0 && tokens.some(({ text }) => text === '\n')));
  return naming(tokens, numbered ? begin + 1 : begin, at).slice(-mostWords);
}

/** What parts a price from the next thing: "35 000 ₸ и учебник 9 000 ₸". */
const parts = /^(?:,|и|плюс|plus|and|және)$/i;

function wordsBehind(tokens: readonly NumberToken[], { next }: Mention, to: number): string[] {
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
  { from, to }: Between,
  rows: readonly PriceRow[],
): string[] {
  const known = rows.flatMap(({ words }) => words);
  const before = wordsBefore(tokens, mention, from, known);
  return countOf(known, before) > 0 ? before : wordsBehind(tokens, mention, to);
}

/** The places of tokens between which something stands. */
interface Between {
  readonly from: number;
  readonly to: number;
}

const operator = /^[+−=×*÷/–-]$/;

/** Whether an amount is part of a calculation. */
export function isOperand(tokens: readonly NumberToken[], { at, next }: Mention): boolean {
  const [before, behind] = [tokens[at - 1]?.text ?? '', tokens[next]?.text ?? ''];
  return (
    /^[+−=×*÷/]$/.test(before) || (operator.test(behind) && tokens[next + 1]?.kind === 'number')
  );
}

const led = /^(?:есть|итого|всего|вместе|остаётся|останется|total|only|so|яғни|барлығы)$/i;

/** Whether an amount is said to be what comes out: "то есть 5 000 ₸". */
export function isResult(tokens: readonly NumberToken[], { at }: Mention): boolean {
  return led.test(tokens[at - 1]?.text ?? '');
}

/** Words of a comparison, and of what comes of one. */
const compares = /^(?:дороже|дешевле|cheaper|expensive|more$|less$|қымбат|арзан)/i;
const differs = /^(?:разниц|difference|айырма)/i;

/** "На 5 000 ₸ дешевле", "разница — 5 000 ₸": by how much; "есть дешевле: 5 000 ₸" is a price of its own. */
export function isDifference({ at, next }: Mention, tokens: readonly NumberToken[]): boolean {
  const before = tokens.slice(Math.max(0, at - 4), at).map(({ text }) => text);
  if (before.some((one) => differs.test(one))) return true;
  if (/^(?:на|by)$/i.test(before.at(-1) ?? '') && before.some((one) => compares.test(one)))
    return true;
  return tokens.slice(next, next + 2).some(({ text }) => compares.test(text) || differs.test(text));
}

/** "До 30 000 ₸: …" tells of several rows. */
function isLimit({ at, next }: Mention, tokens: readonly NumberToken[]): boolean {
  return tokens[next]?.text === ':' && /^(?:до|to|under|within)$/i.test(tokens[at - 1]?.text ?? '');
}

/** Whether a price stands beside the words of one row of a list and is the price of another one only. */
export function isOfOtherRow(
  mention: Mention,
  tokens: readonly NumberToken[],
  { from, to }: Between,
  rows: readonly PriceRow[],
): boolean {
  if (!isPrice(mention) || isOperand(tokens, mention) || isLimit(mention, tokens)) return false;
  const own = rows.filter(({ amounts }) => amounts.includes(mention.value ?? 0));
  if (own.length === 0) return false;
  const priced = rows.filter(({ isFree }) => !isFree);
  const known = priced.flatMap(({ words }) => words);
  const before = wordsBefore(tokens, mention, from, known);
  const behind = wordsBehind(tokens, mention, to);
  const context = countOf(known, before) > 0 ? before : behind;
  const all = [...before, ...behind];
  const head = headOf(tokens);
  const others = priced.filter(({ amounts }) => !amounts.includes(mention.value ?? 0));
  return own.every((row) => {
    if (row.isKeyed && !isComparable(row.words, all)) return false;
    if (row.isFree && countOf(row.words, all) === 0) return all.some((word) => !said.test(word));
    const missing = row.words.filter((word) => !all.some((other) => alike(word, other)));
    // "Удаление зуба" is named where "удаление зуба мудрости" is, whose price is another.
    if (missing.length === 0)
      return others.some(
        ({ words }) => words.length > row.words.length && countOf(words, context) === words.length,
      );
    if (context.some((word) => missing.some((other) => opposed(word, other)))) return true;
    const count = countOf(row.words, all);
    return others.some(
      (other) =>
        isNamed(other, context, count, rows) &&
        (head.length === 0 ||
          countOf(other.words, [...context, ...head]) > countOf(row.words, [...all, ...head])),
    );
  });
}

/** The words of a line that stands over a list: "Для детей и подростков:". */
function headOf(tokens: readonly NumberToken[]): string[] {
  const end = tokens.slice(0, farthest).findIndex(({ text }) => text === '\n');
  return tokens[end - 1]?.text === ':' ? naming(tokens, 0, end) : [];
}

/** Whether more words than so many name a row: one that is no number, and one that tells it from most. */
function isNamed(
  row: PriceRow,
  context: readonly string[],
  least: number,
  rows: readonly PriceRow[],
): boolean {
  const found = row.words.filter((word) => context.some((other) => alike(word, other)));
  if (found.length <= least || found.every((word) => /^\d/.test(word))) return false;
  return found.some((word) => {
    const named = rows.filter(({ words }) => words.includes(word));
    return new Set(named.flatMap(({ amounts }) => amounts)).size < mostNamed;
  });
}

/** A word that names so many prices, the head of a list, names none of them. */
const mostNamed = 4;

/** What says nothing of what is free. */
const said = /^(?:\d|бесплатн|тегин|free)/;

/** Whether keys of JSON can be what a reply says: not where its words are of another script. */
function isComparable(words: readonly string[], others: readonly string[]): boolean {
  const isIn = (script: RegExp, all: readonly string[]): boolean =>
    all.some((word) => script.test(word));
  return (
    isIn(cyrillic, words) || !isIn(latin, words) || !isIn(cyrillic, others) || isIn(latin, others)
  );
}

const latin = /^[a-z]/i;
const cyrillic = /^\p{Script=Cyrillic}/u;
