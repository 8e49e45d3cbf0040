import { dateOfDay, dayNumber, statedWeekday, weekdayOfDate } from './dates.ts';
import { lengthOf, type Given } from './given.ts';
import { minutesOf } from './meanings.ts';
import type { Mention, NamedDate, NumberToken } from './tokens.ts';

/** Whether the sources have this amount, in its currency and of what it counts; lengths of time also in another unit. */
export function hasAmount(mention: Mention, given: Given): boolean {
  const same = given.amounts.get(mention.value ?? 0) ?? [];
  if (same.some((one) => sameCurrency(mention, one, given) && sameKind(mention, one))) return true;
  const length = lengthOf(mention);
  return length !== undefined && given.lengths.has(length);
}

const isTime = (unit: string | undefined): boolean => unit !== undefined && unit in minutesOf;

function sameCurrency({ currency }: Mention, other: Mention, { currencies }: Given): boolean {
  if (currency === undefined) return true;
  if (other.currency !== undefined) return other.currency === currency;
  if (other.unit !== undefined && other.unit !== 'noun') return false;
  return currencies.size === 0 || currencies.has(currency);
}

/** A count by a count, a length of time by one: what counts nothing goes with anything. */
function sameKind({ unit, currency, value = 0 }: Mention, other: Mention): boolean {
  if (unit === undefined || currency !== undefined) return true;
  if (other.currency !== undefined) return value >= 100;
  if (other.unit === undefined || other.unit === unit) return true;
  if (other.unit === 'house') return unit === 'noun';
  if (isTime(unit)) return false;
  const things = ['noun', 'people', 'either'];
  if ([unit, other.unit].includes('either'))
    return things.includes(unit) && things.includes(other.unit);
  const measures = ['noun', 'weight', 'volume', 'length'];
  return (
    measures.includes(unit) && measures.includes(other.unit) && [unit, other.unit].includes('noun')
  );
}

/** Whether a number is the year that it is, or so many years since one of the sources. */
export function isYear({ value = 0, unit, currency }: Mention, given: Given): boolean {
  if (given.today === undefined || currency !== undefined) return false;
  if (unit !== undefined && unit !== 'year') return false;
  const { year } = dateOfDay(given.today);
  if (value === year) return true;
  return unit === 'year' && value > 0 && isIn(given.amounts.get(year - value));
}

const isIn = (years: readonly Mention[] = []): boolean =>
  years.some(({ unit, currency }) => unit === 'year' && currency === undefined);

/** Whether the sources have one of the times that this may be. */
export function hasTime({ times = [] }: Mention, given: Given): boolean {
  return times.some((time) => given.times.has(time));
}

/** Whether a whole number is an hour that the sources have: "с десяти до четырёх". */
export function isHour(mention: Mention, tokens: readonly NumberToken[], given: Given): boolean {
  const { value = 25, unit, currency, at, next } = mention;
  if (!Number.isInteger(value) || value > 24 || currency !== undefined) return false;
  if (unit !== undefined && unit !== 'hour' && unit !== 'noun') return false;
  const [before, behind] = [tokens[at - 1], tokens[next]];
  // "12-үй" is a house.
  if (tokens[next + 1]?.folded === 'уи') return false;
  const told =
    before?.means.has('beforeHour') === true ||
    /[дтн][ае]н?$|[гк][ае]$/.test(tokens[at]?.cyrillic ?? '') ||
    [before, behind].some((token) => /^[-–—]$/.test(token?.text ?? ''));
  if (!told) return false;
  if (given.times.has(value * 60)) return true;
  // "с 8 до 20" begins in the morning.
  const day = [tokens[next + 1], tokens[at - 2]].some(
    (token) => token?.kind === 'number' && (token.values[0] ?? 0) > 12,
  );
  return value <= 12 && !day && given.times.has((value * 60 + 720) % 1440);
}

/** The day that a date without a year is, counted from the day that it is. */
export function namedDay(date: NamedDate, { today, dates }: Given): number | undefined {
  const said = dates.find(
    (one) => one.date === date.date && one.month === date.month && one.year !== undefined,
  );
  const year = date.year ?? said?.year;
  if (year !== undefined) return dayNumber(year, date);
  if (today === undefined) return undefined;
  const here = dayNumber(dateOfDay(today).year, date);
  return here < today - 180 ? dayNumber(dateOfDay(today).year + 1, date) : here;
}

const sameDate = (one: NamedDate, other: NamedDate): boolean =>
  one.date === other.date &&
  one.month === other.month &&
  (one.year === undefined || other.year === undefined || one.year === other.year);

/** The weekday that is said beside a date, within a few words of it; undefined where none is. */
export function weekdayBeside(
  tokens: readonly NumberToken[],
  { at, next }: Mention,
): NumberToken | undefined {
  const before = tokens.slice(Math.max(0, at - 3), at).toReversed();
  const behind = tokens.slice(next, next + 4);
  const till = (near: readonly NumberToken[]): readonly NumberToken[] => {
    const end = near.findIndex((token) => /^[.!?;]$/.test(token.text));
    return end < 0 ? near : near.slice(0, end);
  };
  return [...till(before), ...till(behind)].find((token) => statedWeekday(token) !== undefined);
}

/** Where a mention stands, a date together with its weekday. */
export function extentOf(mention: Mention, tokens: readonly NumberToken[]): [number, number] {
  const weekday = mention.kind === 'date' ? weekdayBeside(tokens, mention) : undefined;
  const { start = mention.start, end = mention.end } = weekday ?? {};
  return [Math.min(start, mention.start), Math.max(end, mention.end)];
}

/** So many days from today as a word beside the date says: "завтра, 12 января"; undefined where none does. */
function daysAhead(
  tokens: readonly NumberToken[],
  mention: Mention,
  counts: readonly Mention[],
): number | undefined {
  const near = tokens.slice(Math.max(0, mention.at - 4), mention.at);
  if (near.some(({ means }) => means.has('overmorrow'))) return 2;
  if (near.some(({ means }) => means.has('tomorrow'))) return 1;
  if (near.some(({ means }) => means.has('today'))) return 0;
  if (!near.some(({ means }) => means.has('within'))) return undefined;
  return counts.find(
    ({ unit, next }) => unit === 'day' && next <= mention.at && next > mention.at - 6,
  )?.value;
}

/** Whether a date is one of the sources, or follows from the day that it is; and whether its weekday is right. */
export function hasDate(
  mention: Mention,
  tokens: readonly NumberToken[],
  { counts, days }: { readonly counts: readonly Mention[]; readonly days: ReadonlySet<number> },
  given: Given,
): boolean {
  const { date } = mention;
  if (date === undefined) return false;
  const day = namedDay(date, given);
  const weekday = statedWeekday(weekdayBeside(tokens, mention));
  if (weekday !== undefined && day !== undefined && weekdayOfDate(day) !== weekday) return false;
  const { today } = given;
  const ahead = today === undefined ? undefined : daysAhead(tokens, mention, counts);
  if (ahead !== undefined && today !== undefined && day !== undefined) return day === today + ahead;
  if (given.dates.some((one) => sameDate(one, date))) return true;
  if (today === undefined || day === undefined) return false;
  if (day === today || day === today + 1) return true;
  const after = day - today;
  // "до 5-го числа": the next one.
  const isTerm = tokens
    .slice(Math.max(0, mention.at - 3), mention.at)
    .some(({ text }) => /^(?:до|по|к|by|till|until|срок\p{L}?)$/iu.test(text));
  if (isTerm && given.monthDays.has(date.date) && after > 0 && after <= 31) return true;
  if (days.has(after)) return true;
  if (given.days.has(after) && isLimit(mention, tokens)) return true;
  if (after > 0 && given.monthWeekdays.some((one) => isOfMonth(day, one))) return true;
  return weekday !== undefined && given.weekdays.has(weekday) && day > today && day <= today + 7;
}

const from =
  /^(?:до|к|с|со|не|раньше|ближайш\p{L}*|самое|самая|by|until|till|from|earliest|after|before|soonest)$/iu;

/** Whether a date is said to be the first or the last day of something: "не раньше 3 декабря", "10 желтоқсанға дейін". */
function isLimit({ at, next }: Mention, tokens: readonly NumberToken[]): boolean {
  const behind = tokens.slice(next, next + 3);
  return (
    tokens.slice(Math.max(0, at - 4), at).some(({ text }) => from.test(text)) ||
    behind.some(({ text }) => /^(?:дейін|шейін|бастап|ерте\p{L}*)$/u.test(text))
  );
}

/** Whether a day is that weekday of its month: the first, the second … or the last. */
function isOfMonth(day: number, [which, weekday]: readonly [number, number]): boolean {
  if (weekdayOfDate(day) !== weekday) return false;
  const { date, month } = dateOfDay(day);
  return which === 5 ? dateOfDay(day + 7).month !== month : Math.ceil(date / 7) === which;
}
