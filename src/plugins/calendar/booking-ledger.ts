import { createHash } from 'node:crypto';
import type { Booking, Slot } from '../../core/kinds/calendar.ts';
import type { Busy } from './free-slots.ts';

/** How far a booking has come: reserved and not yet in the calendar of others, booked, or given back. */
export type BookingState = 'held' | 'booked' | 'gone';

/** A booking as it is kept. */
export interface BookingRow extends Booking {
  state: BookingState;
  /** Counted up from 1 by every change. */
  revision: number;
  /** The times that it keeps from others; none once it is gone. */
  spans: readonly Busy[];
  /** Where it is moved to, while that is under way, and when that began (Unix milliseconds). */
  moving?: Omit<Slot, 'service'> & { key: string; since?: number };
  /** Set when its time was given back before anybody heard of it: the same wish may be made again. */
  released?: true;
  /** An event of a time that it had before, which is still to be removed. */
  old?: { staff: string; event: string };
  /** The id of its event in a calendar of others, where that is not its own. */
  event?: string;
}

/**
 * What became of a change: done; another change came before it (`stale`); or one of the spans is another booking's (`taken`, its
 * id).
 */
export type PutOutcome = 'done' | 'stale' | { taken: string };

/** Which bookings are wanted: of a chat, with an end behind a moment, with a beginning before one (Unix milliseconds). */
export interface Which {
  chat?: string;
  after?: number;
  before?: number;
}

/** Where bookings are kept, for several processes at once. What resolves survives a killed process. */
export interface BookingLedger {
  /**
   * Keeps a row in ONE step, while the one that is kept has the revision before it (0: there is none), and no span of it
   * touches another booking's of the same staff. Rejects with a ServiceError; `outcomeUnknown`: it may have been kept.
   */
  put(row: BookingRow): Promise<PutOutcome>;
  find(id: string): Promise<BookingRow | undefined>;
  /** Rows by their beginning. */
  list(which: Which): Promise<BookingRow[]>;
  /** Notes that these times were offered in a chat, beside those that were; or tells which ones are known. */
  offered(chat: string, more?: readonly Slot[]): Promise<readonly Slot[]>;
  /** Removes a person: who has a booking is not known any more, its time stays gone. */
  erase(chat: string): Promise<void>;
  close(): Promise<void>;
}

/** How long a booking is known after its end, and an offer after it was made; milliseconds. */
export const keptMs = 400 * 24 * 60 * 60 * 1000;
export const offeredMs = 3 * 24 * 60 * 60 * 1000;

/** At most so many offers of a chat are known. */
export const mostOffered = 300;

/** The id of the booking that a key names: `bk` and 20 characters a–v and 0–9, as Google wants them. */
export function bookingId(key: string): string {
  const bits = [...createHash('sha256').update(key).digest()]
    .map((byte) => byte.toString(2).padStart(8, '0'))
    .join('');
  const letters = bits.slice(0, 100).match(/.{5}/g) ?? [];
  return `bk${letters.map((five) => Number.parseInt(five, 2).toString(32)).join('')}`;
}

/** The offers that are still known, the newest last. */
export function keptOffers<T extends { at: number }>(offers: readonly T[], now: number): T[] {
  return offers.filter(({ at }) => at > now - offeredMs).slice(-mostOffered);
}
