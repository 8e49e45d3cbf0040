import { itemOf, type SaidTime, type HalfOfDay, type WhenItem } from './items.ts';
import type { FoundItems, RewritingRule } from './rewriting.ts';

function clockItem(minutes: number, rest: Partial<SaidTime> = {}, names = ''): WhenItem {
  return itemOf(`clock ${names}`.trim(), { clock: { minutes, ...rest } });
}

/** A time so many minutes after the hour before the one that is named: "половина пятого" is 4:30. */
function intoHour(hour: WhenItem | undefined, minutes: number | undefined): WhenItem | undefined {
  const named = hour?.value ?? 0;
  if (named < 1 || named > 12 || minutes === undefined || minutes > 59) return undefined;
  return clockItem((named === 1 ? 12 : named - 1) * 60 + minutes);
}

/** A time so many minutes before or after an hour. */
function aroundHour(hour: number | undefined, minutes: number | undefined): WhenItem | undefined {
  if (hour === undefined || hour < 1 || hour > 24 || minutes === undefined) return undefined;
  return clockItem((hour * 60 + minutes + 720) % 720 === 0 ? hour * 60 : hour * 60 + minutes);
}

/** The ending of a Kazakh number, kept for what stands behind it. */
function endingOf(item: WhenItem | undefined): string {
  return item?.is.has('abl') === true || item?.is.has('fromEnding') === true ? 'abl' : '';
}

const negative = (minutes: number | undefined): number | undefined =>
  minutes === undefined ? undefined : -minutes;

/** "полседьмого", "четверть пятого", "без пятнадцати шесть", "үш жарым", "quarter to eleven": before dates are read, since they have ordinals, too. */
export const saidClocks: readonly RewritingRule[] = [
  { pattern: 'half|halfOf dash? ordinal', make: (found) => intoHour(found[2], 30) },
  { pattern: 'quarter ordinal', make: ([, hour]) => intoHour(hour, 15) },
  { pattern: 'card minute ordinal', make: ([minutes, , hour]) => intoHour(hour, minutes?.value) },
  { pattern: 'without quarter h|hour', make: ([, , hour]) => aroundHour(hour?.value ?? 1, -15) },
  {
    pattern: 'without num minute? h|hour',
    make: ([, minutes, , hour]) => aroundHour(hour?.value ?? 1, negative(minutes?.value)),
  },
  {
    pattern: 'h andHalf !hour|thing',
    make: ([hour, half]) => clockItem((hour?.value ?? 0) * 60 + 30, {}, endingOf(half)),
  },
  { pattern: 'h oclock', make: ([hour]) => clockItem((hour?.value ?? 0) * 60) },
  { pattern: 'noon', make: () => clockItem(720, { fixed: true }) },
  { pattern: 'half past h', make: ([, , hour]) => aroundHour(hour?.value, 30) },
  { pattern: 'a? quarter past h', make: (found) => aroundHour(found[3]?.value, 15) },
  { pattern: 'a? quarter to h', make: (found) => aroundHour(found[3]?.value, -15) },
  {
    pattern: 'h minute? past h',
    make: ([minutes, , , hour]) => aroundHour(hour?.value, minutes?.value),
  },
  {
    pattern: 'h minute to h',
    make: ([minutes, , , hour]) => aroundHour(hour?.value, negative(minutes?.value)),
  },
];

const impossible = (): WhenItem => itemOf('impossible');

function twoNumbers([before, hour, , minutes]: FoundItems): WhenItem[] | undefined {
  if (before === undefined || minutes?.value === undefined) return undefined;
  return [
    before,
    clockItem((hour?.value ?? 0) * 60 + minutes.value, { fixed: hour?.is.has('zero') === true }),
  ];
}

/** "14-00" is a time, "10-12" two of them. */
function dashed(found: FoundItems): WhenItem[] | undefined {
  return (found[3]?.value ?? 1) % 15 === 0 ? twoNumbers(found) : undefined;
}

function dotted(item: WhenItem | undefined): WhenItem | undefined {
  const [hour = 0, minute = 0] = [item?.value, item?.second];
  return clockItem(hour * 60 + minute);
}

/** Times that are written with their minutes, or beside a word for hours. */
export const writtenClocks: readonly RewritingRule[] = [
  {
    pattern: 'inAt dottedTime',
    make: ([at, time]) => (at === undefined ? undefined : [at, dotted(time) ?? time ?? at]),
  },
  {
    pattern: 'dottedTime',
    make: ([time]) => {
      const minute = time?.second ?? 1;
      return minute % 5 === 0 && (minute === 0 || minute > 12) ? dotted(time) : undefined;
    },
  },
  { pattern: 'at|after|before|from|till|days h comma? mm', make: twoNumbers },
  { pattern: 'at|after|before|from|till|days h dash mm', make: dashed },
  {
    pattern: 'kkHour h andHalf',
    make: ([, hour, half]) => clockItem((hour?.value ?? 0) * 60 + 30, {}, endingOf(half)),
  },
  {
    pattern: 'kkHour h !kkHour',
    make: ([, hour]) =>
      clockItem((hour?.value ?? 0) * 60, { fixed: hour?.is.has('zero') === true }, endingOf(hour)),
  },
  { pattern: 'kkHour digits !thing', make: impossible },
  {
    pattern: 'inAt digits hour',
    make: ([, hour]) => ((hour?.value ?? 0) > 24 ? impossible() : undefined),
  },
  {
    pattern: 'h hour !fromEnding',
    make: ([hour, word]) =>
      hour === undefined || word?.is.has('kkHour') === true
        ? undefined
        : { ...hour, is: new Set([...hour.is, 'hours']) },
  },
  // "часа в три", "часам к пяти": about.
  {
    pattern: 'hour inAt h',
    make: ([word, at, hour]) =>
      word?.is.has('kkHour') === true || at === undefined || hour === undefined
        ? undefined
        : [itemOf('about'), at, hour],
  },
  {
    pattern: 'at hour ofDay',
    make: ([at, , ofDay]) =>
      at === undefined || ofDay === undefined ? undefined : [at, clockItem(60), ofDay],
  },
  {
    pattern: 'inAt|after|before|from|till hour !inAt|thing',
    make: ([at, word]) =>
      at === undefined || word?.is.has('kkHour') === true ? undefined : [at, clockItem(60)],
  },
];

function halfSaid(item: WhenItem | undefined): HalfOfDay | undefined {
  const halves: readonly (readonly [string, HalfOfDay])[] = [
    ['ofMorning', 'morning'],
    ['am', 'morning'],
    ['ofEvening', 'evening'],
    ['ofDay', 'day'],
    ['pm', 'evening'],
  ];
  return halves.find(([name]) => item?.is.has(name))?.[1];
}

function withHalf(time: WhenItem | undefined, word: WhenItem | undefined): WhenItem | undefined {
  const half = halfSaid(word);
  if (time === undefined || half === undefined) return undefined;
  const clock = clockTimeOf(time);
  return clockItem(clock.minutes, { ...clock, half }, endingOf(time));
}

/** The time that a number or a time of the clock is. */
export function clockTimeOf(item: WhenItem | undefined): SaidTime {
  return item?.clock ?? { minutes: (item?.value ?? 0) * 60, fixed: item?.is.has('zero') === true };
}

/** "в 6 вечера", "кешкі алтыда", "5:30 pm". */
export const halvesOfDay: readonly RewritingRule[] = [
  {
    pattern: 'h|clock ofMorning|ofEvening|ofDay|am|pm',
    make: ([time, word]) => withHalf(time, word),
  },
  {
    pattern: 'ofMorning|ofEvening|ofDay clock|h',
    make: ([word, time]) => withHalf(time, word),
  },
];
