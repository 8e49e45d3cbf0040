import type {
  Booking,
  BookingOrder,
  BookingOutcome,
  Calendar,
  MoveOrder,
  Slot,
  TimeRange,
} from '../../../core/kinds/calendar.ts';
import { bookingId } from '../booking-ledger.ts';
import { bookingOf } from '../booking-rows.ts';
import { occupied, possibleSlots, withoutBusy, type Busy } from '../free-slots.ts';
import { serviceNamed } from '../plan.ts';
import { afterEffect } from '../unsure.ts';
import { EventMoves } from './event-moves.ts';
import type { EventsApi } from './events-api.ts';
import { eventOf, Reservations, type ReservationParts } from './reservations.ts';

/** What it is made of. */
export interface GoogleCalendarParts extends ReservationParts {
  api: Pick<EventsApi, 'busy'>;
  calendarOf(staff: string): string;
}

/** Bookings in Google calendars of the staff; each time is first reserved in the bot's own store. */
export class GoogleCalendar implements Calendar {
  readonly #parts: GoogleCalendarParts;
  readonly #reservations: Reservations;
  readonly #moves: EventMoves;

  constructor(parts: GoogleCalendarParts) {
    this.#parts = parts;
    this.#reservations = new Reservations(parts);
    this.#moves = new EventMoves(parts, this.#reservations);
  }

  async slots(name: string, range: TimeRange, signal: AbortSignal): Promise<Slot[]> {
    const { plan, ledger, now, api, calendarOf } = this.#parts;
    const service = serviceNamed(plan, name);
    if (!service) return [];
    const possible = possibleSlots(service, range, { ...this.#parts, now: now() });
    const [first, last] = [possible[0], possible.at(-1)];
    if (!first || !last) return [];
    const rows = await ledger.list({ after: first.from });
    const staff = [...new Set(possible.map((slot) => slot.staff))];
    const window = { from: first.from, to: occupied(last, service).to };
    const busy = await Promise.all(
      staff.map(async (each): Promise<Busy[]> => {
        const times = await busyTimes((part) => api.busy(calendarOf(each), part, signal), window);
        return times.map((time) => ({ staff: each, ...time }));
      }),
    );
    return withoutBusy(possible, [...rows.flatMap(({ spans }) => spans), ...busy.flat()], service);
  }

  async book(order: BookingOrder, signal: AbortSignal): Promise<BookingOutcome> {
    const known = await this.#parts.ledger.find(bookingId(order.key));
    if (known?.state === 'booked') return { booking: bookingOf(known) };
    if (known?.state === 'gone' && known.released !== true) return { refused: 'gone' };
    if (known?.state === 'held') return this.#reservations.confirm(known, true, signal);
    const held = await this.#reservations.hold(order, known, signal);
    if (held === 'again') return this.book(order, signal);
    return 'refused' in held ? held : this.#reservations.confirm(held, false, signal);
  }

  move(id: string, order: MoveOrder, signal: AbortSignal): Promise<BookingOutcome> {
    return this.#moves.move(id, order, signal);
  }

  async cancel(id: string, signal: AbortSignal): Promise<boolean> {
    const { ledger, places } = this.#parts;
    const row = await ledger.find(id);
    if (!row || row.state === 'gone') return false;
    const { moving, old } = row;
    await places.remove(row.staff, eventOf(row), signal);
    return afterEffect(async () => {
      if (moving) await places.remove(moving.staff, bookingId(moving.key), signal);
      if (old) await places.remove(old.staff, old.event, signal);
      return (await this.#reservations.end(row)) || this.cancel(id, signal);
    });
  }

  async mine(chat: string | undefined, signal: AbortSignal): Promise<Booking[]> {
    const { ledger, now } = this.#parts;
    const rows = await ledger.list({ ...(chat !== undefined && { chat }), after: now() });
    const bookings: Booking[] = [];
    for (const row of rows) {
      if (row.state === 'gone' || row.to <= now()) continue;
      const settled = await this.#moves.settled(row, signal);
      const seen = settled && (await this.#reservations.seen(settled, signal));
      if (seen) bookings.push(bookingOf(seen));
    }
    return bookings.toSorted((one, other) => one.from - other.from);
  }

  close(): Promise<void> {
    return this.#parts.ledger.close();
  }
}

/** The longest range that is asked for at once, milliseconds. */
const longestMs = 50 * 24 * 60 * 60 * 1000;

async function busyTimes(
  ask: (part: TimeRange) => Promise<TimeRange[]>,
  { from, to }: TimeRange,
): Promise<TimeRange[]> {
  const times: TimeRange[] = [];
  for (let at = from; at < to; at += longestMs)
    times.push(...(await ask({ from: at, to: Math.min(to, at + longestMs) })));
  return times;
}
