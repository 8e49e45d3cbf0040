import type { BookingOrder, BookingOutcome, BookingRefusal } from '../../../core/kinds/calendar.ts';
import type { World } from '../../../core/kinds/plugin.ts';
import { ServiceError } from '../../../core/plugin-api/failures.ts';
import { bookingId, type BookingRow } from '../booking-ledger.ts';
import { bookingOf, isPossible } from '../booking-rows.ts';
import { occupied } from '../free-slots.ts';
import { serviceNamed } from '../plan.ts';
import type { TableParts } from '../table-parts.ts';
import { afterEffect } from '../unsure.ts';
import { openByHandTicket } from './by-hand-ticket.ts';
import type { EventPlaces, PlacementOutcome } from './event-places.ts';

/** A reservation whose process is silent for so long is looked up, milliseconds. */
export const staleMs = 60_000;

/** What reservations are made of. */
export interface ReservationParts extends TableParts {
  places: EventPlaces;
  world: Pick<World, 'cases'>;
}

/** Times that are reserved in the bot's own store first, and become events then. */
export class Reservations {
  readonly #parts: ReservationParts;

  constructor(parts: ReservationParts) {
    this.#parts = parts;
  }

  /** Reserves the time in one step; a reservation in its way that nobody ends any more is looked up first. */
  async hold(
    order: BookingOrder,
    before: BookingRow | undefined,
    signal: AbortSignal,
  ): Promise<BookingRow | { refused: BookingRefusal } | 'again'> {
    const { plan, ledger, now } = this.#parts;
    const service = serviceNamed(plan, order.service);
    if (!service || !isPossible(order, service, { ...this.#parts, now: now() }))
      return { refused: 'not-offered' };
    const { key, visitor, staff, from, to } = order;
    const row: BookingRow = {
      id: bookingId(key),
      service: service.name,
      staff,
      from,
      to,
      visitor,
      key,
      at: now(),
      state: 'held',
      revision: (before?.revision ?? 0) + 1,
      spans: [occupied(order, service)],
    };
    const outcome = await ledger.put(row);
    if (outcome === 'done') return row;
    if (outcome === 'stale') return 'again';
    const other = await ledger.find(outcome.taken);
    if (other?.state !== 'held' || now() - other.at < staleMs) return { refused: 'taken' };
    return (await this.seen(other, signal)) ? { refused: 'taken' } : 'again';
  }

  /** From reserved to booked, or given back. A failure once its event is there is `outcomeUnknown`. */
  async confirm(row: BookingRow, isAgain: boolean, signal: AbortSignal): Promise<BookingOutcome> {
    const placed = await this.place(row, { isAgain }, signal).catch((error: unknown) =>
      this.giveUp(row, error),
    );
    if (placed !== 'placed') {
      await this.end(row, { released: true });
      return this.refused(placed, row);
    }
    return afterEffect(() => this.#keep(row));
  }

  /** Keeps a reservation as booked, unless another process has ended it. */
  async #keep(row: BookingRow): Promise<BookingOutcome> {
    const { ledger } = this.#parts;
    const booked: BookingRow = { ...row, state: 'booked', revision: row.revision + 1 };
    if ((await ledger.put(booked)) === 'done') return { booking: bookingOf(booked) };
    const now = await ledger.find(row.id);
    return now?.state === 'booked' ? { booking: bookingOf(now) } : { refused: 'gone' };
  }

  /** Makes the event of a row. */
  place(
    row: BookingRow,
    how: { isAgain: boolean; except?: string },
    signal: AbortSignal,
  ): Promise<PlacementOutcome> {
    return this.#parts.places.place({ ...row, id: eventOf(row), ...how }, signal);
  }

  /** A reservation whose event was certainly not made is given back at once; what is not known stays reserved. */
  async giveUp(row: BookingRow, error: unknown): Promise<never> {
    if (error instanceof ServiceError && !error.outcomeUnknown) {
      if (row.state === 'held') await this.end(row, { released: true });
      else await this.#parts.ledger.put({ ...row, revision: row.revision + 1 });
    }
    throw error;
  }

  /** Gives the time back. False: the row was changed meanwhile. */
  async end(row: BookingRow, more: Pick<BookingRow, 'released'> = {}): Promise<boolean> {
    const { ledger, now } = this.#parts;
    const gone: BookingRow = {
      ...row,
      ...more,
      state: 'gone',
      at: now(),
      revision: row.revision + 1,
      spans: [],
    };
    return (await ledger.put(gone)) === 'done';
  }

  /** Tells of a refusal; of one by hand, the owners too. */
  async refused(placed: 'taken' | 'by-hand', row: BookingRow): Promise<BookingOutcome> {
    if (placed === 'by-hand') await openByHandTicket(row, this.#parts);
    return { refused: placed };
  }

  /** A row as it is by the calendar: a reservation is ended, what the owner deleted there is gone. */
  async seen(row: BookingRow, signal: AbortSignal): Promise<BookingRow | undefined> {
    const { places, now } = this.#parts;
    const event = await places.find(row.staff, eventOf(row), signal);
    if (row.state === 'held') {
      if (event) {
        await this.confirm(row, true, signal);
        return this.#booked(row.id);
      }
      if (now() - row.at >= staleMs) await this.end(row, { released: true });
      return undefined;
    }
    if (!event) {
      await this.end(row);
      return undefined;
    }
    return row;
  }

  async #booked(id: string): Promise<BookingRow | undefined> {
    const row = await this.#parts.ledger.find(id);
    return row?.state === 'booked' ? row : undefined;
  }
}

/** The id of a row's event. */
export function eventOf({ id, event }: Pick<BookingRow, 'id' | 'event'>): string {
  return event ?? id;
}
