/** What is given, for how long, and by whom. */
export interface Service {
  name: string;
  minutes: number;
  /** Minutes behind it that nobody may book. */
  buffer: number;
  /** Names of those who give it, at least one. */
  staff: readonly string[];
}

/** One of those whose time is booked. */
export interface Staff {
  /** Empty where the business names nobody. */
  name: string;
  /** Opening hours in words; absent: those of the plan, or of the business. */
  hours?: string;
  /** Dates on which they are away, or have other hours, as of WABOT_HOLIDAYS. */
  daysOff: readonly string[];
  /** The address of their own calendar. */
  calendar?: string;
}

/** How times are booked, as `booking.yaml` says it. */
export interface BookingPlan {
  services: readonly Service[];
  staff: readonly Staff[];
  /** Hours of those who have none of their own. */
  hours?: string;
  /** How long before it begins a time can be booked at the latest, milliseconds. */
  noticeMs: number;
  /** How far ahead times are booked, milliseconds. */
  horizonMs: number;
  /** Every how many minutes a time begins, from the beginning of the working hours on. */
  step: number;
}

/** The service that somebody means by a name, in any case; undefined: none. */
export function serviceNamed(
  { services }: Pick<BookingPlan, 'services'>,
  name: string,
): Service | undefined {
  const wanted = folded(name);
  return services.find((service) => folded(service.name) === wanted);
}

/** A name as it is compared: without case, and with single spaces. */
export function folded(name: string): string {
  return name.normalize('NFKC').trim().replaceAll(/\s+/g, ' ').toLowerCase().replaceAll('ё', 'е');
}
