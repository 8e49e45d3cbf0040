import { dateOfDay } from '../figures/dates.ts';
import { minutesOf } from '../figures/meanings.ts';
import { isListedHour } from '../figures/opening-hours.ts';
import type { Mention, NumberToken } from '../figures/tokens.ts';
import { type Given, lengthOf } from './given.ts';

/** "С 12 до 13": two bare numbers that can be hours. */
function isBetweenHours(tokens: readonly NumberToken[], { at, next }: Mention): boolean {
  const isLed = (place: number): boolean =>
    /^(?:с|from)$/i.test(tokens[place - 1]?.text ?? '') &&
    /^(?:до|to|till)$/i.test(tokens[place + 1]?.text ?? '');
  const last = isLed(at) ? next + 2 : next;
  if (!isLed(at) && !isLed(at - 2)) return false;
  return (
    !/^(?:number|word)$/.test(tokens[last]?.kind ?? '') || tokens[last]?.means.has('small') === true
  );
}

/** Whether the sources have this number of what may be an hour: not of months or percents. */
export function hasBare(mention: Mention, tokens: readonly NumberToken[], given: Given): boolean {
  const { value = 25, unit, currency } = mention;
  if (unit !== undefined || currency !== undefined || value > 24) return true;
  if (!isBetweenHours(tokens, mention)) return true;
  return (given.amounts.get(value) ?? []).some(({ unit: counted }) => counted === undefined);
}

/** Whether the sources have this amount, in its currency and of what it counts; lengths of time also in another unit. */
export function hasAmount(mention: Mention, given: Given): boolean {
  const same = given.amounts.get(mention.value ?? 0) ?? [];
  if (same.some((one) => sameCurrency(mention, one, given) && sameKind(mention, one))) return true;
  const length = lengthOf(mention);
  return length !== undefined && given.lengths.has(length);
}

const isTime = (unit: string | undefined): boolean => unit !== undefined && unit in minutesOf;

function sameCurrency({ currency }: Mention, other: Mention, { currencies }: Given): boolean {
  if (currency === undefined) return true;
  if (other.currency !== undefined) return other.currency === currency;
  if (other.unit !== undefined && other.unit !== 'noun') return false;
  return currencies.size === 0 || currencies.has(currency);
}

const measures = ['weight', 'volume', 'length'];

/** A count by a count, a length of time by one: what counts nothing goes with anything. */
function sameKind({ unit, currency, value = 0 }: Mention, other: Mention): boolean {
  if (unit === undefined || currency !== undefined) return true;
  if (other.unit === 'name') return unit === 'noun' || unit === 'name';
  if (unit === 'name') return other.currency === undefined && !isTime(other.unit);
  if (unit === 'house' && other.unit !== undefined && other.unit !== 'noun')
    return other.unit === unit;
  if (other.currency !== undefined)
    return value >= 100 && !measures.includes(unit) && !isTime(unit);
  if (other.unit === undefined || other.unit === unit) return true;
  if (other.unit === 'house') return unit === 'noun';
  if (isTime(unit)) return false;
  if ([unit, other.unit].includes('piece')) return [unit, other.unit].includes('noun');
  const things = ['noun', 'people', 'either'];
  if ([unit, other.unit].includes('either'))
    return things.includes(unit) && things.includes(other.unit);
  const isMeasured =
    [...measures, 'noun'].includes(unit) && [...measures, 'noun'].includes(other.unit);
  return isMeasured && [unit, other.unit].includes('noun');
}

/** How far behind thousands they may be left out, in tokens. */
const farthestThousand = 12;

/** Whether thousands are left out that stand before it: "днём шесть тысяч, вечером девять". */
export function isShortThousand(
  { value = 0, unit, currency, at }: Mention,
  tokens: readonly NumberToken[],
  given: Given,
): boolean {
  if (unit !== undefined || currency !== undefined || value <= 1 || value >= 1000) return false;
  const near = tokens.slice(Math.max(0, at - farthestThousand), at);
  const end = near.findLastIndex(({ text }) => /^[.!?\n]$/.test(text));
  if (!near.slice(end + 1).some(({ means }) => means.has('thousand'))) return false;
  return given.amounts.get(value * 1000)?.some((one) => one.unit === undefined) === true;
}

/** Whether a number is the year that it is, or so many years since one of the sources. */
export function isYear({ value = 0, unit, currency }: Mention, given: Given): boolean {
  if (given.today === undefined || currency !== undefined) return false;
  if (unit !== undefined && unit !== 'year') return false;
  const { year } = dateOfDay(given.today);
  if (value === year) return true;
  return unit === 'year' && value > 0 && isIn(given.amounts.get(year - value));
}

const isIn = (years: readonly Mention[] = []): boolean =>
  years.some(({ unit, currency }) => unit === 'year' && currency === undefined);

/** Whether the sources have one of the times that this may be. */
export function hasTime({ times = [] }: Mention, given: Given): boolean {
  return times.some((time) => given.times.has(time));
}

/** Whether a whole number is an hour that the sources have: "с десяти до четырёх". */
export function isHour(mention: Mention, tokens: readonly NumberToken[], given: Given): boolean {
  const { value = 25, unit, currency, at, next } = mention;
  if (!Number.isInteger(value) || value > 24 || currency !== undefined) return false;
  if (unit !== undefined && unit !== 'hour' && unit !== 'noun') return false;
  const [before, behind] = [tokens[at - 1], tokens[next]];
  // "12-үй" is a house.
  if (tokens[next + 1]?.folded === 'уи') return false;
  const told =
    before?.means.has('beforeHour') === true ||
    isListedHour(tokens, mention) ||
    /[дтн][ае]н?$|[гк][ае]$/.test(tokens[at]?.cyrillic ?? '') ||
    [before, behind].some((token) => /^[-–—]$/.test(token?.text ?? ''));
  if (!told) return false;
  if (given.times.has(value * 60)) return true;
  // "с 8 до 20" begins in the morning.
  const day = [tokens[next + 1], tokens[at - 2]].some(
    (token) => token?.kind === 'number' && (token.values[0] ?? 0) > 12,
  );
  return value <= 12 && !day && given.times.has((value * 60 + 720) % 1440);
}
