import { plainOf } from '../figures/plain.ts';
import { type Mention, numberTokens } from '../figures/tokens.ts';
import { bestOf, placesOf, wordsBeside } from './beside.ts';
import type { DerivedFrom } from './derived.ts';
import { type Given, type Part, same } from './given.ts';
import { isDifference } from './near-row.ts';
import { isPrice, naming, type PriceRow } from './rows.ts';

/** So many are looked at of what nobody gave, of what may count a price, and of the words of a customer. */
const mostUnknown = 12;
const mostCounts = 24;
const mostWords = 200;

/** So much of what the customer said is looked at, UTF-16 units, and so many times a price is taken. */
const [longestSaid, mostTimes] = [4000, 1000];

/**
 * Tells of a price of a reply whether it is that of the row that stands beside it, or that the customer named where none does,
 * so many times as they count, or less a percent that the reply gives: "медовик 2 кг — 19 000", "чистка со скидкой 20 % —
 * 16 000"; or by how much a row is dearer or cheaper than a price of the reply, where it compares them.
 */
export function counter(
  parts: ReadonlyMap<Mention, Part>,
  standing: DerivedFrom,
): (price: Mention) => boolean {
  const { given, own } = standing;
  const right = [...parts].filter(([, { known }]) => known).map(([one]) => one);
  const prices = right.filter(isPrice).slice(0, mostCounts);
  let best: readonly PriceRow[] | undefined;
  const asked = (): readonly PriceRow[] => (best ??= askedRows(standing));
  let factorsOf: Factors | undefined;
  return (mention) => {
    const { value = 0 } = mention;
    const { times, counts } = (factorsOf ??= factorsFrom(right, own));
    const named = namedBeside(mention, standing, asked);
    // Where nothing names a row, only so many times a price is one.
    const [rows, factors] = named.length > 0 ? [named, times] : [given.rows, counts];
    // "Мёд 1 кг 5 500, 3 кг 15 000": three of them have a row of their own.
    const isOfRow = (factor: number): boolean =>
      named.some(({ words }) => words.includes(String(factor)));
    const isTimes = rows.some(({ amounts }) =>
      amounts.some((price) =>
        factors.some((factor) => factor !== 1 && !isOfRow(factor) && same(value, price * factor)),
      ),
    );
    const isApart = (one: Mention): boolean =>
      given.rows.some((row) =>
        row.amounts.some((price) => same(value, Math.abs(price - (one.value ?? 0)))),
      );
    return isTimes || (isDifference(mention, standing.tokens) && prices.some(isApart));
  };
}

interface Factors {
  readonly counts: readonly number[];
  /** The counts, and those less a percent. */
  readonly times: readonly number[];
}

/** How many times a price may be taken, as what is right in a reply and the customer count. */
function factorsFrom(right: readonly Mention[], own: Given | undefined): Factors {
  const theirs = [...(own?.amounts.values() ?? [])].flat();
  const counted = [...right, ...theirs].flatMap((one) => (isCount(one) ? (one.value ?? []) : []));
  const counts = [...new Set(counted)].slice(0, mostCounts);
  const less = right.flatMap(({ kind, value = 0 }) => (kind === 'percent' ? 1 - value / 100 : []));
  const shares = [1, ...less.slice(0, mostCounts)];
  return { counts, times: [1, ...counts].flatMap((count) => shares.map((share) => count * share)) };
}

/** Marks the prices of a reply that nobody gave and the rows do, and tells whether any is one. */
export function markCounted(
  parts: ReadonlyMap<Mention, Part>,
  isCounted: (price: Mention) => boolean,
): boolean {
  const unknown = [...parts]
    .filter(([one, { known, wrong, value }]) => !known && !wrong && value > 0 && isPrice(one))
    .slice(0, mostUnknown);
  const found = unknown.filter(([mention]) => isCounted(mention));
  for (const [, part] of found) part.known = true;
  return found.length > 0;
}

/** The rows that the customer named best. */
function askedRows({ given, said = '' }: DerivedFrom): readonly PriceRow[] {
  const theirs = numberTokens(plainOf(said, longestSaid));
  return bestOf(given.rows, naming(theirs, 0, theirs.length).slice(0, mostWords));
}

/** The rows that the words beside a price name best; where those name none, those that the customer named best. */
function namedBeside(
  mention: Mention,
  { tokens, mentions, given: { rows } }: DerivedFrom,
  asked: () => readonly PriceRow[],
): readonly PriceRow[] {
  const place = mentions.indexOf(mention);
  const prices = mentions
    .slice(Math.max(0, place - 1), place + 2)
    .filter((one) => one === mention || isPrice(one));
  const around = placesOf(prices, prices.indexOf(mention), tokens);
  const beside = around ? bestOf(rows, wordsBeside(mention, tokens, around, rows)) : [];
  if (beside.length > 0) return beside;
  return asked();
}

/** Whether a number may say how often a price is taken: an age and minutes do not. */
function isCount({ kind, value = 0, currency, unit }: Mention): boolean {
  if (kind !== 'amount' || currency !== undefined || unit === 'minute' || unit === 'year')
    return false;
  return value > 1 && value <= mostTimes && Number.isInteger(value * 2);
}
