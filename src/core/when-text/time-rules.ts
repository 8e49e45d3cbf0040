import { clockTimeOf } from './clock-rules.ts';
import { itemOf, type SaidTime, type HalfOfDay, type WhenItem, type TimeOfDay } from './items.ts';
import type { RewritingRule } from './rewriting.ts';

function timeItem(time: TimeOfDay): WhenItem {
  return itemOf('time', { time });
}

/** A time between two: what is said of the half of the day behind the second holds for both. */
function between(first: WhenItem | undefined, last: WhenItem | undefined): WhenItem {
  const end = clockTimeOf(last);
  const start = clockTimeOf(first);
  const clock: SaidTime =
    start.half === undefined && end.half !== undefined ? { ...start, half: end.half } : start;
  return timeItem({ kind: 'between', clock, end });
}

const single =
  (kind: 'at' | 'about' | 'after' | 'before', place: number): RewritingRule['make'] =>
  (found) =>
    timeItem({ kind, clock: clockTimeOf(found[place]) });

/** What may follow a number that is an hour: nothing that it would count. */
const free = '!thing|minute|day|week|month|year|num|age|moName|dash';

/** "с 10 до 12", "после шести", "около 12", "в три": what a number is an hour by. */
export const timeRules: readonly RewritingRule[] = [
  {
    pattern: 'from h|clock till|dash h|clock !thing|minute|day|week|month|year',
    make: ([, a, , b]) => between(a, b),
  },
  { pattern: 'abl dash? h|clock beforehand', make: ([a, , b]) => between(a, b) },
  { pattern: 'h|clock with h|clock among', make: ([a, , b]) => between(a, b) },
  { pattern: 'at h|clock dash h|clock', make: ([, a, , b]) => between(a, b) },
  { pattern: 'clock till|dash clock', make: ([a, , b]) => between(a, b) },
  { pattern: 'h till|dash clock', make: ([a, , b]) => between(a, b) },
  {
    pattern: 'days h|clock dash h|clock',
    make: ([days, a, , b]) => (days === undefined ? undefined : [days, between(a, b)]),
  },
  { pattern: `not before at? h|clock ${free}`, make: single('after', 3) },
  { pattern: `not after at? h|clock ${free}`, make: single('before', 3) },
  { pattern: 'abl afterwards', make: single('after', 0) },
  { pattern: 'h|clock beforehand', make: single('before', 0) },
  { pattern: `after at? h|clock ${free}`, make: single('after', 2) },
  { pattern: `before at? h|clock ${free}`, make: single('before', 2) },
  { pattern: `till clock|h ${free}`, make: single('before', 1) },
  { pattern: `about about? at? about? h|clock ${free}`, make: single('about', 4) },
  { pattern: `at about h|clock ${free}`, make: single('about', 2) },
  { pattern: `at? h|clock nearly ${free}`, make: single('about', 1) },
  { pattern: `from h|clock ${free}`, make: single('after', 1) },
  { pattern: `at h|clock ${free}`, make: single('at', 1) },
  { pattern: 'clock', make: single('at', 0) },
  {
    pattern: `loc|dat ${free}`,
    make: (found) =>
      found[0]?.is.has('h') ? single('at', 0)(found, { today: 0, minute: 0 }) : undefined,
  },
  {
    pattern: `days|time h ${free}|beforehand|afterwards|till|nearly|among|with`,
    make: ([days, hour]) =>
      days === undefined ? undefined : [days, timeItem({ kind: 'at', clock: clockTimeOf(hour) })],
  },
];

function part(half: HalfOfDay, from: number, to: number): RewritingRule['make'] {
  return () => timeItem({ kind: 'part', half, from: from * 60, to: to * 60 });
}

const early = part('morning', 6, 9);
const morning = part('morning', 9, 12);
const lunch = part('day', 12, 14);
const daytime = part('day', 12, 18);
const afternoon = part('day', 14, 18);
const evening = part('evening', 18, 22);

/** Parts of the day. */
export const partRules: readonly RewritingRule[] = [
  { pattern: 'early morning|ofMorning', make: early },
  { pattern: 'from? morning|ofMorning early', make: early },
  { pattern: 'before noonMeal|afterMeal', make: morning },
  { pattern: 'after noonMeal|afterMeal', make: afternoon },
  { pattern: 'afterMeal afterwards', make: afternoon },
  { pattern: 'noonMeal beforehand', make: morning },
  { pattern: 'firstHalf halfDay|half on? ofDay|day?', make: morning },
  { pattern: 'secondHalf halfDay|half on? ofDay|day?', make: afternoon },
  {
    pattern: 'num halfDay on? ofDay|day?',
    make: (found, now) => (found[0]?.value === 1 ? morning : afternoon)(found, now),
  },
  { pattern: 'from ofMorning', make: morning },
  { pattern: 'ofMorning timeWord', make: morning },
  { pattern: 'ofEvening timeWord', make: evening },
  { pattern: 'ofDay timeWord', make: daytime },
  { pattern: 'noonMeal timeWord?', make: lunch },
  { pattern: 'morning', make: morning },
  { pattern: 'daytime', make: daytime },
  { pattern: 'evening', make: evening },
];
