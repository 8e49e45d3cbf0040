const secondMs = 1_000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** Units as they begin in the three languages, the longest first. */
const units: readonly (readonly [begin: RegExp, ms: number])[] = [
  [/^(?:мин|min|m$|м$)/, minuteMs],
  [/^(?:сек|sec|s$|с$)/, secondMs],
  [/^(?:час|ч$|hour|h$|сағ)/, hourMs],
  [/^(?:ден|дня|дне|д$|day|d$|күн)/, dayMs],
  [/^(?:нед|week|w$|апта)/, 7 * dayMs],
];

/** A length of time in words of three languages, such as `3 часа`, `90 s` or `2 күн`, in milliseconds; a bare number is seconds. Undefined where it is none. */
export function lengthOfTime(written: string | number): number | undefined {
  const [, amount, unit = ''] =
    /^(\d{1,6}(?:[.,]\d{1,3})?)\s{0,3}(\p{L}{0,12})\.?$/u.exec(
      String(written).trim().toLowerCase(),
    ) ?? [];
  if (amount === undefined) return undefined;
  const ms = unit === '' ? secondMs : units.find(([begin]) => begin.test(unit))?.[1];
  return ms === undefined ? undefined : Number(amount.replace(',', '.')) * ms;
}
