import type { Slot, TimeRange } from '../../core/kinds/calendar.ts';
import type { BookingPlan, Service } from './plan.ts';
import type { Schedule } from './schedule.ts';

const minuteMs = 60_000;
const dayMinutes = 1440;

/** A time of one of the staff that is gone: Unix milliseconds, `[from, to)`. */
export interface Busy extends TimeRange {
  staff: string;
}

/** The time that a booking takes from its staff: the service, and the buffer behind it. */
export function occupied(
  { staff, from, to }: Omit<Slot, 'service'>,
  { buffer }: Pick<Service, 'buffer'>,
): Busy {
  return { staff, from, to: to + buffer * minuteMs };
}

/** Times at which a service could begin within a range, by the working hours, the notice and the horizon alone. */
export function possibleSlots(
  service: Service,
  { from, to }: TimeRange,
  { plan, schedule, now }: { plan: BookingPlan; schedule: Schedule; now: number },
): Slot[] {
  const earliest = Math.max(from, now + plan.noticeMs);
  const latest = Math.min(to - 1, now + plan.horizonMs);
  if (earliest > latest) return [];
  const days = [earliest, latest].map((at) =>
    Math.floor(schedule.clock.minutesAt(at) / dayMinutes),
  );
  const [first = 0, last = 0] = days;
  const slots: Slot[] = [];
  // Hours of yesterday may run past midnight.
  for (let day = first - 1; day <= last; day += 1)
    for (const staff of service.staff)
      for (const start of startsOn(day, staff, service, { plan, schedule }))
        if (start >= earliest && start <= latest)
          slots.push({
            service: service.name,
            staff,
            from: start,
            to: start + service.minutes * minuteMs,
          });
  return inOrder(slots);
}

function startsOn(
  day: number,
  staff: string,
  { minutes }: Service,
  { plan, schedule }: { plan: BookingPlan; schedule: Schedule },
): number[] {
  return schedule.spans(staff, day).flatMap(({ from, to }) => {
    const count = Math.max(0, Math.floor((to - from - minutes) / plan.step) + 1);
    return Array.from({ length: count }, (_, index) =>
      schedule.clock.momentOf(day * dayMinutes + from + index * plan.step),
    );
  });
}

/** Where clocks are changed, two times of the wall clock may be one moment. */
function inOrder(slots: Slot[]): Slot[] {
  const seen = new Set<string>();
  return slots
    .filter(({ staff, from }) => !seen.has(`${from} ${staff}`) && seen.add(`${from} ${staff}`))
    .toSorted((one, other) => one.from - other.from);
}

/** Those of the times that nobody has. */
export function withoutBusy(
  slots: readonly Slot[],
  busy: readonly Busy[],
  service: Pick<Service, 'buffer'>,
): Slot[] {
  const ofStaff = Map.groupBy(busy, ({ staff }) => staff);
  return slots.filter((slot) => {
    const wanted = occupied(slot, service);
    return !(ofStaff.get(slot.staff) ?? []).some((other) => overlap(wanted, other));
  });
}

/** Whether two times have a moment in common. */
export function overlap(one: TimeRange, other: TimeRange): boolean {
  return one.from < other.to && other.from < one.to;
}
