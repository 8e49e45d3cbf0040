import type { Setting } from '../settings/settings.ts';
import { countries, type Country } from './special-days.ts';
import { OpeningHours } from './opening-hours.ts';
import { readOwnDays } from './own-days.ts';
import { Unreadable } from '../hours-text/unreadable.ts';
import { readWeek } from '../hours-text/week.ts';

/** The days off of a business: its country's, and its own dates as `openAt` takes them. */
export interface DaysOff {
  country: Country;
  dates: readonly string[];
}

/** Opening hours that may be left out, as the owner wrote them. */
export function openingHours(
  env: string,
  { summary, example }: { summary: string; example: string },
): Setting<string | undefined> {
  return { env, summary, example, optional: true, parse: parseHours };
}

/** A country, or `none`, and the business's own dates: `kz, 2026-12-10, 2026-12-16 11:00-15:00`. */
export function daysOff(env: string, { summary }: { summary: string }): Setting<DaysOff> {
  return { env, summary, default: 'none', parse: parseDaysOff };
}

function parseHours(value: string): string {
  explained(
    () => readWeek(value),
    'must be opening hours such as "Mon-Fri 10:00-19:00, Sat 11-16"',
  );
  return value;
}

function parseDaysOff(value: string): DaysOff {
  const dates: string[] = [];
  let country: Country = 'none';
  for (const part of value.split(/[,;\n]/).map((each) => each.trim())) {
    const named = countries.find((each) => each === part.toLowerCase());
    const last = dates.length - 1;
    if (named !== undefined) country = named;
    else if (/^\d{4}-/.test(part)) dates.push(part);
    else if (part !== '' && last >= 0) dates[last] = `${dates[last]}, ${part}`;
    else if (part !== '')
      throw new Error(
        `must be ${countries.join(', ').replace(/, ([^,]*)$/, ' or $1')}, with dates of your own behind it, not "${value}"`,
      );
  }
  explained(
    () => readOwnDays(dates),
    'must name dates such as 2026-12-10 or 2026-12-16 11:00-15:00',
  );
  return { country, dates };
}

function explained(read: () => unknown, wanted: string): void {
  try {
    read();
  } catch (error) {
    throw error instanceof Unreadable
      ? new Error(`${wanted}: ${error.message}`, { cause: error })
      : error;
  }
}

/** The hours of a business from its settings; undefined where none are set. Throws a SetupError where they contradict each other. */
export function hoursFrom(
  text: string | undefined,
  timeZone: string,
  { country, dates }: DaysOff,
): OpeningHours | undefined {
  return text === undefined
    ? undefined
    : new OpeningHours(text, { timeZone, country, holidays: dates });
}
