import type { ValuesOf } from '../../core/plugin-api/settings.ts';
import type { hoursSettings } from '../../core/plugin-api/settings.ts';
import { OpeningHours, ZoneClock } from '../../core/plugin-api/time.ts';
import type { BookingPlan, Staff } from './plan.ts';

/** Part of a local day, in minutes since its midnight, `[from, to)`. */
export interface WorkingTime {
  from: number;
  to: number;
}

/** What the settings say of the business's days. */
export type BusinessDaysOff = Pick<ValuesOf<typeof hoursSettings>, 'hours' | 'daysOff'> & {
  timeZone: string;
};

/** When nothing says otherwise. */
const usualHours = 'Mon-Fri 09:00-18:00';

/** When each of the staff works: by their own hours, and not on the business's days off. */
export class Schedule {
  readonly clock: ZoneClock;
  readonly #own = new Map<string, OpeningHours>();
  readonly #business: OpeningHours;

  /** Throws a SetupError for hours that contradict the days off. */
  constructor(
    { staff, hours }: Pick<BookingPlan, 'staff' | 'hours'>,
    { hours: opening, daysOff, timeZone }: BusinessDaysOff,
  ) {
    this.clock = ZoneClock.of(timeZone);
    const { country, dates } = daysOff;
    const usual = hours ?? opening ?? usualHours;
    this.#business = new OpeningHours(usual, { timeZone, country, holidays: dates });
    const read = ({ hours: own = usual, daysOff: away }: Staff): OpeningHours =>
      new OpeningHours(own, { timeZone, country, holidays: away });
    for (const each of staff) this.#own.set(each.name, read(each));
  }

  /** The working times of one of the staff on a day (its number since 1970-01-01), in order. */
  spans(staff: string, day: number): WorkingTime[] {
    const own = this.#own.get(staff)?.day(day);
    const business = this.#business.day(day);
    if (!own || !business.isOwn) return [...(own?.spans ?? [])];
    return own.spans.flatMap((span) => business.spans.flatMap((other) => common(span, other)));
  }
}

function common(one: WorkingTime, other: WorkingTime): WorkingTime[] {
  const from = Math.max(one.from, other.from);
  const to = Math.min(one.to, other.to);
  return from < to ? [{ from, to }] : [];
}
