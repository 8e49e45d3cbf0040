import {
  breakOf,
  clockTime,
  dashedTime,
  spanOf,
  type ClockTime,
  type Half,
  type TimeSpan,
} from './clock-time.ts';
import type { Reader } from './reader.ts';
import type { HoursToken } from './scan.ts';
import { Unreadable, shownPiece } from './unreadable.ts';

/** An interval as it is written; one without a beginning begins as the hours before it do. */
export interface WrittenTimes {
  from: ClockTime | undefined;
  to: ClockTime;
  text: string;
}

/** The interval of a day; `before` is where one without a beginning begins. */
export function hoursOf({ from, to, text }: WrittenTimes, before: ClockTime | undefined): TimeSpan {
  const start = from ?? before;
  if (start === undefined) throw new Unreadable(`${shownPiece(text)} has no beginning`);
  return spanOf(start, to);
}

/** The interval of a break. */
export function breakHoursOf({ from, to, text }: WrittenTimes): TimeSpan {
  if (from === undefined) throw new Unreadable(`${shownPiece(text)} has no beginning`);
  return breakOf(from, to);
}

const saidBefore: Partial<Record<HoursToken['is'], Half>> = {
  inTheMorning: 'morning',
  atNoon: 'afternoon',
  inTheEvening: 'evening',
  atNight: 'night',
};
const saidBehind: Partial<Record<HoursToken['is'], Half>> = {
  morning: 'morning',
  afternoon: 'afternoon',
  evening: 'evening',
  night: 'night',
};
const links: HoursToken['is'][] = ['dash', 'to', 'po', 'from'];

/** Whether the next thing, or the one so many ahead, is a time or says in which half of the day one is. */
export function isTime(reader: Reader, ahead = 0): boolean {
  const { is } = reader.peek(ahead);
  return is === 'number' || (is in saidBefore && reader.peek(ahead + 1).is === 'number');
}

interface Written {
  text: string;
  half: Half | undefined;
  /** What stands before it: a dash, a word, nothing. */
  link: HoursToken['is'] | undefined;
}

/** Takes the interval that comes next. Throws an Unreadable for times that are none, or not two. */
export function takeTimes(reader: Reader): WrittenTimes {
  const leading = reader.skip('to', 'po');
  const written = [takeTime(reader, undefined)];
  for (let link = linkAhead(reader, 1); link; link = linkAhead(reader, written.length)) {
    reader.skip(...links, 'toward', 'with', 'and');
    written.push(takeTime(reader, link));
  }
  const isUntil = reader.skip('toward') + reader.skip('until') + reader.skip('among') > 0;
  const text = written.map(({ text: time }) => time).join('-');
  const [first, second, ...others] = clockTimes(written);
  if (first === undefined || others.length > 0)
    throw new Unreadable(`${shownPiece(text)} can be read in two ways`);
  if (second !== undefined) return { from: first, to: second, text };
  if (leading > 0 || isUntil) return { from: undefined, to: first, text };
  throw new Unreadable(`${shownPiece(text)} has no end`);
}

/** What ties the next time to those that were taken; undefined when nothing does. */
function linkAhead(reader: Reader, taken: number): HoursToken['is'] | undefined {
  const { is } = reader.peek();
  if (taken === 1 && (is === 'with' || is === 'and') && isTime(reader, 1)) return 'to';
  const linked = reader.beyond([...links, 'toward']);
  return links.includes(is) && (linked.is === 'number' || linked.is in saidBefore) ? is : undefined;
}

function takeTime(reader: Reader, link: HoursToken['is'] | undefined): Written {
  const before = saidBefore[reader.peek().is];
  if (before) reader.take();
  const { text } = reader.take();
  const behind = saidBehind[reader.peek().is];
  if (behind) reader.take();
  return { text, half: before ?? behind, link };
}

/** Two times of one or two numbers each: in `9-30 до 18-00` the dashes stand between hours and minutes. */
function clockTimes(written: readonly Written[]): ClockTime[] {
  const pairs = pairsOf(written);
  const times = pairs.map(([hours, minutes]) => {
    if (!minutes) return clockTime(hours.text, hours.half);
    return minutes.link === 'dash'
      ? dashedTime(hours.text, minutes.text, minutes.half ?? hours.half)
      : undefined;
  });
  const found = times.filter((time) => time !== undefined);
  return found.length === times.length ? found : [];
}

function pairsOf(written: readonly Written[]): [Written, Written?][] {
  const [one, two, three, four, ...others] = written;
  if (!one || !two || !three || others.length > 0) return written.map((time) => [time]);
  if (four)
    return [
      [one, two],
      [three, four],
    ];
  const isSplitLater = two.link !== 'dash' || (three.link === 'dash' && one.text.length > 2);
  if (isSplitLater) return [[one], [two, three]];
  return three.link !== 'dash' || three.text.length > 2
    ? [[one, two], [three]]
    : written.map((time) => [time]);
}
