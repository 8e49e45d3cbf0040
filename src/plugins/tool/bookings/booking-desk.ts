import type { Booking, BookingRefusal, Calendar, Slot } from '../../../core/kinds/calendar.ts';
import type { ToolContext, ToolResult } from '../../../core/kinds/tool.ts';
import { ServiceError } from '../../../core/plugin-api/failures.ts';
import { momentInWords, ZoneClock } from '../../../core/plugin-api/time.ts';
import type { BookingLedger } from '../../calendar/booking-ledger.ts';
import type { BookingPlan } from '../../calendar/plan.ts';

/** What the functions are made of. */
export interface DeskParts {
  plan: BookingPlan;
  /** Knows what was offered in a chat, and what was given back there. */
  ledger: Pick<BookingLedger, 'offered' | 'list' | 'close'>;
  timeZone: string;
  /** Undefined where none was opened. */
  calendar(): Calendar | undefined;
}

/** The calendar; throws a ServiceError where there is none. */
export function calendarOf({ calendar }: DeskParts): Calendar {
  const found = calendar();
  if (found) return found;
  throw new ServiceError('bookings.calendar', 'No calendar is open in this process', {
    retryable: false,
  });
}

/** A moment as the model writes it back: `2026-12-01T15:00`, where the business is. */
export function startOf(at: number, timeZone: string): string {
  return ZoneClock.of(timeZone).isoOf(at).slice(0, 16);
}

/** The moment of `2026-12-01T15:00` or `2026-12-01 15:00` where the business is, with or without a zone; undefined for what is none. */
export function momentOfStart(start: unknown, timeZone: string): number | undefined {
  if (typeof start !== 'string') return undefined;
  const [, minutes, zone] =
    /^(\d{4}-\d\d-\d\d[T ]\d\d:\d\d)(?::\d\d)?(Z|[+-]\d\d:\d\d)?$/.exec(start.trim()) ?? [];
  if (minutes === undefined) return undefined;
  const at = Date.parse(`${minutes.replace(' ', 'T')}:00${zone ?? 'Z'}`);
  if (Number.isNaN(at)) return undefined;
  return zone === undefined ? ZoneClock.of(timeZone).momentOf(at / 60_000) : at;
}

/** A time as the model is shown it: to write back, and to say. */
export function shownSlot(
  { service, staff, from }: Slot,
  { timeZone }: DeskParts,
  { now, language }: ToolContext,
): Readonly<Record<string, string>> {
  return {
    service,
    start: startOf(from, timeZone),
    say: momentInWords(from, now, { timeZone, language }),
    ...(staff !== '' && { staff }),
  };
}

/** A booking as the model is shown it: nothing of it is anybody else's. */
export function shownBooking(
  booking: Booking,
  parts: DeskParts,
  context: ToolContext,
): Readonly<Record<string, string>> {
  return { booking: booking.id, ...shownSlot(booking, parts, context) };
}

/** A booking in a line, for memory and for owners. */
export function bookingLine(
  { id, service, staff, from }: Booking,
  { timeZone }: DeskParts,
): string {
  const who = staff === '' ? '' : `, ${staff}`;
  return `${service}, ${startOf(from, timeZone).replace('T', ' ')}${who} (${id})`;
}

/** What the model is told of a wish that was refused, and what it may do next. */
export function refused(
  reason: BookingRefusal | 'not-shown' | 'no-booking' | 'which',
  more: object = {},
): ToolResult {
  return { value: { done: false, reason: toModel[reason], ...more }, done: false };
}

const toModel = {
  taken:
    'Somebody else has just taken this time. Nothing was booked. Call find_slots and offer other times.',
  'by-hand':
    'The business has just given this time to somebody else. Nothing is booked. Apologise, call find_slots and offer other times; a person of the business knows.',
  'not-offered':
    'The service is not given at this time. Nothing was booked. Call find_slots and offer other times.',
  gone: 'There is no such booking any more.',
  'not-shown':
    'This time was not offered in this chat. Nothing was booked. Call find_slots for it first; book only what it returns.',
  'no-booking': 'This customer has no such booking. Call my_bookings.',
  which: 'This customer has several bookings. Ask which one is meant.',
};
