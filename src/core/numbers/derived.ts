import { givenDays, lengthOf, same, type Given, type Part } from './given.ts';
import { statedWeekday, weekdayOfDate } from './dates.ts';
import { namedDay, weekdayBeside } from './has-given.ts';
import { bestOf, isDifference, wordsBeside } from './near-row.ts';
import { isPrice, naming, type PriceRow } from './rows.ts';
import { numberTokens, plainOf, type Mention, type NumberToken } from './tokens.ts';

/** A reply whose mentions are judged one by the other. */
export interface DerivedFrom {
  readonly mentions: readonly Mention[];
  readonly known: ReadonlyMap<Mention, boolean>;
  readonly tokens: readonly NumberToken[];
  readonly given: Given;
  /** What the customer said. */
  readonly own?: Given | undefined;
  readonly said?: string | undefined;
}

/** Something that is said to begin takes no longer, in minutes: where its length is said beside it, and where it is not. */
const longest = 12 * 60;
const longestUnsaid = 4 * 60;

/** The times and dates of a reply that follow from those it gives rightly: "18:30, 60 минут, до 19:30", "2 дня, 3 декабря". */
export function derivedMoments(standing: DerivedFrom): Mention[] {
  const { mentions, known } = standing;
  const unknown = mentions
    .filter((one) => /^(?:time|date)$/.test(one.kind) && known.get(one) !== true)
    .slice(0, mostUnknown);
  if (unknown.length === 0) return [];
  const right = mentions.filter((one) => known.get(one) === true);
  return unknown.filter((one) =>
    one.kind === 'date'
      ? isDaysOn(one, right, standing) || isNearAsked(one, standing)
      : isMinutesOn(one, right, standing),
  );
}

/** Whether a time is that much behind one before it in the reply and said to be an end, or that much behind now. */
function isMinutesOn(
  mention: Mention,
  right: readonly Mention[],
  { mentions, given, own, tokens }: DerivedFrom,
): boolean {
  const isOn = (
    lengths: ReadonlySet<number>,
    from: readonly number[] = [],
    most = longest,
  ): boolean =>
    from.some((start) =>
      (mention.times ?? []).some((end) => {
        const length = (end - start + 1440) % 1440;
        return length > 0 && length <= most && lengths.has(length);
      }),
    );
  if (given.now !== undefined && own !== undefined && isOn(own.lengths, [given.now])) return true;
  // What ends then, as the words beside it say.
  if (!till.test(tokens[mention.at - 1]?.text ?? '') && !isSaidEnd(mention, tokens)) return false;
  const told = right.flatMap((one) => lengthOf(one) ?? []);
  const said = new Set([...told, ...(own?.lengths ?? [])]);
  // "За 12 часов, то есть до 3:00".
  const isAhead = [...(own?.times ?? [])].some((time) =>
    mention.times?.some((end) => told.includes((time - end + 1440) % 1440)),
  );
  if (isAhead) return true;
  const starts = right.filter(({ kind, at }) => kind === 'time' && at < mention.at);
  const asked = isSaidEnd(mention, tokens) ? [...(own?.times ?? [])] : [];
  if (starts.some(({ times }) => isOn(said, times)) || isOn(said, asked)) return true;
  const before = mentions[mentions.indexOf(mention) - 1];
  const isRange = before?.next === mention.at - 1;
  const follows =
    before !== undefined && right.includes(before) && (isRange || isSaidEnd(mention, tokens));
  return follows && isOn(given.lengths, before.times, longestUnsaid);
}

const till = /^(?:[-–—]|до|к|to|till|until|by)$/i;
const ending =
  /^(?:закан|законч|оконч|заверш|конец|конц|освобо|готов|ends?$|finish|over$|ready|аяқт|біт|босай|дайын|дейін|шейін)/i;

function isSaidEnd({ at, next }: Mention, tokens: readonly NumberToken[]): boolean {
  const near = [...tokens.slice(Math.max(0, at - 6), at), ...tokens.slice(next, next + 4)];
  return near.some(({ text }) => ending.test(text));
}

/** Whether a date is so many days behind one before it as the reply says. */
function isDaysOn(mention: Mention, right: readonly Mention[], { given }: DerivedFrom): boolean {
  const day = mention.date && namedDay(mention.date, given);
  if (day === undefined) return false;
  const days = givenDays(right);
  return right.some(({ date, at }) => {
    const from = date && at < mention.at ? namedDay(date, given) : undefined;
    return from !== undefined && days.has(day - from);
  });
}

/** Whether a date with its weekday is within a week of the one that the customer asked for, on a weekday that the sources name. */
function isNearAsked(mention: Mention, { tokens, given, own }: DerivedFrom): boolean {
  const day = mention.date && namedDay(mention.date, given);
  const weekday = statedWeekday(weekdayBeside(tokens, mention));
  if (day === undefined || weekday === undefined || day <= (given.today ?? day)) return false;
  if (weekday !== weekdayOfDate(day) || !given.weekdays.has(weekday)) return false;
  const asked = (own?.dates ?? []).flatMap((date) => namedDay(date, given) ?? []);
  return asked.some((other) => Math.abs(other - day) <= 7);
}

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
  const theirs = [...(own?.amounts.values() ?? [])].flat();
  const counted = [...right, ...theirs].flatMap((one) => (isCount(one) ? (one.value ?? []) : []));
  const counts = [...new Set(counted)].slice(0, mostCounts);
  const less = right.flatMap(({ kind, value = 0 }) => (kind === 'percent' ? 1 - value / 100 : []));
  const shares = [1, ...less.slice(0, mostCounts)];
  const times = [1, ...counts].flatMap((count) => shares.map((share) => count * share));
  const prices = right.filter(isPrice).slice(0, mostCounts);
  let best: readonly PriceRow[] | undefined;
  const asked = (): readonly PriceRow[] => (best ??= askedRows(standing));
  return (mention) => {
    const { value = 0 } = mention;
    const named = namedBeside(mention, standing, asked);
    // Where nothing names a row, only so many times a price is one.
    const [rows, factors] = named.length > 0 ? [named, times] : [given.rows, counts];
    const isTimes = rows.some(({ amounts }) =>
      amounts.some((price) =>
        factors.some((factor) => factor !== 1 && same(value, price * factor)),
      ),
    );
    const isApart = (one: Mention): boolean =>
      given.rows.some((row) =>
        row.amounts.some((price) => same(value, Math.abs(price - (one.value ?? 0)))),
      );
    return isTimes || (isDifference(mention, standing.tokens) && prices.some(isApart));
  };
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
  const prices = mentions.slice(Math.max(0, place - 1), place + 2);
  const before = prices.findLast((one) => one.at < mention.at && isPrice(one));
  const behind = prices.find((one) => one.at > mention.at && isPrice(one));
  const around = { from: before?.next ?? 0, to: behind?.at ?? tokens.length };
  const beside = bestOf(rows, wordsBeside(mention, tokens, around, rows));
  if (beside.length > 0) return beside;
  return asked();
}

/** Whether a number may say how often a price is taken: an age and minutes do not. */
function isCount({ kind, value = 0, currency, unit }: Mention): boolean {
  if (kind !== 'amount' || currency !== undefined || unit === 'minute' || unit === 'year')
    return false;
  return value > 1 && value <= mostTimes && Number.isInteger(value * 2);
}
