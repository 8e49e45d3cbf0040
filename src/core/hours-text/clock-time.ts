import { Unreadable, shownPiece } from './unreadable.ts';

/** Which half of the day a time is in, where it is said. */
export type Half = 'morning' | 'afternoon' | 'evening' | 'night';

/** A time of day as it is written. */
export interface ClockTime {
  /** Since midnight, 0 to 1440. */
  minutes: number;
  /** An hour alone, such as `9`: no minutes, no leading zero, no half of the day. */
  isBare: boolean;
  half: Half | undefined;
}

/** Part of a day that may run into the next: minutes since the midnight with which its day begins, `[from, to)`. */
export interface TimeSpan {
  from: number;
  to: number;
}

export const dayMinutes = 1440;
const halfDay = 720;

/** The time in `9`, `09.30`, `0930` and the like. Throws an Unreadable for 25:00 and 9:60. */
export function clockTime(text: string, half: Half | undefined): ClockTime {
  if (text === 'noon') return { minutes: halfDay, isBare: false, half };
  if (text === 'midnight') return { minutes: 0, isBare: false, half };
  const [, hours = '', parted, joined] =
    /^(\d{1,2})(?:[:.](\d\d)(?::00)?|(\d\d))?$/.exec(text) ?? [];
  const minutes = parted ?? joined;
  const written = Number(hours);
  if (
    hours === '' ||
    written > 24 ||
    Number(minutes ?? 0) > 59 ||
    (written === 24 && Number(minutes ?? 0) > 0)
  )
    throw notATime(text);
  const hour = half === undefined ? written : hourOf(written, half, text);
  return {
    minutes: hour * 60 + Number(minutes ?? 0),
    isBare: minutes === undefined && half === undefined && !/^0\d/.test(hours),
    half,
  };
}

/** `9-30`: hours and minutes with a dash between them. Undefined when they are none. */
export function dashedTime(
  hours: string,
  minutes: string,
  half: Half | undefined,
): ClockTime | undefined {
  return /^\d{1,2}$/.test(hours) && /^[0-5][05]$/.test(minutes)
    ? clockTime(`${hours}:${minutes}`, half)
    : undefined;
}

function notATime(text: string): Unreadable {
  return new Unreadable(`${shownPiece(text)} is not a time of day`);
}

/** By the clock of twenty-four hours; what is written so already stays. */
function hourOf(hour: number, half: Half, text: string): number {
  if (hour > 12) {
    if (half === 'morning') throw notATime(text);
    return hour;
  }
  if (half === 'morning') return hour % 12;
  if (half === 'afternoon') return (hour % 12) + 12;
  if (half === 'evening') return hour === 12 ? 0 : hour + 12;
  // Eight to eleven at night are before midnight.
  return hour === 12 ? 0 : hour >= 8 ? hour + 12 : hour;
}

/** Bare hours up to this one are in the afternoon where the end of their interval is: "1-5pm". */
const lastShared = 5 * 60 + 59;

/**
 * The interval between two times. One whose end is not after its beginning ends in the afternoon, if it begins before noon
 * and its end is a bare hour of 1 to 12; otherwise on the next day.
 */
export function spanOf(from: ClockTime, to: ClockTime): TimeSpan {
  if (from.minutes === dayMinutes) throw new Unreadable('"24:00" begins nothing');
  const isShared =
    from.half === undefined &&
    (to.half === 'evening' || to.half === 'afternoon') &&
    from.minutes >= 60;
  const start =
    isShared && from.minutes <= lastShared && from.minutes + halfDay < to.minutes
      ? from.minutes + halfDay
      : from.minutes;
  const end = to.minutes === 0 ? dayMinutes : to.minutes;
  if (end > start) return { from: start, to: end };
  const afternoon = end + halfDay;
  const mayShift = to.isBare && end >= 60 && end <= halfDay;
  if (mayShift && start < halfDay) return { from: start, to: afternoon };
  // "6pm-11": both by the clock of twelve hours.
  if (mayShift && from.half !== undefined && afternoon > start)
    return { from: start, to: afternoon };
  return { from: start, to: end + dayMinutes };
}

/** A break is short: "12:30-1:30" ends in the afternoon, not at night. */
export function breakOf(from: ClockTime, to: ClockTime): TimeSpan {
  const span = spanOf(from, to);
  return to.half === undefined && span.to > dayMinutes && span.to - halfDay > span.from
    ? { from: span.from, to: span.to - halfDay }
    : span;
}

/** These intervals in order, those that touch or overlap as one. */
export function merged(spans: readonly TimeSpan[]): TimeSpan[] {
  const joined: TimeSpan[] = [];
  for (const span of spans.toSorted((one, other) => one.from - other.from)) {
    const last = joined.at(-1);
    if (last && span.from <= last.to) last.to = Math.max(last.to, span.to);
    else joined.push({ ...span });
  }
  return joined;
}

/** What is left of intervals when a part is taken out. */
export function without(spans: readonly TimeSpan[], { from, to }: TimeSpan): TimeSpan[] {
  return spans.flatMap((span) =>
    [
      { from: span.from, to: Math.min(span.to, from) },
      { from: Math.max(span.from, to), to: span.to },
    ].filter((part) => part.to > part.from),
  );
}

/** Whether two intervals have a moment in common. */
export function isOverlap(one: TimeSpan, other: TimeSpan): boolean {
  return one.from < other.to && other.from < one.to;
}
