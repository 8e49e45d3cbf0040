import type { Slot, TimeRange } from '../../../core/kinds/calendar.ts';
import type { JsonObject, Tool, ToolContext, ToolResult } from '../../../core/kinds/tool.ts';
import { understandWhen } from '../../../core/plugin-api/time.ts';
import { folded, serviceNamed } from '../../calendar/plan.ts';
import { calendarOf, momentOfStart, shownSlot, type DeskParts } from './booking-desk.ts';
import { serviceParameter, staffParameter } from './parameters.ts';

const dayMs = 86_400_000;

/** At most so many times are shown: a customer chooses among few. */
const mostShown = 16;

/** Looks for free times, and notes that they were offered in this chat. */
export function findSlotsTool(parts: DeskParts): Tool {
  return {
    name: 'find_slots',
    description:
      'Free times of a service. Pass in `when` the words in which the customer says when they want to come, unchanged. Offer only times that this returns.',
    parameters: {
      type: 'object',
      properties: {
        service: serviceParameter(parts.plan),
        when: {
          type: 'string',
          maxLength: 200,
          description:
            "The customer's own words for day and time, or 2026-12-01; leave it out for the next days",
        },
        ...staffParameter(parts.plan),
      },
      required: ['service'],
      additionalProperties: false,
    },
    effect: 'read',
    run: (args, context, signal) => findSlots(args, parts, context, signal),
  };
}

async function findSlots(
  args: JsonObject,
  parts: DeskParts,
  context: ToolContext,
  signal: AbortSignal,
): Promise<ToolResult> {
  const service = serviceNamed(parts.plan, String(args['service']));
  if (!service)
    return {
      value: { error: 'no such service', services: parts.plan.services.map(({ name }) => name) },
    };
  const asked = rangeOf(args['when'], parts, context);
  if (!asked)
    return {
      value: {
        error: 'when is not understood',
        hint: 'Ask for the day and the time, or pass a date such as 2026-12-01.',
      },
    };
  const wanted = { service: service.name, staff: args['staff'] };
  const inRange = await freeTimes(wanted, asked, { parts, signal });
  const found =
    inRange.length > 0 ? inRange : await nearby(wanted, asked, { parts, context, signal });
  const shown = spread(found);
  if (shown.length > 0) await parts.ledger.offered(context.customer.chat, shown);
  const slots = shown.map((slot) => shownSlot(slot, parts, context));
  const note = noteOf(inRange, found);
  return {
    value: {
      slots,
      ...(note && { note }),
      ...(found.length > shown.length && { more: found.length - shown.length }),
    },
    summary: `${service.name}: ${found.length} free`,
  };
}

function noteOf(inRange: readonly Slot[], found: readonly Slot[]): string | undefined {
  if (inRange.length > 0) return undefined;
  return found.length > 0
    ? 'Nothing is free at the time that was asked for; these are the nearest times.'
    : 'Nothing is free then.';
}

/** When the customer wants to come: in their words, as a date, or within a week. */
function rangeOf(
  when: unknown,
  { timeZone }: DeskParts,
  { now }: ToolContext,
): TimeRange | undefined {
  const text = typeof when === 'string' ? when.trim() : '';
  if (text === '') return { from: now, to: now + 7 * dayMs };
  const at = momentOfStart(/^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00` : text, timeZone);
  if (at !== undefined) return { from: at, to: at + (text.length > 10 ? dayMs / 24 : dayMs) };
  const understood = understandWhen(text, { now: new Date(now), timeZone });
  return understood && { from: Date.parse(understood.from), to: Date.parse(understood.to) };
}

interface Wanted {
  service: string;
  staff: unknown;
}

async function freeTimes(
  { service, staff }: Wanted,
  range: TimeRange,
  { parts, signal }: { parts: DeskParts; signal: AbortSignal },
): Promise<Slot[]> {
  const slots = await calendarOf(parts).slots(service, range, signal);
  if (typeof staff !== 'string' || staff === '') return slots;
  return slots.filter((slot) => folded(slot.staff) === folded(staff));
}

/** The times nearest to the one that was asked for: within a day of it, otherwise the first ones of the next two weeks. */
async function nearby(
  wanted: Wanted,
  asked: TimeRange,
  { context: { now }, ...rest }: { parts: DeskParts; context: ToolContext; signal: AbortSignal },
): Promise<Slot[]> {
  const from = Math.max(now, asked.from - dayMs / 2);
  const near = await freeTimes(wanted, { from, to: asked.to + dayMs / 2 }, rest);
  const distance = (slot: Slot): number => Math.abs(slot.from - asked.from);
  if (near.length > 0)
    return near
      .toSorted((one, other) => distance(one) - distance(other))
      .slice(0, 6)
      .toSorted((one, other) => one.from - other.from);
  return (await freeTimes(wanted, { from, to: asked.to + 14 * dayMs }, rest)).slice(0, 6);
}

/** A few of the times from the whole range, where there are many. */
function spread(slots: readonly Slot[]): Slot[] {
  if (slots.length <= mostShown) return [...slots];
  const step = slots.length / mostShown;
  return Array.from(
    { length: mostShown },
    (_, index) => slots[Math.floor(index * step)] ?? [],
  ).flat();
}
