import { foldLetters, isLike } from '../brain/letters.ts';
import { membersOf, textIn, type OfferedFunction } from './offered-functions.ts';
import type { DoneCall, Work } from './work.ts';

/** A free time, or a booking, as functions return it. */
export interface Time {
  /** Of a booking. */
  booking: string;
  service: string;
  start: string;
  say: string;
  staff: string;
}

/** The times in a member of a result. */
export function timesIn(result: unknown, member: string): Time[] {
  const list = membersOf(result)[member];
  return (Array.isArray(list) ? list : []).map(timeOf);
}

/** A time from its members. */
export function timeOf(value: unknown): Time {
  const { booking, service, start, say, staff } = membersOf(value);
  return {
    booking: textIn(booking),
    service: textIn(service),
    start: textIn(start),
    say: textIn(say),
    staff: textIn(staff),
  };
}

/** A booking in a line. */
export function bookingLabel({ service, say, staff }: Time): string {
  return `${service}, ${say}${staff === '' ? '' : ` (${staff})`}`;
}

/** At most so many times are offered in one message. */
const mostOffered = 9;

/** The moments of some times, a line each with everybody who is free then; a few from the whole range where there are many. */
export function offerLines(times: readonly Time[]): string[] {
  const bySay = Map.groupBy(times, ({ say }) => say);
  const lines = [...bySay].map(([say, all]) => {
    const staff = all.map((time) => time.staff).filter(Boolean);
    return staff.length === 0 ? say : `${say} (${staff.join(', ')})`;
  });
  const step = Math.max(1, lines.length / mostOffered);
  return lines.filter((_, index) => Math.floor(index % step) === 0).slice(0, mostOffered);
}

/** The moment of such a line. */
export function sayOf(line: string): string {
  return line.replace(/ \([^()]*\)$/, '');
}

/** Who of the staff a text names; undefined: nobody. */
export function staffIn(text: string, called: OfferedFunction | undefined): string | undefined {
  const names = called?.parameters.find(({ name }) => name === 'staff')?.values ?? [];
  const words = foldLetters(text).split(' ');
  return names.find((name) =>
    words.some((word) => word.length > 2 && isLike(word, foldLetters(name))),
  );
}

/** The offered function with this name. */
export function functionNamed({ offers }: Work, name: string): OfferedFunction | undefined {
  return offers.find((one) => one.name === name);
}

/** The newest call of a function in this turn. */
export function lastCall({ done }: Work, name: string): DoneCall | undefined {
  return done.findLast((call) => call.name === name);
}

/** Whether a write has done what was asked of it. */
export function isMade(result: unknown): boolean {
  const { done, saved, ok, success, error } = membersOf(result);
  return error === undefined && ![done, saved, ok, success].includes(false);
}
