/** Days as the business counts them: `2026-11-24`, in its own time zone. */
export class BusinessDays {
  readonly #timeZone: string;
  #format: Intl.DateTimeFormat | undefined;
  /** The newest minute that was asked for, and its day: days begin with a minute. */
  #minute = Number.NaN;
  #day = '';

  /** @param timeZone an IANA name, such as Asia/Almaty */
  constructor(timeZone: string) {
    this.#timeZone = timeZone;
  }

  /** The day of a moment, Unix milliseconds. */
  of(at: number): string {
    const minute = Math.floor(at / minuteMs);
    if (minute !== this.#minute) [this.#minute, this.#day] = [minute, this.#shown(at)];
    return this.#day;
  }

  #shown(at: number): string {
    // Knowing a zone takes megabytes: not before a day is asked for. Sweden writes dates as ISO 8601 does.
    this.#format ??= new Intl.DateTimeFormat('sv-SE', {
      timeZone: this.#timeZone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
    });
    return this.#format.format(at);
  }

  /** The last `count` days up to the day of a moment, oldest first. */
  last(count: number, at: number): string[] {
    return BusinessDays.upTo(this.of(at), count);
  }

  /** The last `count` days up to this one, oldest first. */
  static upTo(day: string, count: number): string[] {
    const last = Date.parse(day);
    return Array.from({ length: count }, (_, index) => isoDay(last - (count - 1 - index) * dayMs));
  }

  /** A moment before this day begins anywhere on earth, at most a day and a half before it begins here; Unix milliseconds. */
  static before(day: string): number {
    return Date.parse(day) - 15 * hourMs;
  }
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

function isoDay(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
