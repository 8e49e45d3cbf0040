import type { WrittenTimes } from './times.ts';

/** What parts an item from the one before, the strongest last: nothing, a word such as "and", a comma, or the end of a line. */
export type Gap = 'none' | 'and' | 'comma' | 'stop';

/** Days that are named; `isSet` by one word for several, such as "daily". */
export interface DaysItem {
  is: 'days';
  days: number;
  isSet: boolean;
  text: string;
}

/** A break in the hours, of some of the days named before it or of all of them. */
export interface BreakItem {
  is: 'break';
  days: number | undefined;
  times: WrittenTimes;
  text: string;
}

/** A part of the text that means something by itself; `less` are days that are taken out. */
export type Item =
  | DaysItem
  | BreakItem
  | { is: 'less'; days: number; text: string }
  | { is: 'times'; times: WrittenTimes | 'all day'; text: string }
  | { is: 'closed'; text: string };

/** An item where it stands. */
export type Placed = Item & { gap: Gap };
