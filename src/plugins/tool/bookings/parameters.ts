import type { BookingPlan } from '../../calendar/plan.ts';

/** The service, by one of the names that the plan gives. */
export function serviceParameter({ services }: BookingPlan): object {
  return { type: 'string', enum: services.map(({ name }) => name) };
}

/** Who of the staff, where the plan names them. */
export function staffParameter({ staff }: BookingPlan): Readonly<Record<string, object>> {
  const names = staff.flatMap(({ name }) => (name === '' ? [] : [name]));
  if (names.length === 0) return {};
  const description = 'Only where the customer asks for one of them';
  return { staff: { type: 'string', enum: names, description } };
}

/** When it begins, as `find_slots` returned it. */
export const startParameter = {
  type: 'string',
  maxLength: 40,
  description: 'The start of a slot exactly as find_slots returned it, such as 2026-12-01T15:00',
};

/** Which of the customer's bookings; may be left out where there is one. */
export const bookingParameter = {
  type: 'string',
  maxLength: 60,
  description:
    'The booking as my_bookings returned it; may be left out if the customer has one only',
};
