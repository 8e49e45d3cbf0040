import { SetupError } from '../errors.ts';
import { specialDay, type Country } from './special-days.ts';
import { dayMinutes, type TimeSpan } from '../hours-text/clock-time.ts';
import { weekdayOf } from './local-day.ts';
import { readOwnDays, type OwnDays } from './own-days.ts';
import { Unreadable } from '../hours-text/unreadable.ts';
import { readWeek, type Week } from '../hours-text/week.ts';
import { ZoneClock } from './zone-clock.ts';

/** Where and when hours hold. */
export interface HoursOptions {
  /** An IANA name. */
  timeZone: string;
  /** Whose days off close every schedule that is not round the clock. */
  country: Country;
  /** The owner's own dates: `2026-12-10` closed, `2026-12-16 11:00-15:00` these hours; they win over weekday and country. */
  holidays?: readonly string[];
}

/** Whether it is open, and the next change of that; undefined when there is none. */
export interface Opening {
  open: boolean;
  /** Unix milliseconds. */
  next: number | undefined;
}

/** A part of a day that the business is open: Unix milliseconds, `[from, to)`. */
export interface Stretch {
  from: number;
  to: number;
}

/** What a day is: its hours as minutes since its midnight, and why they are other than on other weeks. */
export interface Day {
  spans: readonly TimeSpan[];
  /** By the owner's own dates. */
  isOwn: boolean;
  /** The public holiday, or the day off for one, on which it falls, also where the business works then. */
  holiday: string | undefined;
}

/** Days to look on for a change where every week is the same: a holiday is at most a year away. */
const furthest = 400;

/** The opening hours of a business, read once. */
export class OpeningHours {
  readonly clock: ZoneClock;
  readonly #week: Week;
  readonly #own: OwnDays;
  readonly #country: Country;
  readonly #lastOwn: number;

  /** Throws a SetupError that names the piece which is not understood. */
  constructor(text: string, { timeZone, country, holidays = [] }: HoursOptions) {
    this.clock = ZoneClock.of(timeZone);
    this.#week = readable(() => readWeek(text));
    this.#own = readable(() => readOwnDays(holidays));
    this.#country = country;
    this.#lastOwn = Math.max(0, ...this.#own.keys());
    if (this.#week.holidays === 'as ever' && country !== 'none')
      throw unusable('they hold on public holidays, but these are days off');
  }

  /** Whether the text says that the business is closed on public holidays. */
  get isClosedOnHolidays(): boolean {
    return this.#week.holidays === 'closed';
  }

  /** The state at a moment (Unix milliseconds), and when it changes. */
  at(moment: number): Opening {
    for (const { from, to } of this.stretches(moment)) {
      if (moment < from) return { open: false, next: from };
      if (moment < to)
        return { open: true, next: to === Number.POSITIVE_INFINITY ? undefined : to };
    }
    return { open: false, next: undefined };
  }

  /** The first moment from this one on by which the business has been open for this long, milliseconds; undefined when it never is. */
  afterOpen(moment: number, duration: number): number | undefined {
    let left = duration;
    for (const { from, to } of this.stretches(moment, furthest)) {
      const start = Math.max(from, moment);
      if (start + left <= to) return start + left;
      left -= Math.max(0, to - start);
    }
    return undefined;
  }

  /** A day by its number since 1970-01-01 where the business is. */
  day(number: number): Day {
    const special = this.#week.isAlways ? undefined : specialDay(this.#country, number);
    const holiday = special?.isOff === true ? special.name : undefined;
    const own = this.#own.get(number);
    if (own) return { spans: own, isOwn: true, holiday };
    if (holiday !== undefined) return { spans: [], isOwn: false, holiday };
    const weekday = special?.isOff === false ? special.like : weekdayOf(number);
    return { spans: this.#week.days[weekday] ?? [], isOwn: false, holiday };
  }

  /** The times at which it is open, those first that end after a moment; endless for the last one when it never closes again. */
  *stretches(moment: number, days = 0): Generator<Stretch> {
    let last: Stretch | undefined;
    for (const { from, to } of this.#joined(moment, days)) {
      const next = {
        from: this.clock.momentOf(from),
        to: to === Number.POSITIVE_INFINITY ? to : this.clock.momentOf(to),
      };
      // Where clocks leap, times that are apart on them may be one moment.
      if (last && next.from <= last.to) last.to = Math.max(last.to, next.to);
      else {
        if (last && last.to > moment) yield last;
        last = next.to > next.from ? next : last;
      }
    }
    if (last && last.to > moment) yield last;
  }

  /** The same on the wall clock, minutes since 1970-01-01, from the day before yesterday on; those that touch are one. */
  *#joined(moment: number, days: number): Generator<TimeSpan> {
    const today = Math.floor(this.clock.minutesAt(moment) / dayMinutes);
    const end = Math.max(today + Math.max(days, furthest), this.#lastOwn + 9);
    let last: TimeSpan | undefined;
    for (let day = today - 2; day <= end; day += 1)
      for (const { from, to } of this.day(day).spans) {
        const span = { from: day * dayMinutes + from, to: day * dayMinutes + to };
        if (last && span.from <= last.to) last.to = Math.max(last.to, span.to);
        else {
          if (last) yield last;
          last = span;
        }
      }
    if (last)
      yield last.to > end * dayMinutes ? { from: last.from, to: Number.POSITIVE_INFINITY } : last;
  }
}

function readable<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof Unreadable) throw unusable(error.message);
    throw error;
  }
}

function unusable(why: string): SetupError {
  return new SetupError('hours', `The opening hours cannot be used: ${why}`, {
    suggestions: [
      'Write them like "Mon-Fri 10:00-19:00, Sat 11-16", in Russian, Kazakh or English.',
    ],
  });
}
