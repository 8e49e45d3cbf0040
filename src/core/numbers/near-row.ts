import type { Mention, NumberToken } from '../figures/tokens.ts';
import {
  type Between,
  countOf,
  farthest,
  isOnlyTimes,
  isShortOf,
  opposed,
  wordsBefore,
  wordsBehind,
} from './beside.ts';
import { alike, condition, isMark, isPrice, namesOf, naming, type PriceRow } from './rows.ts';

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
const compares =
  /^(?:дороже|дешевле|cheaper|expensive|more$|less$|выгодн|эконом|қымбат|арзан|тиімді)/i;
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

/** "Ваш бюджет 15 000 ₸" is the price of nothing. */
function isOfBudget({ at }: Mention, tokens: readonly NumberToken[]): boolean {
  return tokens
    .slice(Math.max(0, at - 4), at)
    .some(({ text }) => /^(?:бюджет|budget|қаражат)/i.test(text));
}

/** Whether a price stands beside the words of one row of a list and is the price of another one only. */
export function isOfOtherRow(
  mention: Mention,
  tokens: readonly NumberToken[],
  { named, from, to }: Between,
  rows: readonly PriceRow[],
): boolean {
  if (!isPrice(mention) || isOperand(tokens, mention) || isLimit(mention, tokens)) return false;
  if (isOfBudget(mention, tokens)) return false;
  const own = rows.filter(({ amounts }) => amounts.includes(mention.value ?? 0));
  if (own.length === 0) return false;
  const { priced, ofPriced: isKnown } = namesOf(rows);
  const before = wordsBefore(tokens, named, from, isKnown);
  const behind = wordsBehind(tokens, mention, to);
  const isBefore = isKnown(before) && (named === mention || !isKnown(behind));
  const context = isBefore ? before : behind;
  const all = [...before, ...behind];
  const head = headOf(tokens);
  const others = priced.filter(({ amounts }) => !amounts.includes(mention.value ?? 0));
  return own.every((row) => {
    if (row.isKeyed && !isComparable(row.words, all)) return false;
    if (row.isFree && countOf(row.words, all) === 0) return all.some((word) => !said.test(word));
    return isAnother(row, others, { context, all, rows, head, isShared: named !== mention });
  });
}

interface Shared {
  /** The words of a line that stands over a list. */
  readonly head: readonly string[];
  /** Whether the words are those of the price before it, too: "стекло и разъём: 9 000 и 7 500". */
  readonly isShared: boolean;
}

/** Whether the words beside a price name one of the other rows and not the one that has this price. */
function isAnother(
  row: PriceRow,
  others: readonly PriceRow[],
  { context, all, rows, head, isShared }: Around & Shared,
): boolean {
  const missing = row.words.filter((word) => !all.some((other) => alike(word, other)));
  if (row.words.every(isMark) && missing.length === row.words.length)
    return others.some(
      ({ words }) =>
        words.every(isMark) && words.length > 0 && countOf(words, context) === words.length,
    );
  // "Удаление зуба" is named where "удаление зуба мудрости" is, whose price is another.
  if (others.some((other) => isShortOf(other, row, context, missing))) return true;
  const isLonger = ({ words }: PriceRow): boolean =>
    words.length > row.words.length && countOf(words, context) === words.length;
  if (missing.length === 0) return !isShared && others.some(isLonger);
  if (all.some((word) => missing.some((other) => opposed(word, other)))) return true;
  if (isOnlyTimes(row.words)) return false;
  const count = countOf(row.words, all);
  const isOwnSize = (word: string): boolean => size.test(word) && context.includes(word);
  if (row.words.some(isOwnSize)) return false;
  const names = others.map((other) => comparable(other, row));
  return names.some(
    (other) =>
      (isNamed(other, row, { context, all, rows }) ||
        isMarked(other, row, { context, all }) ||
        (!row.isKeyed && isWhole(other, context, count))) &&
      (head.length === 0 ||
        countOf(other.words, [...context, ...head]) > countOf(row.words, [...all, ...head])),
  );
}

/** A row without the words that tell when its price holds, where the other one has none. */
function comparable(other: PriceRow, row: PriceRow): PriceRow {
  if (row.words.some((word) => condition.test(word))) return other;
  return { ...other, words: other.words.filter((word) => !condition.test(word)) };
}

/** Whether all words of a row of several are said, and no fewer than of the other, of which one is missing. */
function isWhole({ words }: PriceRow, context: readonly string[], least: number): boolean {
  const found = countOf(words, context);
  return words.length > 1 && found === words.length && found >= least && !words.every(isMark);
}

/** Whether a number or a size in the words beside a price tells that the other row is meant: "R16" and not "R17". */
function isMarked(
  other: PriceRow,
  row: PriceRow,
  { context, all }: { readonly context: readonly string[]; readonly all: readonly string[] },
): boolean {
  const has = ({ words }: PriceRow, word: string): boolean => words.some((one) => alike(one, word));
  const isShared = (word: string): boolean =>
    !isMark(word) && has(other, word) && context.some((one) => alike(one, word));
  return (
    row.words.some(isShared) &&
    context.some((word) => isMark(word) && has(other, word) && !has(row, word)) &&
    !all.some((word) => isMark(word) && has(row, word) && !has(other, word)) &&
    countOf(other.words, all) > countOf(row.words, all)
  );
}

/** The words of a line that stands over a list: "Для детей и подростков:". */
function headOf(tokens: readonly NumberToken[]): string[] {
  const end = tokens.slice(0, farthest).findIndex(({ text }) => text === '\n');
  return tokens[end - 1]?.text === ':' ? naming(tokens, 0, end) : [];
}

/** The words of a row that another one does not have. */
function apart(row: PriceRow, other: PriceRow): string[] {
  return row.words.filter((word) => !other.words.some((one) => alike(one, word)));
}

interface Around {
  readonly context: readonly string[];
  readonly all: readonly string[];
  readonly rows: readonly PriceRow[];
}

/** Whether more words name a row than the other one, of those that one of them has: one that is no number, and one that tells it from most. */
function isNamed(row: PriceRow, other: PriceRow, { context, all, rows }: Around): boolean {
  const found = apart(row, other).filter((word) => countOf([word], context) > 0);
  const isPlain = (word: string): boolean => isMark(word) && !size.test(word);
  if (found.length <= countOf(apart(other, row), all) || found.every(isPlain)) return false;
  return found.some((word) => {
    const named = rows.filter(({ words }) => words.includes(word));
    return new Set(named.flatMap(({ amounts }) => amounts)).size < mostNamed;
  });
}

/** "R16" and "A54" name a row as words do. */
const size = /^\p{L}{1,2}\d/u;

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
