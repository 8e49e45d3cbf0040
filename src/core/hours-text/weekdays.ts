/** Days as bits: Monday is 1, Sunday 64. */
export const everyDay = 0b111_1111;
/** Monday to Friday. */
export const workingDays = 0b001_1111;
/** Saturday and Sunday. */
export const weekend = 0b110_0000;
/** The bit of public holidays. */
export const holidays = 128;
/** The bit of the days that are named nowhere else. */
export const otherDays = 256;

/** The bit of a day; 0 is Monday. */
export function bitOf(day: number): number {
  return 1 << day;
}

/** From one day to another, both included, over the end of the week where need be; 0 is Monday. */
export function weekdayRange(from: number, to: number): number {
  const length = ((to - from + 7) % 7) + 1;
  return Array.from({ length }, (_, index) => bitOf((from + index) % 7)).reduce(
    (days, bit) => days | bit,
    0,
  );
}

/** The days of a set, 0 is Monday. */
export function daysIn(set: number): number[] {
  return [0, 1, 2, 3, 4, 5, 6].filter((day) => (set & bitOf(day)) > 0);
}
