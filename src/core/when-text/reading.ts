import { aheadRules } from './ahead-rules.ts';
import { halvesOfDay, saidClocks, writtenClocks } from './clock-rules.ts';
import { dateRules } from './date-rules.ts';
import { dayRules } from './day-rules.ts';
import {
  whenItemsOf,
  type SaidTime,
  type Days,
  type HalfOfDay,
  type WhenItem,
  type TimeOfDay,
} from './items.ts';
import { noiseRules } from './noise-rules.ts';
import { numberRules } from './number-rules.ts';
import { keptOf, refusalRules } from './refusals.ts';
import { Rewriting, type Now } from './rewriting.ts';
import { partRules, timeRules } from './time-rules.ts';

/** What each round of reading puts together is what the next one reads. */
const rounds = [
  numberRules,
  aheadRules,
  noiseRules,
  saidClocks,
  [...dateRules, ...dayRules],
  writtenClocks,
  halvesOfDay,
  partRules,
  timeRules,
  refusalRules,
].map((rules) => new Rewriting(rules));

/** When somebody wants to come: so many minutes from now, or between two minutes of the local calendar, counted since 1970-01-01 00:00 there. */
export type When = { readonly ahead: number } | { readonly from: number; readonly to: number };

/** When a text says that somebody wants to come; undefined where it says nothing, or something impossible. */
export function readWhen(text: string, now: Now): When | undefined {
  const items = rounds.reduce((read: WhenItem[], round) => round.of(read, now), whenItemsOf(text));
  if (items.some(({ is }) => is.has('impossible'))) return undefined;
  const kept = keptOf(items);
  const moved = items.some(({ is }) => is.has('move'));
  const days = daysOf(kept, moved);
  const times = kept.flatMap(({ time }) => time ?? []);
  const minutes = kept.find(({ ahead }) => ahead !== undefined)?.ahead;
  if (minutes !== undefined && (days === undefined || days.from === now.today))
    return { ahead: minutes };
  if (days === undefined && items.some(({ is }) => is.has('void'))) return undefined;
  return together(days, stretchOf(times, moved), now);
}

/** The most exact days: a date before a weekday, a weekday of the week that is named beside it. */
function daysOf(kept: readonly WhenItem[], moved: boolean): Days | undefined {
  const all = kept.flatMap(({ days }) => days ?? []);
  const inOrder = moved ? all.toReversed() : all;
  const of = (kind: Days['kind']): Days | undefined => inOrder.find((one) => one.kind === kind);
  const weekday = of('weekday');
  const week = of('week');
  if (weekday !== undefined && week !== undefined && of('date') === undefined) {
    const from = week.from + ((((weekday.from + 3) % 7) + 7) % 7);
    return { kind: 'weekday', from, to: from + 1 };
  }
  const found = of('date') ?? of('word') ?? weekday ?? of('range') ?? week ?? of('period');
  return found?.kind === 'range' && moved ? { ...found, from: found.to - 1 } : found;
}

/** Minutes of a day, and which of them must be ahead when no day is said: the time itself, or the end. */
interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly ahead: number;
}

const day = 1440;

function stretchOf(times: readonly TimeOfDay[], moved: boolean): Stretch | undefined {
  const parts = times.flatMap((time) => (time.kind === 'part' ? time : []));
  const exact = times.flatMap((time) => (time.kind === 'part' ? [] : time));
  const time = moved ? exact.at(-1) : exact[0];
  const [part] = parts;
  if (time === undefined) return part && { from: part.from, to: part.to, ahead: part.to };
  const at = minutesOf(time.clock, part?.half);
  const [first, last] = [part?.from ?? 0, part?.to ?? day];
  if (time.kind === 'between') return betweenOf(time.clock, time.end, part?.half);
  if (time.kind === 'at') return { from: at, to: at + 60, ahead: at };
  if (time.kind === 'about') return { from: at - 30, to: at + 30, ahead: at };
  if (time.kind === 'after') return { from: at, to: at < last ? last : day, ahead: day };
  return { from: at > first ? first : 0, to: at, ahead: at };
}

function betweenOf(start: SaidTime, end: SaidTime, half: HalfOfDay | undefined): Stretch {
  const last = minutesOf(end, half);
  const said = minutesOf(start, half);
  // "с 9 до 5 вечера": the evening is the second's alone.
  const from = said < last ? said : minutesOf({ minutes: start.minutes }, undefined);
  const to = last <= from && last + 720 <= day ? last + 720 : last;
  return { from, to: to <= from ? from + 60 : to, ahead: to };
}

/** Minutes of the day: from 1 to 7 in the afternoon, unless something else is said. */
function minutesOf(
  { minutes, half: own, fixed = false }: SaidTime,
  beside: HalfOfDay | undefined,
): number {
  const half = own ?? (fixed ? undefined : beside);
  const hour = Math.floor(minutes / 60);
  if (hour > 12 || (half === undefined && fixed)) return minutes;
  if (hour === 12) return minutes;
  if (half === 'morning') return minutes;
  if (half === 'evening') return minutes + 720;
  return hour >= 1 && hour <= 7 ? minutes + 720 : minutes;
}

function together(
  days: Days | undefined,
  stretch: Stretch | undefined,
  { today, minute }: Now,
): When | undefined {
  if (stretch === undefined) return days && { from: days.from * day, to: days.to * day };
  if (days !== undefined && days.to - days.from > 1)
    return { from: days.from * day, to: days.to * day };
  const on = days?.from ?? (stretch.ahead > minute ? today : today + 1);
  return { from: on * day + stretch.from, to: on * day + stretch.to };
}
