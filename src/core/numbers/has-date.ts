import { dateOfDay, dayNumber, monthOf, statedWeekday, weekdayOfDate } from '../figures/dates.ts';
import type { Mention, NamedDate, NumberToken } from '../figures/tokens.ts';
import type { Given } from './given.ts';

/** "В выходные, 19 и 20 декабря", where the sources name one of these days. */
function isOfWeekend(
  tokens: readonly NumberToken[],
  { at }: Mention,
  { weekdays }: Given,
): boolean {
  const near = tokens.slice(Math.max(0, at - 6), at);
  return (weekdays.has(5) || weekdays.has(6)) && near.some(({ means }) => means.has('weekend'));
}

/** Whether a number is a day of the month, "15-е", "the 15th", on which one of the dates of the sources, today or tomorrow falls. */
export function isDayOfMonth(
  mention: Mention,
  tokens: readonly NumberToken[],
  given: Given,
): boolean {
  const { value, next, unit } = mention;
  const dash = /^[-–]$/.test(tokens[next]?.text ?? '') ? 1 : 0;
  const ending = /^(?:е|го|му|м|ое|ого|th|st|nd|rd|інде|сінде|ында|нда|іне)$/;
  if (!ending.test(tokens[next + dash]?.text ?? '') || (unit !== undefined && unit !== 'noun'))
    return false;
  const { today } = given;
  const days = given.dates.flatMap((date) => namedDay(date, given) ?? []);
  const near = today === undefined ? [] : [today, today + 1];
  const weekday = statedWeekday(weekdayBeside(tokens, { ...mention, next: next + dash + 1 }));
  return [...days, ...near].some(
    (day) =>
      dateOfDay(day).date === value && (weekday === undefined || weekdayOfDate(day) === weekday),
  );
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
  // "20 декабря — воскресенье, 9 января — суббота": the first is that of the date before it.
  const taken = before.findIndex((token) => statedWeekday(token) !== undefined);
  const [dash, other] = [tokens[at - taken - 2], tokens[at - taken - 3]];
  const isOther =
    monthOf(other) !== undefined || other?.kind === 'number' || other?.kind === 'dotted';
  if (taken > 0 && /^[-–—(]$/.test(dash?.text ?? '') && isOther) before.length = taken;
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

const starts = /^(?:старт|начина|начал|набор|start|begin|бастал)/iu;
const term =
  /^(?:(?:до|по|к|by|till|until|срок\p{L}?)$|старт|начина|начал|набор|start|begin|бастал)/iu;

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
  if (isOfWeekend(tokens, mention, given) && weekdayOfDate(day) >= 5 && day <= today + 7)
    return day > today;
  const after = day - today;
  // "до 5-го числа", "1-го и 15-го числа каждого месяца": the next one.
  const isTerm = tokens
    .slice(Math.max(0, mention.at - 6), mention.at)
    .some(({ text }, at, near) => (at >= near.length - 3 ? term : starts).test(text));
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
