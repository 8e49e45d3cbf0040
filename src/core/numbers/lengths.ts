import { lengthsIn } from '../figures/joined-mentions.ts';
import type { Mention, NumberToken } from '../figures/tokens.ts';
import type { DerivedFrom } from './derived.ts';
import { type Given, lengthOf } from './given.ts';

/** So many times of a reply are looked at. */
const mostTimes = 12;

/** The lengths of a reply that lie between two of its times: "с 6:00 до 21:00, около 15 часов". */
export function lengthsBetween({ mentions, known }: DerivedFrom): Mention[] {
  const right = mentions.filter((one) => one.kind === 'time' && known.get(one) === true);
  if (right.length < 2) return [];
  const times = right.slice(0, mostTimes).map(({ times: [time = 0] = [] }) => time);
  const lengths = new Set(times.flatMap((from) => times.map((to) => (to - from + 1440) % 1440)));
  return mentions.filter((one) => lengths.has(lengthOf(one) ?? -1) && known.get(one) !== true);
}

/** The mentions of lengths in two units that the sources have: "час 15 минут". */
export function lengthsGiven(
  mentions: readonly Mention[],
  tokens: readonly NumberToken[],
  { lengths }: Given,
): Mention[] {
  const whole = lengthsIn(mentions, tokens).filter(({ value = 0 }) => lengths.has(value));
  return whole.flatMap(({ at, next }) =>
    mentions.filter((one) => one.at >= at && one.next <= next),
  );
}
