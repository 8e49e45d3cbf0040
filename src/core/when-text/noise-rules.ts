import { itemOf } from './items.ts';
import type { RewritingRule } from './rewriting.ts';

const nothing = (): ReturnType<typeof itemOf> => itemOf('nothing');

/** What has a number or a part of the day in it and says nothing about when: greetings, ages, counts, addresses, prices, groups. */
export const noiseRules: readonly RewritingRule[] = [
  { pattern: 'good greeted greeted?', make: nothing },
  { pattern: 'good weekend', make: nothing },
  { pattern: 'greeted kind', make: nothing },
  { pattern: 'street num moName', make: nothing },
  {
    pattern: 'num age',
    make: ([number]) => (number?.is.has('yearNumber') ? undefined : nothing()),
  },
  { pattern: 'at|in yearNumber year?', make: nothing },
  {
    pattern: 'num thing',
    make: ([number]) =>
      ['loc', 'dat', 'abl'].some((form) => number?.is.has(form)) && number?.is.has('word') === false
        ? undefined
        : nothing(),
  },
  // "завтра в 11 ребёнка запишите" has an hour, "2 ребёнка" a count.
  {
    pattern: 'at|till|after|before|from num maybeThing',
    make: (found) => found.flatMap((item) => item ?? []),
  },
  { pattern: 'num maybeThing', make: nothing },
  { pattern: 'from num till|dash num thing', make: nothing },
  { pattern: 'sign num', make: nothing },
  { pattern: 'money num', make: nothing },
  { pattern: 'named other? num !moName', make: nothing },
  // "500 в час" is a price, "двадцатого в час" a time.
  {
    pattern: 'nothing|num at hour',
    make: ([number]) => (number?.is.has('ordinal') ? undefined : nothing()),
  },
];
