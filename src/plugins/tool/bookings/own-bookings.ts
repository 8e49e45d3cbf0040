import type { Booking } from '../../../core/kinds/calendar.ts';
import type { JsonObject, Tool, ToolContext, ToolResult } from '../../../core/kinds/tool.ts';
import { booked, offeredTimes } from './book.ts';
import { bookingLine, calendarOf, refused, shownBooking, type DeskParts } from './booking-desk.ts';
import { bookingParameter, staffParameter, startParameter } from './parameters.ts';

/** Tells the customer's own bookings. */
export function myBookingsTool(parts: DeskParts): Tool {
  return {
    name: 'my_bookings',
    description: 'The bookings of the customer of this chat that are ahead.',
    parameters: { type: 'object', properties: {}, additionalProperties: false },
    effect: 'read',
    async run(_args, context, signal) {
      const bookings = await ownBookings(parts, context, signal);
      return {
        value: { bookings: bookings.map((booking) => shownBooking(booking, parts, context)) },
        summary: bookings.map((booking) => bookingLine(booking, parts)).join('; ') || 'no bookings',
      };
    },
  };
}

/** Moves one of them to a time that was offered in this chat. */
export function moveBookingTool(parts: DeskParts): Tool {
  return {
    name: 'move_booking',
    description:
      'Moves a booking of the customer of this chat to another time. Only to a slot that find_slots returned in this chat for the same service.',
    parameters: {
      type: 'object',
      properties: {
        booking: bookingParameter,
        start: startParameter,
        ...staffParameter(parts.plan),
      },
      required: ['start'],
      additionalProperties: false,
    },
    effect: 'write',
    async run(args, context, signal) {
      const own = await ownBookings(parts, context, signal);
      const moved = own.find(({ key }) => key === context.key);
      const booking = moved ?? chosen(own, args);
      if (!('id' in booking)) return booking;
      const [slot] = await offeredTimes({ ...args, service: booking.service }, parts, context);
      if (!slot) return refused('not-shown');
      const outcome = await calendarOf(parts).move(
        booking.id,
        { ...slot, key: context.key },
        signal,
      );
      return 'booking' in outcome
        ? booked(outcome.booking, parts, context)
        : refused(outcome.refused);
    },
    async find(_args, context, signal) {
      const found = (await ownBookings(parts, context, signal)).find(
        ({ key }) => key === context.key,
      );
      return found && booked(found, parts, context);
    },
  };
}

/** Gives one of them back. */
export function cancelBookingTool(parts: DeskParts): Tool {
  return {
    name: 'cancel_booking',
    description:
      'Cancels a booking of the customer of this chat. Only once the customer has said clearly that it is to be cancelled.',
    parameters: {
      type: 'object',
      properties: { booking: bookingParameter },
      additionalProperties: false,
    },
    effect: 'write',
    async run(args, context, signal) {
      const booking = chosen(await ownBookings(parts, context, signal), args);
      if (!('id' in booking)) return booking;
      if (!(await calendarOf(parts).cancel(booking.id, signal))) return refused('gone');
      return cancelled(booking, parts, context);
    },
    async find({ booking }, context, signal) {
      const { customer, now } = context;
      const own = await ownBookings(parts, context, signal);
      if (own.some(({ id }) => booking === undefined || id === booking)) return undefined;
      const rows = await parts.ledger.list({ chat: customer.chat, after: now });
      const gone = rows
        .filter(({ id, state }) => state === 'gone' && (booking === undefined || id === booking))
        .toSorted((one, other) => one.at - other.at)
        .at(-1);
      return gone && cancelled(gone, parts, context);
    },
  };
}

function cancelled(booking: Booking, parts: DeskParts, context: ToolContext): ToolResult {
  return {
    value: { done: true, cancelled: shownBooking(booking, parts, context) },
    done: true,
    summary: `cancelled: ${bookingLine(booking, parts)}`,
  };
}

function ownBookings(
  parts: DeskParts,
  { customer }: ToolContext,
  signal: AbortSignal,
): Promise<Booking[]> {
  return calendarOf(parts).mine(customer.chat, signal);
}

/** The one that is meant among the customer's own; otherwise why none is. */
function chosen(own: readonly Booking[], { booking }: JsonObject): Booking | ToolResult {
  const named = typeof booking === 'string' && booking.trim() !== '' ? booking.trim() : undefined;
  const [first, ...others] = named === undefined ? own : own.filter(({ id }) => id === named);
  if (!first) return refused('no-booking');
  return others.length === 0 ? first : refused('which');
}
