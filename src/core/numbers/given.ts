import type { Mention, NamedDate } from './mention.ts';
import { minutesOf } from './meanings.ts';
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
