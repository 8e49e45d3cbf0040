import { statedWeekday, weekdayOfDate } from '../figures/dates.ts';
import type { Mention, NumberToken } from '../figures/tokens.ts';
import { type Given, givenDays, lengthOf } from './given.ts';
import { namedDay, weekdayBeside } from './has-date.ts';

/** A reply whose mentions are judged one by the other. */
export interface DerivedFrom {
  readonly mentions: readonly Mention[];
  readonly known: ReadonlyMap<Mention, boolean>;
  readonly tokens: readonly NumberToken[];
  readonly given: Given;
  /** What the customer said. */
  readonly own?: Given | undefined;
  readonly said?: string | undefined;
}

/** Something that is said to begin takes no longer, in minutes: where its length is said beside it, and where it is not. */
const longest = 12 * 60;
const longestUnsaid = 4 * 60;

/** The times and dates of a reply that follow from those it gives rightly: "18:30, 60 минут, до 19:30", "2 дня, 3 декабря". */
export function derivedMoments(standing: DerivedFrom): Mention[] {
  const { mentions, known } = standing;
  const unknown = mentions
    .filter((one) => /^(?:time|date)$/.test(one.kind) && known.get(one) !== true)
    .slice(0, mostUnknown);
  if (unknown.length === 0) return [];
  const right = mentions.filter((one) => known.get(one) === true);
  return unknown.filter((one) =>
    one.kind === 'date'
      ? isDaysOn(one, right, standing) || isNearAsked(one, standing)
      : isMinutesOn(one, right, standing),
  );
}

/** Whether a time is that much behind one before it in the reply and said to be an end, or that much behind now. */
function isMinutesOn(
  mention: Mention,
  right: readonly Mention[],
  { mentions, given, own, tokens }: DerivedFrom,
): boolean {
  const isOn = (
    lengths: ReadonlySet<number>,
    from: readonly number[] = [],
    most = longest,
  ): boolean =>
    from.some((start) =>
      (mention.times ?? []).some((end) => {
        const length = (end - start + 1440) % 1440;
        return length > 0 && length <= most && lengths.has(length);
      }),
    );
  if (given.now !== undefined && own !== undefined && isOn(own.lengths, [given.now])) return true;
  // What ends then, as the words beside it say.
  if (!till.test(tokens[mention.at - 1]?.text ?? '') && !isSaidEnd(mention, tokens)) return false;
  const told = right.flatMap((one) => lengthOf(one) ?? []);
  const said = new Set([...told, ...(own?.lengths ?? [])]);
  // "За 12 часов, то есть до 3:00".
  const isAhead = [...(own?.times ?? [])].some((time) =>
    mention.times?.some((end) => told.includes((time - end + 1440) % 1440)),
  );
  if (isAhead) return true;
  const starts = right.filter(({ kind, at }) => kind === 'time' && at < mention.at);
  const asked = isSaidEnd(mention, tokens) ? [...(own?.times ?? [])] : [];
  if (starts.some(({ times }) => isOn(said, times)) || isOn(said, asked)) return true;
  const before = mentions[mentions.indexOf(mention) - 1];
  const isRange = before?.next === mention.at - 1;
  const follows =
    before !== undefined && right.includes(before) && (isRange || isSaidEnd(mention, tokens));
  return follows && isOn(given.lengths, before.times, longestUnsaid);
}

const till = /^(?:[-–—]|до|к|to|till|until|by)$/i;
const ending =
  /^(?:закан|законч|оконч|заверш|конец|конц|освобо|готов|ends?$|finish|over$|ready|аяқт|біт|босай|дайын|дейін|шейін)/i;

function isSaidEnd({ at, next }: Mention, tokens: readonly NumberToken[]): boolean {
  const near = [...tokens.slice(Math.max(0, at - 6), at), ...tokens.slice(next, next + 4)];
  return near.some(({ text }) => ending.test(text));
}

/** Whether a date is so many days behind one before it as the reply says. */
function isDaysOn(mention: Mention, right: readonly Mention[], { given }: DerivedFrom): boolean {
  const day = mention.date && namedDay(mention.date, given);
  if (day === undefined) return false;
  const days = givenDays(right);
  return right.some(({ date, at }) => {
    const from = date && at < mention.at ? namedDay(date, given) : undefined;
    return from !== undefined && days.has(day - from);
  });
}

/** Whether a date with its weekday is within a week of the one that the customer asked for, on a weekday that the sources name. */
function isNearAsked(mention: Mention, { tokens, given, own }: DerivedFrom): boolean {
  const day = mention.date && namedDay(mention.date, given);
  const weekday = statedWeekday(weekdayBeside(tokens, mention));
  if (day === undefined || weekday === undefined || day <= (given.today ?? day)) return false;
  if (weekday !== weekdayOfDate(day) || !given.weekdays.has(weekday)) return false;
  const asked = (own?.dates ?? []).flatMap((date) => namedDay(date, given) ?? []);
  return asked.some((other) => Math.abs(other - day) <= 7);
}

/** So many are looked at of what nobody gave. */
const mostUnknown = 12;
