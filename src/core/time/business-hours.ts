import { dayIn } from '../business-time.ts';
import type { Language } from '../language/index.ts';
import { momentForModel } from './moment-for-model.ts';
import { momentInWords } from './moment-words.ts';
import { OpeningHours, type Opening } from './opening-hours.ts';
import type { Country } from './special-days.ts';

const minuteMs = 60_000;

/** What the settings say of when a business is open. */
export interface HoursWanted {
  /** The opening hours in words; undefined: not known. */
  hours: string | undefined;
  daysOff: { country: Country; dates: readonly string[] };
}

/** When the business is open, as the bot goes by it; always, where nobody has said. All moments are Unix milliseconds. */
export class BusinessHours {
  /** Of the business, an IANA name. */
  readonly timeZone: string;
  /** The day at the business, in words. */
  readonly dayOf: (at: number) => string;
  readonly #hours: OpeningHours | undefined;
  #shown = { minute: Number.NaN, lines: [] as readonly string[] };

  /** Throws a SetupError where the settings contradict each other. */
  constructor(timeZone: string, wanted?: HoursWanted) {
    this.timeZone = timeZone;
    this.dayOf = dayIn(timeZone);
    const { hours, daysOff: { country, dates } = { country: 'none', dates: [] } } = wanted ?? {};
    if (hours !== undefined)
      this.#hours = new OpeningHours(hours, { timeZone, country, holidays: dates });
  }

  /** Whether anybody has said when the business is open. */
  get isKnown(): boolean {
    return this.#hours !== undefined;
  }

  /** Whether its text says that it is closed on public holidays. */
  get isClosedOnHolidays(): boolean {
    return this.#hours?.isClosedOnHolidays === true;
  }

  /** Whether it never closes. */
  get isAlwaysOpen(): boolean {
    const { open, next } = this.at(0);
    return open && next === undefined;
  }

  /** The state at a moment, and when it changes. */
  at(moment: number): Opening {
    return this.#hours?.at(moment) ?? { open: true, next: undefined };
  }

  /**
   * When somebody will be there, as a person says it ("завтра в 10:00"); undefined when the business is open at this moment,
   * or never opens again.
   */
  whenOpen(moment: number, language: Language): string | undefined {
    const { open, next } = this.at(moment);
    if (open || next === undefined) return undefined;
    return momentInWords(next, moment, { timeZone: this.timeZone, language });
  }

  /** The first moment by which the business has been open for this long since another, milliseconds; Infinity when it never is. */
  afterOpen(moment: number, duration: number): number {
    if (!this.#hours) return moment + duration;
    return this.#hours.afterOpen(moment, duration) ?? Number.POSITIVE_INFINITY;
  }

  /** What the model is told of the moment, in lines of English; the same ones within a minute. */
  linesFor(moment: number): readonly string[] {
    const minute = Math.floor(moment / minuteMs);
    if (minute !== this.#shown.minute)
      this.#shown = {
        minute,
        lines: momentForModel(moment, { timeZone: this.timeZone, hours: this.#hours }),
      };
    return this.#shown.lines;
  }
}
