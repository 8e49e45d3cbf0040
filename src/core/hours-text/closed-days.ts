import type { DaysItem, Placed } from './item.ts';
import { everyDay, otherDays, weekend } from './weekdays.ts';

/**
 * Hours without days beside days that are closed, "10-19, вс выходной", are those of all other days; any other items stay as
 * they are.
 */
export function withOtherDays(items: readonly Placed[]): readonly Placed[] {
  const groups = groupsOf(items);
  const hours = groups.filter((group) => group.every(({ is }) => is === 'times' || is === 'break'));
  const closed = groups.filter((group) => isClosedGroup(group, items[0]));
  const isWhole =
    hours.length === 1 && closed.length > 0 && hours.length + closed.length === groups.length;
  const [first] = hours[0] ?? [];
  if (!isWhole || first?.is !== 'times') return items;
  const named = daysIn(closed.flat());
  const days = everyDay & ~named;
  if (days === 0 || (named & otherDays) !== 0) return items;
  const others: DaysItem = { is: 'days', days, isSet: false, text: first.text };
  return [{ ...others, gap: 'none' }, ...(hours[0] ?? []), ...closed.flatMap(daysFirst)];
}

/** Hours in one run, and days in one run with the word that stands beside them. */
function groupsOf(items: readonly Placed[]): Placed[][] {
  const groups: Placed[][] = [];
  for (const item of items) {
    const group = groups.at(-1);
    if (group && belongs(group, item)) group.push(item);
    else groups.push([item]);
  }
  return groups;
}

function belongs(group: readonly Placed[], { is, gap }: Placed): boolean {
  const last = group.at(-1);
  const isOfHours = last?.is === 'times' || last?.is === 'break';
  if (is === 'times' || is === 'break') return isOfHours;
  if (isOfHours) return false;
  const isTied = gap === 'none' || gap === 'and';
  const hasClosed = group.some((item) => item.is === 'closed');
  if (is === 'closed') return isTied && !hasClosed;
  if (last?.is === 'closed') return isTied && group.length === 1;
  return gap !== 'stop' && !(hasClosed && group[0]?.is === 'days');
}

/** Days and the word for closed, in either order, clear of the hours before: `first` of all, behind a stop, or a weekend. */
function isClosedGroup(group: readonly Placed[], first: Placed | undefined): boolean {
  const [start] = group;
  const closed = group.filter(({ is }) => is === 'closed');
  const days = group.filter(({ is }) => is === 'days');
  const isClear =
    start === first ||
    start?.gap === 'comma' ||
    start?.gap === 'stop' ||
    (start?.is === 'days' && (daysIn(days) & ~weekend) === 0);
  const isWhole = closed.length === 1 && days.length > 0;
  return isClear && isWhole && closed.length + days.length === group.length;
}

function daysFirst(group: readonly Placed[]): Placed[] {
  const days = group.filter(({ is }) => is === 'days');
  const closed = group.filter(({ is }) => is === 'closed');
  return [
    ...days.map((item, index): Placed => ({ ...item, gap: index === 0 ? 'stop' : 'and' })),
    ...closed.map((item): Placed => ({ ...item, gap: 'none' })),
  ];
}

function daysIn(items: readonly Placed[]): number {
  return items.reduce((all, item) => all | (item.is === 'days' ? item.days : 0), 0);
}
