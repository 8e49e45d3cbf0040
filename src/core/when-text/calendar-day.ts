const dayMs = 86_400_000;

/** A day of the calendar; days are counted since 1970-01-01. */
export interface CalendarDay {
  readonly year: number;
  /** 1 is January. */
  readonly month: number;
  readonly date: number;
}

/** Days from the first to the one before `to`. */
export interface DaySpan {
  readonly from: number;
  readonly to: number;
}

export function calendarDayOf(day: number): CalendarDay {
  const at = new Date(day * dayMs);
  return { year: at.getUTCFullYear(), month: at.getUTCMonth() + 1, date: at.getUTCDate() };
}

/** The number of a day; undefined where the month has no such day. */
export function dayNumberOf({ year, month, date }: CalendarDay): number | undefined {
  const day = Date.UTC(year, month - 1, date) / dayMs;
  const found = calendarDayOf(day);
  return found.month === month && found.date === date ? day : undefined;
}

/** The first day of a month; months run on over the ends of a year. */
export function monthStart(year: number, month: number): number {
  return Date.UTC(year, month - 1, 1) / dayMs;
}

/** The same day so many months later, the last day of that month where it has none. */
export function monthsLater(day: number, months: number): number {
  const { year, month, date } = calendarDayOf(day);
  const last = monthStart(year, month + months + 1) - 1;
  return Math.min(monthStart(year, month + months) + date - 1, last);
}

/** The weekday of a day; 0 is Monday. */
export function weekdayOfDay(day: number): number {
  return (((day + 3) % 7) + 7) % 7;
}

/** The Monday of the week of a day. */
export function mondayOf(day: number): number {
  return day - weekdayOfDay(day);
}

/** The first coming weekday after a day. */
export function comingWeekday(day: number, weekday: number): number {
  return day + ((weekday - weekdayOfDay(day) + 6) % 7) + 1;
}

/**
 * A day and month without a year: this year's if it is today or ahead, next year's if it is more than six months past; undefined
 * for what is less past or does not exist.
 */
export function dateAhead(month: number, date: number, today: number): number | undefined {
  const { year } = calendarDayOf(today);
  const thisYear = monthStart(year, month) + date - 1;
  if (thisYear >= today) return dayNumberOf({ year, month, date });
  return monthsLater(thisYear, 6) < today
    ? dayNumberOf({ year: year + 1, month, date })
    : undefined;
}

/** The first coming day with this number, today included; months without it are passed over. */
export function dateOfMonthAhead(date: number, today: number): number | undefined {
  const { year, month } = calendarDayOf(today);
  for (let later = 0; later < 12; later++) {
    const start = monthStart(year, month + later);
    const { year: inYear, month: inMonth } = calendarDayOf(start);
    const day = dayNumberOf({ year: inYear, month: inMonth, date });
    if (day !== undefined && day >= today) return day;
  }
  return undefined;
}

/** The first month of this name whose end is still ahead. */
export function monthAhead(month: number, today: number): DaySpan {
  const { year } = calendarDayOf(today);
  const inYear = monthStart(year, month + 1) > today ? year : year + 1;
  return { from: monthStart(inYear, month), to: monthStart(inYear, month + 1) };
}

/** The beginning (1–10), the middle (11–20) or the end of a month that begins on a day. */
export function partOfMonth(start: number, part: 'begin' | 'middle' | 'end'): DaySpan {
  const { year, month } = calendarDayOf(start);
  if (part === 'begin') return { from: start, to: start + 10 };
  if (part === 'middle') return { from: start + 10, to: start + 20 };
  return { from: start + 20, to: monthStart(year, month + 1) };
}
