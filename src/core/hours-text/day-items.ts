import type { DaysItem, Gap, Item, Placed } from './item.ts';
import type { Reader } from './reader.ts';
import type { HoursToken } from './scan.ts';
import { isTime } from './times.ts';
import { Unreadable, shownPiece } from './unreadable.ts';
import {
  bitOf,
  everyDay,
  holidays,
  otherDays,
  weekdayRange,
  weekend,
  workingDays,
} from './weekdays.ts';

type Kind = HoursToken['is'];

const sets: Partial<Record<Kind, number>> = {
  everyDay,
  everyDayAndHolidays: everyDay,
  workingDays,
  weekend,
  holidays,
  otherDays,
};
const singles: readonly Kind[] = ['day0', 'day1', 'day2', 'day3', 'day4', 'day5', 'day6'];
const ties: readonly Kind[] = ['dash', 'to', 'po', 'from', 'toward'];

/** Whether a day, or a word for several, comes next or so many ahead. */
export function isDay(reader: Reader, ahead = 0): boolean {
  const { is } = reader.peek(ahead);
  return is in sets || singles.includes(is);
}

function isSingle(reader: Reader, ahead: number): boolean {
  return singles.includes(reader.peek(ahead).is);
}

/** Takes a day, a range of days or a word for several. Throws an Unreadable for `пн-ср-пт`. */
export function takeRange(reader: Reader): DaysItem {
  const { is, text } = reader.take();
  const set = sets[is];
  if (set !== undefined) return { is: 'days', days: set, isSet: true, text };
  const from = singles.indexOf(is);
  const ahead = rangeAhead(reader, text);
  if (ahead === undefined) {
    if (reader.peek().is === 'toward') reader.take();
    return { is: 'days', days: bitOf(from), isSet: false, text };
  }
  for (let index = 0; index < ahead; index += 1) reader.take();
  const last = reader.take();
  reader.skip('toward', 'until', 'among');
  const range = `${text}-${last.text}`;
  if (reader.peek().is === 'dash' && isSingle(reader, 1))
    throw new Unreadable(`${shownPiece(range)} can be read in two ways`);
  return {
    is: 'days',
    days: weekdayRange(from, singles.indexOf(last.is)),
    isSet: false,
    text: range,
  };
}

/** How far ahead the last day of the range is that begins with the day just taken; undefined when it is one day. */
function rangeAhead(reader: Reader, first: string): number | undefined {
  let ahead = 0;
  while (ties.includes(reader.peek(ahead).is)) ahead += 1;
  const link = reader.peek().is;
  if (ahead > 0 && isSingle(reader, ahead))
    return link === 'po' && /[ая]м$/i.test(first) ? undefined : ahead;
  const behind = (index: number): Kind =>
    reader.peek(reader.peek(index).is === 'toward' ? index + 1 : index).is;
  if (link === 'with' && isSingle(reader, 1) && behind(2) === 'among') return 1;
  return isSingle(reader, 0) && behind(1) === 'until' ? 0 : undefined;
}

/** Takes the days behind a word such as "except"; a list of them where it can be nothing else. */
export function takeExcept(reader: Reader, word: { text: string; hasHours: boolean }): number {
  const { text, hasHours } = word;
  reader.skip('po', 'dash', 'opening');
  if (reader.peek().is === 'daysOff') {
    reader.take();
    return weekend;
  }
  if (!isDay(reader)) throw new Unreadable(`${shownPiece(text)} has no days`);
  const { days } = takeRange(reader);
  const joint = reader.peek().is;
  if (
    (joint === 'and' || joint === 'with') &&
    (isDay(reader, 1) || reader.peek(1).is === 'daysOff')
  ) {
    reader.take();
    return days | takeExcept(reader, word);
  }
  if (joint !== 'stop' || !isDay(reader, 1)) return days;
  const { next, index } = beyondDays(reader, 1);
  if (isClosed(next)) return days;
  // "Daily 9-21 except Sun, Sat 10-16": whose hours are these?
  if (hasHours && (isTime(reader, index) || next.is === 'allDay'))
    throw new Unreadable(`${shownPiece(text)} can be read in two ways`);
  reader.take();
  return days | takeExcept(reader, word);
}

function isClosed({ is }: HoursToken): boolean {
  return is === 'closed' || is === 'byAppointment';
}

interface Beyond {
  next: HoursToken;
  /** How far ahead that is. */
  index: number;
  /** The days that are named on the way. */
  days: number;
}

/** What stands behind a list of days that begins so many ahead. */
function beyondDays(reader: Reader, from: number): Beyond {
  const between: readonly Kind[] = ['dash', 'and', 'with', 'opening', 'closing', 'po'];
  let days = 0;
  let index = from;
  for (; ; index += 1) {
    const { is, text } = reader.peek(index);
    if (!isDay(reader, index) && !between.includes(is) && text !== ',')
      return { next: reader.peek(index), index, days };
    days |= sets[is] ?? (singles.includes(is) ? bitOf(singles.indexOf(is)) : 0);
  }
}

/** "Выходные" are Saturday and Sunday where hours follow, and mean "closed" where days stand beside it. */
export function takeDaysOff(
  reader: Reader,
  { text, last, gap }: { text: string; last: Placed | undefined; gap: Gap },
): Item[] {
  const bothDays: Item = { is: 'days', days: weekend, isSet: true, text };
  const closed: Item = { is: 'closed', text };
  const { next, index, days } = beyondDays(reader, 0);
  const hasHours = isTime(reader, index) || next.is === 'to' || next.is === 'allDay';
  const following = reader.peek().is;
  if (last?.is === 'days' && gap === 'none') {
    if (!hasHours || days > 0 || following === 'stop') return [closed];
    if ((last.days & ~weekend) === 0) return [];
    throw new Unreadable(`${shownPiece(text)} can be read in two ways`);
  }
  if (following === 'and') return [bothDays];
  // In "выходные (сб, вс) 10-15" it is a label.
  if (days > 0) return hasHours && days === weekend ? [] : [closed];
  if (hasHours || isClosed(next)) return [bothDays];
  return last?.is === 'days' ? [closed] : [bothDays, closed];
}
