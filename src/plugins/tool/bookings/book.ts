import type { BookingOutcome, Slot, Visitor } from '../../../core/kinds/calendar.ts';
import type { JsonObject, Tool, ToolContext, ToolResult } from '../../../core/kinds/tool.ts';
import { folded } from '../../calendar/plan.ts';
import {
  bookingLine,
  calendarOf,
  momentOfStart,
  refused,
  shownBooking,
  type DeskParts,
} from './booking-desk.ts';
import { serviceParameter, staffParameter, startParameter } from './parameters.ts';

/** Books a time that was offered in this chat. */
export function bookTool(parts: DeskParts): Tool {
  return {
    name: 'book',
    description:
      'Books a time for the customer of this chat. Only a slot that find_slots returned in this chat, and only once the customer has chosen it. Say that it is booked only when this returns a booking.',
    parameters: {
      type: 'object',
      properties: {
        service: serviceParameter(parts.plan),
        start: startParameter,
        ...staffParameter(parts.plan),
        name: { type: 'string', maxLength: 100, description: 'How the customer said to call them' },
        comment: {
          type: 'string',
          maxLength: 500,
          description: 'What the customer wants the business to know',
        },
      },
      required: ['service', 'start'],
      additionalProperties: false,
    },
    effect: 'write',
    run: (args, context, signal) => book(args, parts, context, signal),
    find: (_args, context, signal) => findBooked(parts, context, signal),
  };
}

async function book(
  args: JsonObject,
  parts: DeskParts,
  context: ToolContext,
  signal: AbortSignal,
): Promise<ToolResult> {
  const offers = await offeredTimes(args, parts, context);
  if (offers.length === 0) return refused('not-shown');
  const visitor = visitorOf(args, context);
  let outcome: BookingOutcome = { refused: 'taken' };
  for (const slot of offers) {
    const key = `${context.key}/${slot.staff}`;
    outcome = await calendarOf(parts).book({ ...slot, key, visitor }, signal);
    if ('booking' in outcome) return booked(outcome.booking, parts, context);
  }
  return refused(outcome.refused);
}

/** Times at this start that were offered in this chat, of the one who is asked for or of everybody. */
export async function offeredTimes(
  args: JsonObject,
  { plan, ledger, timeZone }: DeskParts,
  { customer }: Pick<ToolContext, 'customer'>,
): Promise<Slot[]> {
  const { service, staff, start } = args;
  const from = momentOfStart(start, timeZone);
  const same = (one: string, other: unknown): boolean =>
    typeof other !== 'string' || other === '' || folded(one) === folded(other);
  const times = new Map<string, Slot>();
  for (const offer of await ledger.offered(customer.chat))
    if (offer.from === from && same(offer.service, service) && same(offer.staff, staff))
      times.set(offer.staff, {
        service: offer.service,
        staff: offer.staff,
        from: offer.from,
        to: offer.to,
      });
  // Among several who are free the owner's order decides.
  const order = plan.staff.map(({ name }) => name);
  return [...times.values()].toSorted(
    (one, other) => order.indexOf(one.staff) - order.indexOf(other.staff),
  );
}

/** Who it is for is known from the chat; the model may only say how they want to be called. */
function visitorOf({ name: said, comment }: JsonObject, { customer }: ToolContext): Visitor {
  const { chat, phone, name: known } = customer;
  const name = typeof said === 'string' && said.trim() !== '' ? said.trim() : known;
  return {
    chat,
    ...(phone !== undefined && { phone }),
    ...(name !== undefined && { name }),
    ...(typeof comment === 'string' && comment.trim() !== '' && { comment: comment.trim() }),
  };
}

async function findBooked(
  parts: DeskParts,
  context: ToolContext,
  signal: AbortSignal,
): Promise<ToolResult | undefined> {
  const bookings = await calendarOf(parts).mine(context.customer.chat, signal);
  const found = bookings.find(
    ({ key }) => key === context.key || key.startsWith(`${context.key}/`),
  );
  return found && booked(found, parts, context);
}

/** What the model is told of a booking that was made or moved. */
export function booked(
  booking: Parameters<typeof bookingLine>[0],
  parts: DeskParts,
  context: ToolContext,
): ToolResult {
  return {
    value: { done: true, ...shownBooking(booking, parts, context) },
    done: true,
    summary: `booked: ${bookingLine(booking, parts)}`,
  };
}
