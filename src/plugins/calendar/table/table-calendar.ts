import type {
  Booking,
  BookingOrder,
  BookingOutcome,
  Calendar,
  MoveOrder,
  Slot,
  TimeRange,
} from '../../../core/kinds/calendar.ts';
import { occupied, possibleSlots, withoutBusy } from '../free-slots.ts';
import { bookingId, type BookingRow } from '../booking-ledger.ts';
import { serviceNamed } from '../plan.ts';
import type { TableParts } from '../table-parts.ts';
import { bookingOf, isPossible } from '../booking-rows.ts';

/** Bookings in a store of the bot's own, and nowhere else. */
export class TableCalendar implements Calendar {
  readonly #parts: TableParts;

  constructor(parts: TableParts) {
    this.#parts = parts;
  }

  async slots(name: string, range: TimeRange): Promise<Slot[]> {
    const { plan, ledger, now } = this.#parts;
    const service = serviceNamed(plan, name);
    if (!service) return [];
    const possible = possibleSlots(service, range, { ...this.#parts, now: now() });
    const [first, last] = [possible[0], possible.at(-1)];
    if (!first || !last) return [];
    const rows = await ledger.list({ after: first.from, before: Infinity });
    return withoutBusy(
      possible,
      rows.flatMap(({ spans }) => spans),
      service,
    );
  }

  async book(order: BookingOrder): Promise<BookingOutcome> {
    const { plan, ledger, now } = this.#parts;
    const { key, visitor, service: name, staff, from, to } = order;
    const id = bookingId(key);
    const known = await ledger.find(id);
    if (known)
      return known.state === 'booked' ? { booking: bookingOf(known) } : { refused: 'gone' };
    const service = serviceNamed(plan, name);
    if (!service || !isPossible(order, service, { ...this.#parts, now: now() }))
      return { refused: 'not-offered' };
    const times = { service: service.name, staff, from, to };
    const row: BookingRow = {
      id,
      ...times,
      visitor,
      at: now(),
      state: 'booked',
      revision: 1,
      spans: [occupied(order, service)],
      key,
    };
    const outcome = await ledger.put(row);
    if (outcome === 'stale') return this.book(order);
    return outcome === 'done' ? { booking: bookingOf(row) } : { refused: 'taken' };
  }

  async move(id: string, order: MoveOrder): Promise<BookingOutcome> {
    const { plan, ledger, now } = this.#parts;
    const row = await ledger.find(id);
    if (row?.state !== 'booked') return { refused: 'gone' };
    if (row.key === order.key) return { booking: bookingOf(row) };
    const service = serviceNamed(plan, row.service);
    if (!service || !isPossible(order, service, { ...this.#parts, now: now() }))
      return { refused: 'not-offered' };
    const { staff, from, to, key } = order;
    const moved: BookingRow = {
      ...row,
      staff,
      from,
      to,
      key,
      at: now(),
      revision: row.revision + 1,
      spans: [occupied(order, service)],
    };
    const outcome = await ledger.put(moved);
    if (outcome === 'stale') return this.move(id, order);
    return outcome === 'done' ? { booking: bookingOf(moved) } : { refused: 'taken' };
  }

  async cancel(id: string): Promise<boolean> {
    const { ledger, now } = this.#parts;
    const row = await ledger.find(id);
    if (row?.state !== 'booked') return false;
    const gone: BookingRow = {
      ...row,
      state: 'gone',
      at: now(),
      revision: row.revision + 1,
      spans: [],
    };
    return (await ledger.put(gone)) === 'stale' ? this.cancel(id) : true;
  }

  async mine(chat: string | undefined): Promise<Booking[]> {
    const { ledger, now } = this.#parts;
    const rows = await ledger.list({ ...(chat !== undefined && { chat }), after: now() });
    return rows.filter(({ state, to }) => state === 'booked' && to > now()).map(bookingOf);
  }

  close(): Promise<void> {
    return this.#parts.ledger.close();
  }
}
