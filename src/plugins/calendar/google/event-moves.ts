import type { BookingOutcome, MoveOrder } from '../../../core/kinds/calendar.ts';
import { ServiceError } from '../../../core/plugin-api/failures.ts';
import { bookingId, type BookingRow } from '../booking-ledger.ts';
import { bookingOf, isPossible } from '../booking-rows.ts';
import { occupied } from '../free-slots.ts';
import { serviceNamed, type Service } from '../plan.ts';
import { afterEffect } from '../unsure.ts';
import { eventOf, staleMs, type ReservationParts, type Reservations } from './reservations.ts';

/** Moves bookings: the event of the new time is made before that of the old one is removed, and stands whether that works or not. */
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
    if (row.key === order.key) return { booking: bookingOf(await this.#tidied(row, signal)) };
    // It could not be told from the next one.
    if (row.old) return this.#tidy(row, signal).then(() => this.move(id, order, signal));
    if (row.moving && row.moving.key !== order.key) {
      await this.#decided(row, row.moving, signal);
      return this.move(id, order, signal);
    }
    const service = serviceNamed(plan, row.service);
    if (!service || !isPossible(order, service, { ...this.#parts, now: now() }))
      return { refused: 'not-offered' };
    const moving = row.moving?.key === order.key ? row : await this.#beginMove(row, order, service);
    if (moving === 'stale') return this.move(id, order, signal);
    if (moving === 'taken') return { refused: 'taken' };
    return this.#endMove(moving, { order, service, isAgain: moving === row }, signal);
  }

  /** Ends another move, of which it is not known how far it came; rejects, as nothing of the new one is done, while that cannot be said. */
  async #decided(
    row: BookingRow,
    moving: NonNullable<BookingRow['moving']>,
    signal: AbortSignal,
  ): Promise<void> {
    const settled = await this.#resumed(row, moving, signal);
    if (settled?.moving?.key === moving.key)
      throw new ServiceError(
        'google.calendar',
        'An earlier move of this booking is not decided yet',
        { retryable: true },
      );
  }

  /**
   * A row as it is once what a move left undone is done: a move whose event was made is ended, one of which nothing came is
   * given up after a while, and the event of the time before is removed if it can be. Undefined: the booking is gone.
   */
  async settled(row: BookingRow, signal: AbortSignal): Promise<BookingRow | undefined> {
    const current = row.moving ? await this.#resumed(row, row.moving, signal) : row;
    return current && current.state !== 'gone' ? this.#tidied(current, signal) : undefined;
  }

  async #resumed(
    row: BookingRow,
    moving: NonNullable<BookingRow['moving']>,
    signal: AbortSignal,
  ): Promise<BookingRow | undefined> {
    const { plan, ledger, places, now } = this.#parts;
    const service = serviceNamed(plan, row.service);
    if (!service) return row;
    const order = { ...moving, service: row.service };
    if (await places.find(moving.staff, bookingId(moving.key), signal))
      await this.#endMove(row, { order, service, isAgain: true }, signal);
    else if (now() - (moving.since ?? 0) < staleMs) return row;
    else {
      const { moving: _, ...stays } = row;
      const spans = [occupied(row, service)];
      await ledger.put({ ...stays, revision: row.revision + 1, spans });
    }
    return ledger.find(row.id);
  }

  /** Reserves both times in one step. */
  async #beginMove(
    row: BookingRow,
    { staff, from, to, key }: MoveOrder,
    service: Service,
  ): Promise<BookingRow | 'stale' | 'taken'> {
    const moving = { staff, from, to, key, since: this.#parts.now() };
    const spans = [occupied(row, service), occupied(moving, service)];
    const reserved = { ...row, revision: row.revision + 1, moving, spans };
    const outcome = await this.#parts.ledger.put(reserved);
    if (outcome === 'done') return reserved;
    return outcome === 'stale' ? 'stale' : 'taken';
  }

  /** Makes the event of the new time, then removes that of the old one. A failure between the two is `outcomeUnknown`. */
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
    return afterEffect(async () =>
      (await ledger.put(moved)) === 'done'
        ? { booking: bookingOf(await this.#tidied(moved, signal)) }
        : this.move(row.id, order, signal),
    );
  }

  /** The same, where a failure waits for the next look: the move itself stands. */
  async #tidied(row: BookingRow, signal: AbortSignal): Promise<BookingRow> {
    return this.#tidy(row, signal).catch(() => row);
  }

  /** Removes the event of the time before. */
  async #tidy(row: BookingRow, signal: AbortSignal): Promise<BookingRow> {
    const { places, ledger } = this.#parts;
    if (!row.old) return row;
    await places.remove(row.old.staff, row.old.event, signal);
    const { old: _, ...rest } = row;
    const tidy = { ...rest, revision: row.revision + 1 };
    await ledger.put(tidy);
    return tidy;
  }
}
