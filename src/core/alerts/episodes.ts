import type { NewNotice } from '../kinds/notices.ts';

const minuteMs = 60_000;

/** Of one thing at most two alerts are told in this time, milliseconds, however often it comes and goes. */
const quietMs = 10 * minuteMs;

/** So long must it be well before that is told, milliseconds; the second time where the last trouble is not long over. */
const calm = { first: 30_000, again: 10 * minuteMs };

/** Trouble within this time after the last counts as its return, milliseconds. */
const soonMs = 60 * minuteMs;

/** How one thing is now. */
export interface Sign {
  isWell: boolean;
  /** Which of several things of this topic it is, but for the first. */
  of?: string | undefined;
  /** What the words need. */
  values?: NewNotice['values'];
  /** Routes that cannot tell of it, as they are what does not work. */
  not?: readonly string[];
}

/** Trouble that is not over yet, as far as anybody knows. */
interface Episode {
  /** Of its notice; the same for every process and after a restart. */
  id: string;
  /** When it was first seen, Unix milliseconds. */
  since: number;
  /** Whether people were told. */
  isTold: boolean;
}

/** What is kept of one thing, for all processes and over restarts. Times are Unix milliseconds. */
export interface Course {
  episode?: Episode;
  /** When the trouble was last seen by anybody. */
  seenAt?: number;
  /** When the last episode ended. */
  endedAt?: number;
  /** The latest alerts, at most two, the older first. */
  told?: readonly number[];
}

/** The next state of a thing, and what is to be told first, under an id that stays the same until it is told. */
export interface Step {
  course: Course;
  tell?: NewNotice;
}

/** What a sign makes of a thing's course. A pure rule: processes that see the same say the same. */
export function advance(topic: string, course: Course, sign: Sign, now: number): Step {
  return sign.isWell ? recover(topic, course, sign, now) : suffer(topic, course, sign, now);
}

function suffer(topic: string, course: Course, { values, not, of }: Sign, now: number): Step {
  const name = of === undefined ? topic : `${topic}/${of}`;
  const episode = course.episode ?? { id: `${name}/${now}`, since: now, isTold: false };
  const next: Course = { ...course, episode, seenAt: now };
  if (episode.isTold || !mayTell(course, now)) return { course: next };
  const notice: NewNotice = { id: episode.id, at: episode.since, topic };
  if (values) notice.values = values;
  if (not) notice.not = not;
  return { course: next, tell: notice };
}

function recover(topic: string, course: Course, { values }: Sign, now: number): Step {
  const { episode, seenAt = 0, endedAt } = course;
  if (!episode) return { course };
  const isReturn = endedAt !== undefined && episode.since - endedAt < soonMs;
  if (now - seenAt < (isReturn ? calm.again : calm.first)) return { course };
  if (!episode.isTold) return { course: over(course, now) };
  if (!mayTell(course, now)) return { course };
  const { id, since } = episode;
  return {
    course,
    tell: { id: `${id}/over`, at: now, topic: `${topic}.over`, values: { ...values, from: since } },
  };
}

/** The course after its step was told. */
export function afterTelling(course: Course, { id }: Pick<NewNotice, 'id'>, now: number): Course {
  const { episode, told = [] } = course;
  if (!episode) return course;
  const counted = { ...course, told: [...told, now].slice(-2) };
  if (id === `${episode.id}/over`) return over(counted, now);
  if (id !== episode.id || episode.isTold) return course;
  return { ...counted, episode: { ...episode, isTold: true } };
}

function over({ told }: Course, now: number): Course {
  return { endedAt: now, ...(told ? { told } : {}) };
}

function mayTell({ told = [] }: Course, now: number): boolean {
  const [older] = told;
  return told.length < 2 || older === undefined || now - older >= quietMs;
}
