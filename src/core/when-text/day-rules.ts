import {
  calendarDayOf,
  comingWeekday,
  mondayOf,
  monthStart,
  partOfMonth,
  type DaySpan,
} from './calendar-day.ts';
import { daysItem, oneDay } from './date-rules.ts';
import { itemOf, type WhenItem } from './items.ts';
import type { Now, RewritingRule } from './rewriting.ts';

const past = (): WhenItem => itemOf('void');

function weekday(item: WhenItem | undefined, day: number): WhenItem {
  return oneDay('weekday', comingWeekday(day, item?.value ?? 0), `weekday${item?.value ?? 0}`);
}

function nextWeekday(item: WhenItem | undefined, { today }: Now): WhenItem {
  return oneDay('weekday', mondayOf(today) + 7 + (item?.value ?? 0), 'nextWeek');
}

/** From the first coming weekday to the next one of the other name. */
function weekdays(
  first: WhenItem | undefined,
  last: WhenItem | undefined,
  { today }: Now,
): WhenItem {
  const from = comingWeekday(today, first?.value ?? 0);
  return daysItem('range', { from, to: comingWeekday(from, last?.value ?? 0) + 1 });
}

function monthOf(today: number, later: number): DaySpan {
  const { year, month } = calendarDayOf(today);
  return { from: monthStart(year, month + later), to: monthStart(year, month + later + 1) };
}

/** A part of the month, the first whose end is still ahead, or of the next month. */
function partOfThisMonth(part: WhenItem | undefined, next: boolean, { today }: Now): WhenItem {
  const name = (['begin', 'middle', 'end'] as const).find((one) => part?.is.has(one)) ?? 'begin';
  const here = partOfMonth(monthOf(today, 0).from, name);
  const there = partOfMonth(monthOf(today, 1).from, name);
  return daysItem('period', next || here.to <= today ? there : here);
}

function week(today: number, weeks: number): WhenItem {
  const from = mondayOf(today) + 7 * weeks;
  return daysItem('week', { from, to: from + 7 });
}

function weekend(today: number, weeks: number): WhenItem {
  const from = mondayOf(today) + 7 * weeks + 5;
  return daysItem('period', { from, to: from + 2 });
}

/** Monday and Tuesday of this week, where they are still ahead, or of the next. */
function weekBegin(today: number, next: boolean): WhenItem {
  const from = mondayOf(today) + (next || mondayOf(today) + 2 <= today ? 7 : 0);
  return daysItem('period', { from, to: from + 2 });
}

/** From today to the end of this week or month. */
function rest(unit: WhenItem | undefined, { today }: Now): WhenItem {
  const to = unit?.is.has('week') ? mondayOf(today) + 7 : monthOf(today, 0).to;
  return daysItem('period', { from: today, to });
}

const isNext = (item: WhenItem | undefined): boolean => item?.is.has('next') === true;

const periods: readonly RewritingRule[] = [
  {
    pattern: 'before|till|by on? end on? this? week|month',
    make: (found, now) => rest(found[5], now),
  },
  { pattern: 'this? week|month end beforehand', make: ([, unit], now) => rest(unit, now) },
  {
    pattern: 'begin|middle|end|early on? next|this? month',
    make: ([part, , which], now) => partOfThisMonth(part, isNext(which), now),
  },
  {
    pattern: 'next|this? month begin|middle|end',
    make: ([which, , part], now) => partOfThisMonth(part, isNext(which), now),
  },
  {
    pattern: 'begin|early on? next|this? week',
    make: ([, , which], { today }) => weekBegin(today, isNext(which)),
  },
  {
    pattern: 'next|this? week begin',
    make: ([which], { today }) => weekBegin(today, isNext(which)),
  },
  {
    pattern: 'next|this week',
    make: ([which], { today }) => week(today, isNext(which) ? 1 : 0),
  },
  {
    pattern: 'next|this? weekend day?',
    make: ([which], { today }) => weekend(today, isNext(which) ? 1 : 0),
  },
  {
    pattern: 'next|this month',
    make: ([which], { today }) => daysItem('period', monthOf(today, isNext(which) ? 1 : 0)),
  },
];

const pastAndRepeated: readonly RewritingRule[] = [
  { pattern: 'yesterday', make: past },
  { pattern: 'last weekday|week|month|weekend|year|day|moName', make: past },
  { pattern: 'num? week|month|year|day ago', make: past },
  {
    pattern: 'every weekday|week|month|day|weekend|morning|evening|ofMorning|ofEvening',
    make: past,
  },
  { pattern: 'weekday|week|month|day every', make: past },
  {
    pattern: 'po manyEnding till? manyEnding?',
    make: ([, one]) =>
      one?.is.has('weekday') ||
      one?.is.has('weekend') ||
      one?.is.has('ofMorning') ||
      one?.is.has('ofEvening')
        ? past()
        : undefined,
  },
  { pattern: 'weekdays', make: past },
];

/** Today and tomorrow, weekdays, weeks, weekends and months, and what is past or comes again and again. */
export const dayRules: readonly RewritingRule[] = [
  ...pastAndRepeated,
  { pattern: 'after tomorrow', make: (_, { today }) => oneDay('word', today + 2) },
  { pattern: 'on? day after tomorrow', make: (_, { today }) => oneDay('word', today + 2) },
  {
    pattern: 'eveningToday',
    make: (_, { today }) => [oneDay('word', today), itemOf('evening')],
  },
  {
    pattern: 'this morning|daytime|evening|noonMeal',
    make: ([, part], { today }) => (part === undefined ? undefined : [oneDay('word', today), part]),
  },
  { pattern: 'today', make: (_, { today }) => oneDay('word', today) },
  { pattern: 'tomorrow day?', make: (_, { today }) => oneDay('word', today + 1) },
  { pattern: 'dayAfter', make: (_, { today }) => oneDay('word', today + 2) },
  ...periods,
  { pattern: 'from? weekday till|dash weekday', make: ([, a, , b], now) => weekdays(a, b, now) },
  {
    pattern: 'fromEnding weekday beforehand',
    make: ([a, b], now) => (a?.is.has('weekday') ? weekdays(a, b, now) : undefined),
  },
  { pattern: 'next weekday day?', make: ([, day], now) => nextWeekday(day, now) },
  { pattern: 'this? weekday day?', make: ([, day], { today }) => weekday(day, today) },
];
