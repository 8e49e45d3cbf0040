const dayMs = 86_400_000;

/** The number of a day since 1970-01-01, from `2026-11-30`; NaN for what is no day. */
export function dayOf(date: string): number {
  const at = Date.parse(`${date}T00:00Z`);
  return new Date(Number.isNaN(at) ? 0 : at).toISOString().startsWith(date)
    ? at / dayMs
    : Number.NaN;
}

/** `2026-11-30` from the number of a day. */
export function dateOf(day: number): string {
  return new Date(day * dayMs).toISOString().slice(0, 10);
}

/** The weekday of a day; 0 is Monday. */
export function weekdayOf(day: number): number {
  return (((day + 3) % 7) + 7) % 7;
}

/** The year of a day. */
export function yearOf(day: number): number {
  return new Date(day * dayMs).getUTCFullYear();
}

/** `11-30` from the number of a day. */
export function monthDay(day: number): string {
  return dateOf(day).slice(5);
}
