import { takeDaysOff, isDay, takeExcept, takeRange } from './day-items.ts';
import type { Gap, Item, Placed } from './item.ts';
import { Reader } from './reader.ts';
import type { HoursToken } from './scan.ts';
import { isTime, takeTimes } from './times.ts';
import { Unreadable, shownPiece } from './unreadable.ts';
import { everyDay } from './weekdays.ts';

const gaps: readonly HoursToken['is'][] = ['stop', 'and', 'with', 'opening', 'closing', 'dash'];

/** The items of a text in their order. Throws an Unreadable for what fits nowhere. */
export function itemsOf(tokens: readonly HoursToken[]): Placed[] {
  const reader = new Reader(tokens);
  const items: Placed[] = [];
  let gap = takeGap(reader, 'none');
  while (reader.peek().is !== 'end') {
    const found = takeItems(reader, items, gap);
    for (const item of found) {
      items.push({ ...item, gap });
      gap = 'none';
    }
    gap = takeGap(reader, gap);
  }
  return items;
}

function takeGap(reader: Reader, carried: Gap): Gap {
  let gap = carried;
  let isBracketed = false;
  for (;;) {
    const { is, text } = reader.peek();
    if (!gaps.includes(is) && (is !== 'po' || isTime(reader, 1))) return gap;
    if (is === 'stop') gap = isComma(text) && !isBracketed ? 'comma' : 'stop';
    if (is === 'closing') isBracketed = true;
    if ((is === 'and' || is === 'with') && gap === 'none') gap = 'and';
    reader.take();
  }
}

/** A bare slash lists ("Пн/Ср"); what is more ends a list. */
function isComma(text: string): boolean {
  return text === ',' || text === '/';
}

function takeItems(reader: Reader, before: Placed[], gap: Gap): Item[] {
  const { is, text } = reader.peek();
  if (startsTimes(reader)) return [{ is: 'times', times: takeTimes(reader), text }];
  if (isDay(reader)) return [takeDays(reader, before, gap)];
  reader.take();
  switch (is) {
    case 'allDay':
      return [{ is: 'times', times: 'all day', text }];
    case 'always': {
      const allDay: Item = { is: 'times', times: 'all day', text };
      return before.at(-1)?.is === 'days'
        ? [allDay]
        : [{ is: 'days', days: everyDay, isSet: true, text }, allDay];
    }
    case 'closed':
    case 'byAppointment':
      return [{ is: 'closed', text }];
    case 'daysOff':
      return takeDaysOff(reader, { text, last: before.at(-1), gap });
    case 'except':
      return [
        {
          is: 'less',
          days: takeExcept(reader, { text, hasHours: before.some((item) => item.is === 'times') }),
          text,
        },
      ];
    case 'break':
      return [takeBreak(reader, before, text)];
    default:
      throw new Unreadable(`${shownPiece(text)} is not understood`);
  }
}

function startsTimes(reader: Reader): boolean {
  return isTime(reader) || (['to', 'po'].includes(reader.peek().is) && isTime(reader, 1));
}

/** Days as they are named, or in Kazakh, where "but for" stands behind them, those that are taken out. */
function takeDays(reader: Reader, before: Placed[], gap: Gap): Item {
  const found = takeRange(reader);
  const behind = reader.peek();
  if (
    behind.is === 'exceptBefore' ||
    (behind.is === 'otherDays' && behind.text.toLowerCase().startsWith('б'))
  ) {
    reader.take();
    return { ...found, is: 'less', days: found.days | takeJoined(before, gap) };
  }
  const last = before.at(-1);
  // In "Рабочие дни: вт-сб" the word for several days is a label.
  if (gap === 'none' && last?.is === 'days' && last.isSet && !found.isSet) before.pop();
  return found;
}

/** The days before the last one that "and" ties to it. */
function takeJoined(before: Placed[], gap: Gap): number {
  const last = before.at(-1);
  if (gap !== 'and' || last?.is !== 'days') return 0;
  before.pop();
  return last.days | takeJoined(before, last.gap);
}

function takeBreak(reader: Reader, before: Placed[], text: string): Item {
  reader.skip('dash', 'po', 'opening');
  const last = before.at(-1);
  const isNamed = before.some((item) => item.is === 'days');
  const isBehind = last?.is === 'times' && before.at(-2)?.is === 'times';
  if (startsTimes(reader)) {
    const times = takeTimes(reader);
    const days =
      isNamed && isDay(reader) && !isFollowedByHours(reader) ? takeRange(reader).days : undefined;
    return { is: 'break', days, times, text };
  }
  if (isNamed && !isBehind && isDay(reader) && isFollowedByHours(reader)) {
    const { days } = takeRange(reader);
    reader.skip('dash');
    return { is: 'break', days, times: takeTimes(reader), text };
  }
  if (last?.is !== 'times' || last.times === 'all day')
    throw new Unreadable(`${shownPiece(text)} has no times`);
  // "9-13, перерыв, 14-18": what stands before the word is no break.
  if (!isBehind && reader.peek().is === 'stop' && isTime(reader, 1))
    throw new Unreadable(`${shownPiece(text)} can be read in two ways`);
  before.pop();
  return { is: 'break', days: undefined, times: last.times, text };
}

/** Whether the days that come next have hours, or are closed. */
function isFollowedByHours(reader: Reader): boolean {
  let ahead = 0;
  while (isDay(reader, ahead) || [...gaps, 'to', 'po'].includes(reader.peek(ahead).is)) ahead += 1;
  return (
    isTime(reader, ahead) || ['closed', 'byAppointment', 'allDay'].includes(reader.peek(ahead).is)
  );
}
