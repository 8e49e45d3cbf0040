import { SetupError } from '../errors.ts';
import { countries, type Country } from './special-days.ts';
import { OpeningHours, type HoursOptions } from './opening-hours.ts';

/** Whether it is open, and the next moment at which that changes: `2026-12-02T19:00:00+05:00`, null when it never does. */
export interface OpenAt {
  open: boolean;
  next: string | null;
}

/**
 * Whether a business with these hours is open at a moment. Pure; throws a SetupError that names the piece of a text which is
 * no opening hours. To ask often, keep an `OpeningHours`.
 */
export function openAt(hoursText: string, at: Date, options: HoursOptions): OpenAt {
  const moment = at.getTime();
  if (Number.isNaN(moment)) throw new SetupError('hours', 'The moment is not a valid date');
  const hours = new OpeningHours(hoursText, { ...options, country: countryOf(options.country) });
  const { open, next } = hours.at(moment);
  return { open, next: next === undefined ? null : hours.clock.isoOf(next) };
}

function countryOf(name: string): Country {
  const found = countries.find((country) => country === name);
  if (found === undefined)
    throw new SetupError('hours', `The country must be ${countries.join(', ')}, not "${name}"`);
  return found;
}
