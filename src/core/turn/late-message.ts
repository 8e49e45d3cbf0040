import { durationText } from '../business-time.ts';
import type { Inbound } from '../kinds/channel.ts';

const minuteMs = 60_000;

/** After more than this "now" and "in an hour" in a message mean another time than that of the answer, milliseconds. */
const lateMs = 10 * minuteMs;

/** So many moments are named at most: the first ones, and the last. */
const mostMoments = 6;

/** When it is, and where. */
export interface BusinessCalendar {
  /** Unix milliseconds. */
  now: number;
  /** Of the business, an IANA name. */
  timeZone: string;
  /** The day at the business, in words. */
  dayOf(at: number): string;
  /** From this age on all that is answered is late, milliseconds; absent: from none. */
  staleMs?: number | undefined;
}

/**
 * A line for the model about when the newest messages were written, in the business's time; undefined where all of them are
 * of this day and of the last ten minutes. The vendor keeps messages for a day, and says when each was written.
 */
export function lateLine(
  messages: readonly Pick<Inbound, 'at'>[],
  calendar: BusinessCalendar,
): string | undefined {
  if (!messages.some(({ at }) => isLate(at, calendar))) return undefined;
  const minutes = new Set(messages.map(({ at }) => Math.floor(at / minuteMs) * minuteMs));
  const moments = shortened([...minutes]).map((at) =>
    at === undefined ? '…' : momentOf(at, calendar),
  );
  const written =
    messages.length === 1
      ? `The customer's newest message was written on ${moments.join('')}`
      : `The customer's newest messages were written, in their order, on ${moments.join('; ')}`;
  return `${written}, and reached you only now. Words such as “now”, “today”, “tomorrow” and “in an hour” in what was written earlier count from the moment when it was written; where that time is over, say so.${staleWords(messages, calendar)}`;
}

/** How to answer where even the newest message is old. */
function staleWords(
  messages: readonly Pick<Inbound, 'at'>[],
  { now, staleMs = Number.POSITIVE_INFINITY }: BusinessCalendar,
): string {
  const age = now - Math.max(...messages.map(({ at }) => at));
  return age > staleMs
    ? ` All of it is old: say in a few words that you are sorry for the late answer, and do not take for granted that what was asked for is still wanted.`
    : '';
}

function isLate(at: number, { now, dayOf }: BusinessCalendar): boolean {
  return at < now && (now - at > lateMs || dayOf(at) !== dayOf(now));
}

function momentOf(at: number, { now, timeZone, dayOf }: BusinessCalendar): string {
  const time = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
  }).format(at);
  return `${dayOf(at)} at ${time} (${at < now ? `${durationText(now - at)} ago` : 'just now'})`;
}

function shortened(moments: readonly number[]): (number | undefined)[] {
  return moments.length <= mostMoments
    ? moments.slice()
    : [...moments.slice(0, mostMoments - 1), undefined, ...moments.slice(-1)];
}
