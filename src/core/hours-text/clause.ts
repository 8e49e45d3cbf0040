import type { BreakItem, DaysItem } from './item.ts';
import type { WrittenTimes } from './times.ts';

/** Hours as they are written. */
export type Hours = WrittenTimes | 'all day';

/** Days and the hours of all of them. */
export interface Clause {
  days: DaysItem[];
  /** Days that are taken out. */
  less: number;
  /** None of a clause that says "closed". */
  hours: Hours[];
  isClosed: boolean;
  /** What stands first in the text. */
  first: 'days' | 'hours';
  /** What follows: breaks, and hours behind a break, which may be one more. */
  after: (BreakItem | { is: 'hours'; hours: Hours })[];
  /** How its first piece is written. */
  text: string;
}

/** Days that are said to have hours, as a remark ("without days off") beside the hours. */
export interface Remark {
  days: number;
  text: string;
}

/** The days of a clause. */
export function daysOf({ days, less }: Clause): number {
  return days.reduce((all, item) => all | item.days, 0) & ~less;
}

/** Whether a clause has days, and hours of theirs or the word that they are closed. */
export function isWhole({ days, hours, isClosed }: Clause): boolean {
  return days.length > 0 && (hours.length > 0 || isClosed);
}
