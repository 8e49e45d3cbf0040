import { daysOf, type Clause, type Hours } from './clause.ts';
import { Clauses } from './clauses.ts';
import {
  dayMinutes,
  isOverlap,
  merged,
  without,
  type ClockTime,
  type TimeSpan,
} from './clock-time.ts';
import { withOtherDays } from './closed-days.ts';
import type { BreakItem } from './item.ts';
import { itemsOf } from './items.ts';
import { scan } from './scan.ts';
import { breakHoursOf, hoursOf } from './times.ts';
import { Unreadable, shownPiece } from './unreadable.ts';
import { daysIn, everyDay, holidays, otherDays } from './weekdays.ts';

/** What a text of opening hours says. */
export interface Week {
  /** The hours of Monday to Sunday, in order and apart; each belongs to the day on which it begins. */
  days: readonly (readonly TimeSpan[])[];
  /** Round the clock on all days, which days off do not change. */
  isAlways: boolean;
  /** What it says of public holidays: closed, as on any day, or nothing. */
  holidays: 'closed' | 'as ever' | undefined;
}

const allDay: TimeSpan = { from: 0, to: dayMinutes };

/** Reads opening hours in Russian, Kazakh or English. Throws an Unreadable that names the piece which is not understood. */
export function readWeek(text: string): Week {
  const tokens = scan(text);
  const { done, remarks } = new Clauses(withOtherDays(itemsOf(tokens)));
  const reading = new Reading(withDays(done));
  if (!reading.days.some((spans) => spans.length > 0)) throw new Unreadable('no times are named');
  for (const { days, text: piece } of remarks)
    if (daysIn(days).some((day) => reading.days[day]?.length === 0))
      throw new Unreadable(`${shownPiece(piece)} does not agree with the rest`);
  const isAsEver = tokens.some(({ is }) => is === 'everyDayAndHolidays');
  const closing = reading.isClosedOnHolidays ? 'closed' : undefined;
  if (isAsEver && closing) throw new Unreadable('the public holidays are named twice');
  return {
    days: reading.days,
    isAlways: reading.isAlways && !closing,
    holidays: isAsEver ? 'as ever' : closing,
  };
}

/** Round the clock needs no days; all other hours do. */
function withDays(clauses: readonly Clause[]): readonly Clause[] {
  const lost = clauses.find(({ days }) => days.length === 0);
  if (!lost) return clauses;
  const isAlways =
    clauses.length === 1 &&
    lost.hours.length > 0 &&
    lost.hours.every((hours) => hours === 'all day');
  if (!isAlways)
    throw new Unreadable(
      lost.isClosed || lost.hours.length === 0
        ? `${shownPiece(lost.text)} has no days`
        : 'no days are named',
    );
  return [{ ...lost, days: [{ is: 'days', days: everyDay, isSet: true, text: lost.text }] }];
}

class Reading {
  readonly days: TimeSpan[][] = Array.from({ length: 7 }, () => []);
  isClosedOnHolidays = false;
  readonly #clauses: readonly Clause[];
  readonly #allDay = new Set<number>();
  #named = 0;
  #lastHours: readonly Hours[] = [];

  constructor(clauses: readonly Clause[]) {
    this.#clauses = clauses;
    for (const clause of clauses) this.#take(clause);
    this.days = this.days.map(merged);
  }

  get isAlways(): boolean {
    return (
      this.#allDay.size === 7 &&
      this.days.every(([first]) => first?.from === 0 && first.to >= dayMinutes)
    );
  }

  #take(clause: Clause): void {
    const named = this.#resolved(clause);
    if ((named & holidays) > 0) this.#takeHolidays(clause);
    if ((clause.less & holidays) > 0) this.isClosedOnHolidays = true;
    this.#named |= named;
    const days = daysIn(named);
    const spans = this.#spansOf(clause);
    for (const day of days) {
      this.days[day] = spans.map((span) => ({ ...span }));
      if (clause.hours.includes('all day')) this.#allDay.add(day);
      else this.#allDay.delete(day);
    }
    for (const item of clause.after)
      if (item.is === 'break') this.#pause(item);
      else this.#takeMore(days, item.hours);
  }

  #takeHolidays({ isClosed, text }: Clause): void {
    if (!isClosed)
      throw new Unreadable(`hours on public holidays (${shownPiece(text)}) need their dates`);
    this.isClosedOnHolidays = true;
  }

  /** Its days; those that are named nowhere else where it says "other days". */
  #resolved(clause: Clause): number {
    const named = daysOf(clause);
    if ((named & otherDays) === 0) return named;
    const elsewhere = this.#clauses
      .map(daysOf)
      .reduce((all, days) => ((days & otherDays) === 0 ? all | days : all), 0);
    return (named & ~otherDays) | (everyDay & ~elsewhere);
  }

  /** "Пт до 17" has the hours of the days before, with another end. */
  #spansOf({ hours }: Clause): TimeSpan[] {
    const spans = hours.map((each) => {
      if (each === 'all day') return allDay;
      return hoursOf(each, each.from ?? this.#beginning());
    });
    if (hours.length > 0)
      this.#lastHours = hours.map((each) =>
        each === 'all day' || each.from ? each : { ...each, from: this.#beginning() },
      );
    return spans.map((span, index) =>
      isOfAfternoon(hours[index], spans[index - 1], span)
        ? { from: span.from + dayMinutes / 2, to: span.to + dayMinutes / 2 }
        : span,
    );
  }

  #beginning(): ClockTime | undefined {
    const [only, ...others] = this.#lastHours;
    return only === 'all day' || others.length > 0 ? undefined : only?.from;
  }

  #pause({ days, times, text }: BreakItem): void {
    const span = breakHoursOf(times);
    const paused = daysIn(days ?? this.#named);
    if (paused.length === 0) throw new Unreadable(`${shownPiece(text)} stands before the days`);
    this.#takeOut(paused, span);
  }

  #takeOut(days: readonly number[], span: TimeSpan): void {
    const isHit = (part: TimeSpan): boolean =>
      days.some((day) => this.days[day]?.some((open) => isOverlap(open, part)));
    const later = { from: span.from + dayMinutes, to: span.to + dayMinutes };
    const afternoon = { from: span.from + dayMinutes / 2, to: span.to + dayMinutes / 2 };
    // "Обед с 1 до 2" of a shop that opens at nine is in the afternoon.
    const isByTwelve = span.from >= 60 && span.from < 360 && !isHit(span) && !isHit(later);
    for (const day of days)
      this.days[day] = [isByTwelve ? afternoon : span, later].reduce(
        (open, part) => without(open, part),
        this.days[day] ?? [],
      );
  }

  /** Hours behind a break: a second break where they lie within the hours, more hours elsewhere. */
  #takeMore(days: readonly number[], hours: Hours): void {
    const span = hours === 'all day' ? allDay : hoursOf(hours, undefined);
    const isWithin = days.every((day) =>
      this.days[day]?.some((open) => open.from <= span.from && span.to <= open.to),
    );
    if (isWithin && hours !== 'all day') this.#takeOut(days, breakHoursOf(hours));
    else for (const day of days) this.days[day]?.push({ ...span });
  }
}

/** "9-1, 2-6" goes on in the afternoon: bare hours that would begin before those ahead of them have ended. */
function isOfAfternoon(
  written: Hours | undefined,
  before: TimeSpan | undefined,
  span: TimeSpan,
): boolean {
  if (written === undefined || written === 'all day' || before === undefined) return false;
  const isBare = written.from?.isBare === true && written.from.half === undefined;
  const half = dayMinutes / 2;
  const fits = span.from + half >= before.to && span.to <= half && span.from >= 60;
  return isBare && written.to.half === undefined && span.from < before.from && fits;
}
