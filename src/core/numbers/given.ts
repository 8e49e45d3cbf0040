import { minutesOf } from '../figures/meanings.ts';
import type { Mention, NamedDate } from '../figures/tokens.ts';
import type { PriceRow } from './rows.ts';

/** What the sources of a reply say. */
export interface Given {
  /** By their value, those of one kind once. */
  readonly amounts: ReadonlyMap<number, readonly Mention[]>;
  /** Lengths of time, in minutes. */
  readonly lengths: ReadonlySet<number>;
  /** How many days are said somewhere. */
  readonly days: ReadonlySet<number>;
  readonly percents: ReadonlySet<number>;
  readonly times: ReadonlySet<number>;
  readonly dates: readonly NamedDate[];
  /** Of every month: "до 5-го числа". */
  readonly monthDays: ReadonlySet<number>;
  /** 0 is Monday. */
  readonly weekdays: ReadonlySet<number>;
  /** E-mails, links, and the last ten digits of phones. */
  readonly keys: ReadonlySet<string>;
  readonly currencies: ReadonlySet<string>;
  /** The day that it is, counted since 1970-01-01. */
  readonly today?: number | undefined;
  /** The minute of the day that it is. */
  readonly now?: number | undefined;
  /** Which weekdays of every month: the first Monday is [1, 0], the last one [5, 0]. */
  readonly monthWeekdays: readonly (readonly [number, number])[];
  readonly roundClock: boolean;
  readonly rows: readonly PriceRow[];
}

export function keyOf({ kind, key = '' }: Mention): string {
  return kind === 'phone' ? key.slice(-10) : key;
}

/** How long a length of time is, in minutes; undefined for what is none. */
export function lengthOf({ unit = '', value = 0 }: Mention): number | undefined {
  const minutes = minutesOf[unit];
  return minutes === undefined ? undefined : Math.round(minutes * value * 1000) / 1000;
}

/** How many days are said. */
export function givenDays(mentions: readonly Mention[]): Set<number> {
  return new Set(mentions.flatMap(({ unit, value }) => (unit === 'day' ? (value ?? []) : [])));
}

/** A number of a reply: whether it is known to be right, and whether it may only be worked out where a calculation is shown. */
export interface Part {
  readonly value: number;
  readonly percent: boolean;
  known: boolean;
  /** What a calculation that is written out does not come to. */
  wrong: boolean;
  /** Whether it is a number of a calculation that is written out and right. */
  isShown?: boolean;
  /** Whether a sign of division stands before it. */
  readonly divides: boolean;
  /** How many of the smaller unit it counts, minutes of an hour, grams of a kilogram. */
  readonly scale: number;
  readonly isPrice: boolean;
  /** What it counts. */
  readonly unit: string | undefined;
}

/** Whether two amounts are one; large ones as they are rounded. */
export const same = (one: number, other: number): boolean =>
  Math.abs(one - other) < 1e-6 || (one >= 100 && Math.abs(one - other) < 1);
