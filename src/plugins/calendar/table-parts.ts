import type { BookingLedger } from './booking-ledger.ts';
import type { OpenedPlan } from './open-plan.ts';

/** What a table of bookings is made of. */
export interface TableParts extends OpenedPlan {
  ledger: BookingLedger;
  /** Unix milliseconds. */
  now(): number;
}
