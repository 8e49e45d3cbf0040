import {
  calendarDayOf,
  dateAhead,
  dateOfMonthAhead,
  dayNumberOf,
  monthAhead,
  monthStart,
  partOfMonth,
  type DaySpan,
} from './calendar-day.ts';
import { itemOf, type Days, type WhenItem } from './items.ts';
import type { Now, RewritingRule } from './rewriting.ts';

/** Days as one item, for what is read after them. */
export function daysItem(kind: Days['kind'], span: DaySpan, names = ''): WhenItem {
  return itemOf(`days ${kind} ${names}`.trim(), { days: { kind, ...span } });
}

export function oneDay(kind: Days['kind'], day: number, names = ''): WhenItem {
  return daysItem(kind, { from: day, to: day + 1 }, names);
}

const impossible = itemOf('impossible');
const past = itemOf('void');

/** A day of a month of a year, or of the year that is meant where none is said; past days and days that do not exist are told apart. */
function dated(date = 0, month = 0, year: number | undefined, { today }: Now): WhenItem {
  const known = year ?? calendarDayOf(today).year;
  if (year !== undefined) {
    const day = dayNumberOf({ year, month, date });
    if (day === undefined) return impossible;
    return day < today ? past : oneDay('date', day);
  }
  const day = dateAhead(month, date, today);
  if (day !== undefined) return oneDay('date', day);
  // Less than half a year past, or a day that does not exist, be it in a leap year.
  const exists = dayNumberOf({ year: known, month, date }) !== undefined;
  return exists && monthStart(known, month) + date - 1 < today ? past : impossible;
}

function between(from: WhenItem, to: WhenItem): WhenItem | undefined {
  const [first, last] = [from.days, to.days];
  if (first === undefined || last === undefined) return from.days === undefined ? from : to;
  return last.to > first.from ? daysItem('range', { from: first.from, to: last.to }) : undefined;
}

/** A number that is a day of the month: the first coming one. */
function ofMonth(item: WhenItem | undefined, { today }: Now): WhenItem {
  const day = dateOfMonthAhead(item?.value ?? 0, today);
  return day === undefined ? impossible : oneDay('date', day);
}

function rangeOfMonth(
  first: WhenItem | undefined,
  last: WhenItem | undefined,
  now: Now,
): WhenItem | undefined {
  const from = ofMonth(first, now);
  const start = from.days?.from;
  return start === undefined ? impossible : between(from, ofMonth(last, { ...now, today: start }));
}

const range = (
  now: Now,
  first: WhenItem | undefined,
  last: WhenItem | undefined,
  month: WhenItem | undefined,
  year?: WhenItem,
): WhenItem | undefined =>
  between(
    dated(first?.value, month?.value, year?.value, now),
    dated(last?.value, month?.value, year?.value, now),
  );

function fromTo(
  now: Now,
  [first, firstMonth]: readonly (WhenItem | undefined)[],
  [last, lastMonth]: readonly (WhenItem | undefined)[],
): WhenItem | undefined {
  const from = dated(first?.value, firstMonth?.value, undefined, now);
  const start = from.days?.from ?? now.today;
  return between(from, dated(last?.value, lastMonth?.value, undefined, { ...now, today: start }));
}

function partOf(month: WhenItem | undefined, part: WhenItem | undefined, { today }: Now): WhenItem {
  const { from } = monthAhead(month?.value ?? 1, today);
  const name = (['begin', 'middle', 'end'] as const).find((one) => part?.is.has(one)) ?? 'begin';
  return daysItem('period', partOfMonth(from, name));
}

const month = 'moName|may';

const ranges: readonly RewritingRule[] = [
  {
    pattern: `from? d till|dash d ${month} yearNumber? year?`,
    make: ([, a, , b, name, year], now) => range(now, a, b, name, year),
  },
  {
    pattern: `from d ${month} till d ${month}`,
    make: ([, a, first, , b, last], now) => fromTo(now, [a, first], [b, last]),
  },
  {
    pattern: `d ${month} dash d ${month}`,
    make: ([a, first, , b, last], now) => fromTo(now, [a, first], [b, last]),
  },
  {
    pattern: `from? ${month} on? d till|dash d !${month}|thing`,
    make: ([, name, , a, , b], now) => range(now, a, b, name),
  },
  {
    pattern: 'abl dash? d moName beforehand',
    make: ([a, , b, name], now) => range(now, a, b, name),
  },
  { pattern: 'd with d moName among', make: ([a, , b, name], now) => range(now, a, b, name) },
  { pattern: 'moName abl d beforehand', make: ([name, a, b], now) => range(now, a, b, name) },
  { pattern: 'from d till d date', make: ([, a, , b], now) => rangeOfMonth(a, b, now) },
  { pattern: 'from ordinal till ordinal', make: ([, a, , b], now) => rangeOfMonth(a, b, now) },
  { pattern: 'from|at ordinal dash ordinal', make: ([, a, , b], now) => rangeOfMonth(a, b, now) },
];

/** Dates, days of the month and named months. */
export const dateRules: readonly RewritingRule[] = [
  {
    pattern: 'fullDate year?',
    make: ([date], now) => dated(date?.value, date?.second, date?.year, now),
  },
  ...ranges,
  {
    pattern: `d on? ${month} yearNumber? year?`,
    make: ([date, , name, year], now) => dated(date?.value, name?.value, year?.value, now),
  },
  {
    pattern: `${month} on? poss|ordinal|digits yearNumber? !hour|thing|minute`,
    make: ([name, , date, year], now) =>
      date?.is.has('d') ? dated(date.value, name?.value, year?.value, now) : undefined,
  },
  {
    pattern: 'moName poss|ordinal|word !hour|thing|minute',
    make: ([name, date], now) =>
      date?.is.has('d') ? dated(date.value, name?.value, undefined, now) : undefined,
  },
  {
    pattern: `begin|middle|end|early on? ${month}`,
    make: ([part, , name], now) => partOf(name, part, now),
  },
  { pattern: 'moName begin|middle|end', make: ([name, part], now) => partOf(name, part, now) },
  { pattern: 'd date', make: ([date], now) => ofMonth(date, now) },
  { pattern: 'date ordinal', make: ([, date], now) => ofMonth(date, now) },
  { pattern: 'ordGen|poss !thing|halfDay|half', make: ([date], now) => ofMonth(date, now) },
  {
    pattern: 'at|on ordinal !thing|halfDay|half|firstHalf|other|moName|may',
    make: ([, date], now) => ofMonth(date, now),
  },
  { pattern: 'next|this moName', make: ([, name], now) => wholeMonth(name, now) },
  { pattern: 'in may', make: ([, name], now) => wholeMonth(name, now) },
  { pattern: 'moName', make: ([name], now) => wholeMonth(name, now) },
  {
    pattern: 'dottedDate',
    make: (found, now) => {
      const { value, second = 0 } = found[0] ?? {};
      return second >= 1 && second <= 12 ? dated(value, second, undefined, now) : undefined;
    },
  },
];

function wholeMonth(name: WhenItem | undefined, { today }: Now): WhenItem {
  return daysItem('period', monthAhead(name?.value ?? 1, today));
}
