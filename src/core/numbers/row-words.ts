import { condition } from './rows.ts';

const opposites: readonly (readonly [RegExp, RegExp])[] = [
  [/^adult|^взросл/, /^child|^kid|^дет|^реб/],
  [/^кош|^cat/, /^соба|^dog/],
  [/^будн|^weekday/, /^виходн|^weekend/],
];

/** Whether two words, folded, are never said of the same thing. */
export function opposed(one: string, other: string): boolean {
  return opposites.some(
    ([left, right]) =>
      (left.test(one) && right.test(other)) || (right.test(one) && left.test(other)),
  );
}

const allDay = /^(?:вес|целий|all|whole|бойи)$/;
const ofTime = /^(?:ден|дня|день|day|кун|сутки)/;

/** Whether words tell only when a price holds: "пт–вс весь день — 10 000" names no thing, and is found beside any. */
export const isOnlyTimes = (words: readonly string[]): boolean =>
  words.some((word) => allDay.test(word)) &&
  words.every((word) => allDay.test(word) || ofTime.test(word) || condition.test(word));
