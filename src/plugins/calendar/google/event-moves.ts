import type { BookingOutcome, MoveOrder } from '../../../core/kinds/calendar.ts';
import { bookingId, type BookingRow } from '../booking-ledger.ts';
import { bookingOf, isPossible } from '../booking-rows.ts';
import { occupied } from '../free-slots.ts';
import { serviceNamed, type Service } from '../plan.ts';
import { eventOf, type ReservationParts, type Reservations } from './reservations.ts';

/** Moves bookings: the event of the new time is made before that of the old one is removed. */
export class EventMoves {
  readonly #parts: ReservationParts;
  readonly #reservations: Reservations;

  constructor(parts: ReservationParts, reservations: Reservations) {
    this.#parts = parts;
    this.#reservations = reservations;
  }

  /** Moves a booking once for one key. Refused, it stays where it was. */
  async move(id: string, order: MoveOrder, signal: AbortSignal): Promise<BookingOutcome> {
    const { plan, ledger, now } = this.#parts;
    const row = await ledger.find(id);
    if (row?.state !== 'booked') return { refused: 'gone' };
    if (row.key === order.key) return { booking: bookingOf(await this.#tidy(row, signal)) };
    const service = serviceNamed(plan, row.service);
    if (!service || !isPossible(order, service, { ...this.#parts, now: now() }))
      return { refused: 'not-offered' };
    const moving = row.moving?.key === order.key ? row : await this.#beginMove(row, order, service);
    if (moving === 'stale') return this.move(id, order, signal);
    if (moving === 'taken') return { refused: 'taken' };
    return this.#endMove(moving, { order, service, isAgain: moving === row }, signal);
  }

  /** Reserves both times in one step. */
  async #beginMove(
    row: BookingRow,
    { staff, from, to, key }: MoveOrder,
    service: Service,
  ): Promise<BookingRow | 'stale' | 'taken'> {
    const moving = { staff, from, to, key };
    const spans = [occupied(row, service), occupied(moving, service)];
    const reserved = { ...row, revision: row.revision + 1, moving, spans };
    const outcome = await this.#parts.ledger.put(reserved);
    if (outcome === 'done') return reserved;
    return outcome === 'stale' ? 'stale' : 'taken';
  }

  /** Makes the event of the new time, then removes that of the old one. */
  async #endMove(
    reserved: BookingRow,
    { order, service, isAgain }: { order: MoveOrder; service: Service; isAgain: boolean },
    signal: AbortSignal,
  ): Promise<BookingOutcome> {
    const { ledger, now } = this.#parts;
    const { moving: _, ...row } = reserved;
    const { staff, from, to, key } = order;
    const target = { staff, from, to, key, event: bookingId(key) };
    const stays = { ...row, spans: [occupied(row, service)] };
    const placed = await this.#reservations
      .place({ ...row, ...target }, { isAgain, except: eventOf(row) }, signal)
      .catch((error: unknown) => this.#reservations.giveUp(stays, error));
    if (placed !== 'placed') {
      await ledger.put({ ...stays, revision: row.revision + 1 });
      return this.#reservations.refused(placed, row);
    }
    const old = { staff: row.staff, event: eventOf(row) };
    const changed = { at: now(), revision: row.revision + 1, spans: [occupied(target, service)] };
    const moved = { ...row, ...target, ...changed, old };
    if ((await ledger.put(moved)) !== 'done') return this.move(row.id, order, signal);
    return { booking: bookingOf(await this.#tidy(moved, signal)) };
  }

  /** Removes the event of the time before. */
  async #tidy(row: BookingRow, signal: AbortSignal): Promise<BookingRow> {
    const { places, ledger } = this.#parts;
    if (!row.old) return row;
    await places.remove(row.old.staff, row.old.event, signal);
    const { old: _, ...rest } = row;
    await ledger.put({ ...rest, revision: row.revision + 1 });
    return rest;
  }
}
