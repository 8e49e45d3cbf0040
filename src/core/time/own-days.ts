import { dayMinutes, merged, type TimeSpan } from '../hours-text/clock-time.ts';
import { dayOf, yearOf } from './local-day.ts';
import { scan } from '../hours-text/scan.ts';
import { Reader } from '../hours-text/reader.ts';
import { hoursOf, isTime, takeTimes } from '../hours-text/times.ts';
import { Unreadable, shownPiece } from '../hours-text/unreadable.ts';

/** The hours of the business's own days by their number since 1970-01-01; none on a day that is closed. */
export type OwnDays = ReadonlyMap<number, readonly TimeSpan[]>;

const written = /^(\d{4}-\d\d-\d\d)(?:[\sT:]+(.*))?$/s;
const mostDays = 1000;

/** Reads `2026-12-10` (closed) and `2026-12-16 11:00-15:00`; a day that is named again replaces itself. Throws an Unreadable. */
export function readOwnDays(lines: readonly string[]): OwnDays {
  if (lines.length > mostDays) throw new Unreadable(`more than ${mostDays} days are named`);
  return new Map(lines.map(readOwnDay));
}

function readOwnDay(line: string): [number, TimeSpan[]] {
  const [, date = '', hours = ''] = written.exec(line.trim()) ?? [];
  const day = dayOf(date);
  if (Number.isNaN(day) || yearOf(day) < 2000 || yearOf(day) > 2099)
    throw new Unreadable(
      `${shownPiece(line)} is not a date such as 2026-12-10 or 2026-12-16 11:00-15:00`,
    );
  return [day, spansOf(hours, line)];
}

function spansOf(text: string, line: string): TimeSpan[] {
  const reader = new Reader(scan(text));
  const spans: TimeSpan[] = [];
  let isClosed = false;
  while (reader.peek().is !== 'end') {
    if (isTime(reader)) {
      spans.push(hoursOf(takeTimes(reader), undefined));
      continue;
    }
    const { is } = reader.take();
    if (is === 'allDay' || is === 'always') spans.push({ from: 0, to: dayMinutes });
    else if (is === 'closed') isClosed = true;
    else if (!['stop', 'and', 'opening', 'closing', 'dash'].includes(is))
      throw new Unreadable(`${shownPiece(line)} is not understood`);
  }
  if (isClosed && spans.length > 0)
    throw new Unreadable(`${shownPiece(line)} can be read in two ways`);
  return merged(spans);
}
