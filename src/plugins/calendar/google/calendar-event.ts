import type { TimeRange } from '../../../core/kinds/calendar.ts';
import { fieldsOf } from '../../../core/plugin-api/failures.ts';

/** An event, as far as it matters. */
export interface CalendarEvent extends TimeRange {
  id: string;
  isCancelled: boolean;
  /** It takes no time of anybody: a note, a birthday. */
  isFree: boolean;
  /** Made by a bot such as this one. */
  isOurs: boolean;
  /** When it was made, as Google wrote it: to be compared. */
  created: string;
}

/** Reads an event as Google writes it; undefined for what is none. */
export function readEvent(body: unknown): CalendarEvent | undefined {
  const { id, status, transparency, created, start, end, extendedProperties } = fieldsOf(body);
  if (typeof id !== 'string') return undefined;
  const own = fieldsOf(fieldsOf(extendedProperties)['private']);
  return {
    id,
    isCancelled: status === 'cancelled',
    isFree: transparency === 'transparent',
    isOurs: own['wabot'] === '1',
    created: typeof created === 'string' ? created : '',
    from: momentOf(start),
    to: momentOf(end),
  };
}

/** A whole day has only a date. */
function momentOf(written: unknown): number {
  const { dateTime, date } = fieldsOf(written);
  return Date.parse(String(dateTime ?? date));
}
