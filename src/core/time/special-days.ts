import { everyYear, years, type HolidayCountry } from './holidays.ts';
import { dateOf, dayOf, monthDay, weekdayOf, yearOf } from './local-day.ts';

/** Whose days off count; `none` has none. */
export const countries = ['none', 'kz', 'ru'] as const;

/** Whose days off count. */
export type Country = (typeof countries)[number];

/** What a country says of a day: off, and why, or at work like another weekday (0 is Monday). */
export type SpecialDay =
  | { isOff: true; name: string; isConfirmed: boolean }
  | { isOff: false; like: number };

/** The last year whose moved days are announced; later ones are known by the law alone. */
export function lastKnownYear(country: HolidayCountry): number {
  return Math.max(
    ...Object.entries(years[country]).flatMap(([year, { unconfirmed }]) =>
      unconfirmed.length === 0 ? Number(year) : [],
    ),
  );
}

/** What is special about a day (its number since 1970-01-01); undefined for ordinary days. */
export function specialDay(country: Country, day: number): SpecialDay | undefined {
  if (country === 'none') return undefined;
  const year = years[country][yearOf(day)];
  const date = monthDay(day);
  const own = (year?.own ?? everyYear[country])[date];
  const isConfirmed = !(year?.unconfirmed.includes(date) ?? false);
  if (own !== undefined) return { isOff: true, name: own, isConfirmed };
  const movedFrom = year?.moved[date];
  if (movedFrom !== undefined)
    return { isOff: true, name: `day off for ${year?.own[movedFrom] ?? movedFrom}`, isConfirmed };
  const like = year?.working?.[date];
  return like === undefined
    ? undefined
    : { isOff: false, like: weekdayOf(dayOf(`${yearOf(day)}-${like}`)) };
}

/** Days off within so many days from one on (its number since 1970-01-01) that are not announced, or calculated. */
export function upcomingUnconfirmed(country: Country, from: number, count: number): string[] {
  return Array.from({ length: count }, (_, index) => from + index).flatMap((day) => {
    const special = specialDay(country, day);
    return special?.isOff === true && !special.isConfirmed ? [dateOf(day)] : [];
  });
}
