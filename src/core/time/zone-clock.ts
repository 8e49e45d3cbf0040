import { SetupError } from '../errors.ts';

const minuteMs = 60_000;
const dayMs = 1440 * minuteMs;
const known = new Map<string, ZoneClock>();
const mostKnown = 32;

/** The wall clock of a time zone. Minutes of it are counted since 1970-01-01 00:00 there. */
export class ZoneClock {
  readonly #format: Intl.DateTimeFormat;
  /** The newest minute that was asked for, and how far its clocks were ahead: they are put on or back with a minute. */
  #minute = Number.NaN;
  #offset = 0;

  private constructor(timeZone: string) {
    // Sweden writes dates as ISO 8601 does.
    this.#format = new Intl.DateTimeFormat('sv-SE', {
      timeZone,
      dateStyle: 'short',
      timeStyle: 'medium',
    });
  }

  /** @param timeZone an IANA name; a SetupError for what is none */
  static of(timeZone: string): ZoneClock {
    const found = known.get(timeZone);
    if (found) return found;
    if (known.size >= mostKnown) known.clear();
    try {
      const clock = new ZoneClock(timeZone);
      known.set(timeZone, clock);
      return clock;
    } catch (cause) {
      throw new SetupError(
        'hours',
        `"${timeZone}" is not a time zone such as Asia/Almaty or Europe/Moscow`,
        { cause },
      );
    }
  }

  /** How far its clocks are ahead of UTC at a moment, milliseconds. */
  offsetAt(at: number): number {
    const minute = Math.floor(at / minuteMs);
    if (minute === this.#minute) return this.#offset;
    const shown = Date.parse(`${this.#format.format(at).replace(' ', 'T')}Z`);
    this.#minute = minute;
    this.#offset = shown - Math.floor(at / 1000) * 1000;
    return this.#offset;
  }

  /** What its clock shows at a moment, in minutes and parts of them. */
  minutesAt(at: number): number {
    return (at + this.offsetAt(at)) / minuteMs;
  }

  /**
   * The moment at which its clock shows these minutes: the first of two where clocks are put back; where they leap over it,
   * as if they had not leapt yet.
   */
  momentOf(minutes: number): number {
    const shown = minutes * minuteMs;
    const before = this.offsetAt(shown - dayMs);
    const behind = this.offsetAt(shown + dayMs);
    const early = shown - before;
    if (before === behind || this.offsetAt(early) === before) return early;
    return this.offsetAt(shown - behind) === behind ? shown - behind : early;
  }

  /** `2026-11-30T19:00:00+05:00`: a moment as its clock shows it. */
  isoOf(at: number): string {
    const offset = this.offsetAt(at);
    const shown = new Date(at + offset).toISOString().slice(0, 19);
    const minutes = Math.abs(offset) / minuteMs;
    const zone = [Math.floor(minutes / 60), Math.floor(minutes % 60)]
      .map((part) => String(part).padStart(2, '0'))
      .join(':');
    return `${shown}${offset < 0 ? '-' : '+'}${zone}`;
  }
}
