import { dayMinutes, type TimeSpan } from '../hours-text/clock-time.ts';
import { dateOf } from './local-day.ts';
import { momentInWords, timeInWords } from './moment-words.ts';
import type { Day, OpeningHours } from './opening-hours.ts';
import { ZoneClock } from './zone-clock.ts';

const daysShown = 8;
/** Days after those are named where they are exceptions, for so long, and at most so many. */
const daysAhead = 60;
const mostExceptions = 8;
let dateFormat: Intl.DateTimeFormat | undefined;

/** What the model is told of the time. */
export interface MomentOptions {
  /** An IANA name. */
  timeZone: string;
  /** Undefined where the business has not said when it is open. */
  hours: OpeningHours | undefined;
}

/**
 * The moment (Unix milliseconds) for the model, in English, in lines: date, weekday, time and zone of the business, whether
 * it is open and until when, the hours of today and the seven days that follow, holidays among them, and the exceptions of the
 * two months to come.
 */
export function momentForModel(now: number, { timeZone, hours }: MomentOptions): string[] {
  const clock = ZoneClock.of(timeZone);
  const minutes = Math.floor(clock.minutesAt(now));
  const today = Math.floor(minutes / dayMinutes);
  const time = timeInWords(minutes - today * dayMinutes);
  const moment = `It is ${dayName(today)}, ${time} where the business is (time zone ${timeZone}, UTC${clock.isoOf(now).slice(19)}).`;
  if (!hours)
    return [moment, 'When the business is open is not known here, unless its own text says so.'];
  const days = Array.from(
    { length: daysShown },
    (_, index) => `${dayName(today + index)}: ${hoursOfDay(hours.day(today + index))}`,
  );
  return [
    moment,
    stateLine(hours, now, timeZone),
    `Opening hours: ${days.join('; ')}.`,
    ...exceptionLines(hours, today + daysShown),
  ];
}

/** Days from this one on that are not like the same weekday elsewhere. */
function exceptionLines(hours: OpeningHours, from: number): string[] {
  const days = Array.from({ length: daysAhead }, (_, index) => from + index);
  const exceptions = days
    .map((day) => ({ day, ...hours.day(day) }))
    .filter(({ isOwn, holiday }) => isOwn || holiday !== undefined)
    .slice(0, mostExceptions)
    .map(({ day, ...rest }) => `${dayName(day)}: ${hoursOfDay(rest)}`);
  return exceptions.length === 0
    ? []
    : [`Later days are like these, but for: ${exceptions.join('; ')}.`];
}

function stateLine(hours: OpeningHours, now: number, timeZone: string): string {
  const { open, next } = hours.at(now);
  if (next === undefined)
    return open ? 'The business is open now, and never closes.' : 'The business is closed now.';
  const change = momentInWords(next, now, { timeZone, language: 'en' });
  return open
    ? `The business is open now; it closes ${change}.`
    : `The business is closed now; it opens ${change}.`;
}

function hoursOfDay({ spans, isOwn, holiday }: Day): string {
  const said = spans.length === 0 ? 'closed' : spans.map(spanInWords).join(' and ');
  const why = [
    ...(isOwn ? ['by a decision of the business'] : []),
    ...(holiday === undefined ? [] : [holiday]),
  ];
  return why.length === 0 ? said : `${said} (${why.join(', ')})`;
}

function spanInWords({ from, to }: TimeSpan): string {
  if (from === 0 && to === dayMinutes) return 'round the clock';
  const end = to > dayMinutes ? `${timeInWords(to - dayMinutes)} of the next day` : timeInWords(to);
  return `${timeInWords(from)}–${end}`;
}

/** `Monday, 30 November 2026`. */
function dayName(day: number): string {
  dateFormat ??= new Intl.DateTimeFormat('en-GB', {
    timeZone: 'UTC',
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  });
  return dateFormat.format(Date.parse(dateOf(day)));
}
