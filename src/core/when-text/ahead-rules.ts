import { monthsLater } from './calendar-day.ts';
import { oneDay } from './date-rules.ts';
import { itemOf, type WhenItem } from './items.ts';
import type { Now, RewritingRule } from './rewriting.ts';

/** So many days, weeks or months from today, or hours and minutes from now. */
function ahead(count: number, unit: WhenItem | undefined, { today }: Now): WhenItem | undefined {
  const named = ['minute', 'hour', 'day', 'week', 'month'].find((name) => unit?.is.has(name));
  if (count <= 0 || count > 366 * 60) return undefined;
  if (named === 'minute') return itemOf('ahead', { ahead: count });
  if (named === 'hour') return itemOf('ahead', { ahead: count * 60 });
  if (named === 'month') return oneDay('word', monthsLater(today, count));
  return named === undefined
    ? undefined
    : oneDay('word', today + count * (named === 'week' ? 7 : 1));
}

const unit = 'minute|hour|day|week|month';

function counted(item: WhenItem | undefined): number {
  return item?.is.has('couple') ? 2 : (item?.value ?? 1);
}

/** "через два дня", "екі күннен кейін", "in an hour": they are read before anything else that has a number. */
export const aheadRules: readonly RewritingRule[] = [
  { pattern: 'within halfHour', make: () => itemOf('ahead', { ahead: 30 }) },
  { pattern: 'within|in a? half|halfOf a? hour', make: () => itemOf('ahead', { ahead: 30 }) },
  { pattern: 'within oneAndHalf hour', make: () => itemOf('ahead', { ahead: 90 }) },
  { pattern: 'in a hour till a half', make: () => itemOf('ahead', { ahead: 90 }) },
  {
    pattern: 'within num from? andHalf hour',
    make: ([, number, , , what], now) => ahead(counted(number) + 0.5, what, now),
  },
  {
    pattern: `within num|couple? on? ${unit}`,
    make: ([, number, , what], now) => ahead(counted(number), what, now),
  },
  {
    pattern: `${unit} within num|couple`,
    make: ([what, , number], now) => ahead(counted(number), what, now),
  },
  {
    pattern: `in a? num|couple|a on? ${unit}`,
    make: ([, , number, , what], now) => ahead(counted(number), what, now),
  },
  {
    pattern: `num|a ${unit} from other|today`,
    make: ([number, what], now) => ahead(counted(number), what, now),
  },
  { pattern: 'half hour afterwards', make: () => itemOf('ahead', { ahead: 30 }) },
  {
    pattern: 'num andHalf hour afterwards',
    make: ([number, , what], now) => ahead(counted(number) + 0.5, what, now),
  },
  {
    pattern: `num|couple? ${unit} afterwards`,
    make: ([number, what], now) =>
      what?.is.has('fromEnding') ? ahead(counted(number), what, now) : undefined,
  },
];
