import type { Happening } from '../alerts/alert-watch.ts';
import type { Journal } from '../kinds/journal.ts';
import type { NewNotice } from '../kinds/notices.ts';
import type { DigestTime } from '../settings/digest-setting.ts';
import { dateOf, weekdayOf } from '../time/local-day.ts';
import { ZoneClock } from '../time/zone-clock.ts';
import { isAnswer } from './is-answer.ts';

/** The topic of the notice that is a digest. */
export const digestTopic = 'digest';

const minuteMs = 60_000;
const dayMinutes = 1440;

/** So long after its time a digest is still worth telling, minutes: two days. */
const lateMinutes = 2 * dayMinutes;

/** The days that a digest is about. */
export interface DigestDays {
  /** The day on which it is told, `2026-11-30`. */
  date: string;
  /** The seven days before it. */
  from: string;
  to: string;
}

/** The digest whose time has come within the last two days; undefined: there is none. */
export function dueDigest(
  { weekday, minutes }: DigestTime,
  now: number,
  timeZone: string,
): DigestDays | undefined {
  const shown = Math.floor(ZoneClock.of(timeZone).minutesAt(now));
  const today = Math.floor(shown / dayMinutes);
  const since = (weekdayOf(today) - weekday + 7) % 7;
  const isToday = since === 0 && shown - today * dayMinutes < minutes;
  const day = today - (isToday ? 7 : since);
  if (shown - (day * dayMinutes + minutes) >= lateMinutes) return undefined;
  return { date: dateOf(day), from: dateOf(day - 7), to: dateOf(day - 1) };
}

export interface DigestParts {
  journal: Pick<Journal, 'accounts'>;
  time: DigestTime;
  timeZone: string;
  now(): number;
}

/** Once a week what the last seven days were like; of a week in which nobody was answered nothing is told. */
export function weeklyDigest({ journal, time, timeZone, now }: DigestParts): Happening {
  let seen = '';
  return {
    everyMs: minuteMs,
    async look() {
      const due = dueDigest(time, now(), timeZone);
      if (!due || due.date === seen) return [];
      const isTold = await hasAnswers(journal, due, timeZone);
      // The days are over: what was not there by now does not come.
      seen = isTold ? '' : due.date;
      return isTold ? [noticeOf(due, now())] : [];
    },
  };
}

/** It holds no figures: they are read when it is told, without who was erased meanwhile. */
function noticeOf({ date, from, to }: DigestDays, at: number): NewNotice {
  return { id: `${digestTopic}/${date}`, at, topic: digestTopic, values: { from, to } };
}

async function hasAnswers(
  { accounts }: Pick<Journal, 'accounts'>,
  { from, to }: DigestDays,
  timeZone: string,
): Promise<boolean> {
  const clock = ZoneClock.of(timeZone);
  const dayOf = (at: number): string => dateOf(Math.floor(clock.minutesAt(at) / dayMinutes));
  for await (const charge of accounts.usage(Date.parse(from) - dayMinutes * minuteMs)) {
    const day = dayOf(charge.at);
    if (isAnswer(charge) && day >= from && day <= to) return true;
  }
  return false;
}
