import type { Booking, Slot } from '../../core/kinds/calendar.ts';
import { possibleSlots } from './free-slots.ts';
import type { BookingRow } from './booking-ledger.ts';
import type { BookingPlan, Service } from './plan.ts';
import type { Schedule } from './schedule.ts';

/** The booking of a row, without what is only kept. */
export function bookingOf({ id, key, service, staff, from, to, visitor, at }: BookingRow): Booking {
  return { id, key, service, staff, from, to, visitor, at };
}

/** Whether the service is given at that time. A time that was offered stays good while its notice runs out, until it begins. */
export function isPossible(
  { staff, from, to }: Slot,
  service: Service,
  { plan, schedule, now }: { plan: BookingPlan; schedule: Schedule; now: number },
): boolean {
  const patient = { ...plan, noticeMs: 0 };
  const times = possibleSlots(service, { from, to: from + 1 }, { plan: patient, schedule, now });
  return times.some((time) => time.staff === staff && time.to === to);
}
