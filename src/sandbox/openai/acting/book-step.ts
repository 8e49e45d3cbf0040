import { actingWords, askedIn } from './acting-words.ts';
import {
  isMade,
  bookingLabel,
  lastCall,
  offerLines,
  functionNamed,
  sayOf,
  staffIn,
  timeOf,
  timesIn,
  type Time,
} from './listed-times.ts';
import { itemsAt, itemsIn, namedIn, numbered, numberedItem } from './numbered-items.ts';
import { clockTimes, namesDay, namesTime, withoutClock } from './clock-words.ts';
import { membersOf, type SandboxCall } from './offered-functions.ts';
import { agrees } from './wishes.ts';
import type { Work } from './work.ts';

/** What the sandbox does next: a call, or words. */
export type NextStep = SandboxCall | string;

/** What the customer has said of the time: the line of the last offer that they chose, or words in which they say when. */
export interface WantedTime {
  /** The moment as it was offered. */
  chosen?: string | undefined;
  /** For `find_slots`; undefined: they have not said when. */
  when: string | undefined;
}

/** Reads the answer to an offer, or a wish that names a time; `earlier`: what was said before a question in between. */
export function wantedTime({ said, asked }: Work, earlier = ''): WantedTime {
  const lines = itemsIn(asked);
  const isOffer = askedIn(asked) === 'time' || askedIn(asked) === 'newTime';
  if (isOffer && lines.length > 0) {
    const [only, ...others] = lines;
    const agreed = others.length === 0 && agrees(said) ? only : undefined;
    const picked =
      agreed ?? numberedItem(said, lines) ?? (namesDay(said) ? undefined : itemsAt(said, lines)[0]);
    if (picked !== undefined) return { chosen: sayOf(picked), when: sayOf(picked) };
    const day = withoutClock(sayOf(only ?? ''));
    if (clockTimes(said).length > 0 && !namesDay(said)) return { when: `${day} ${said}` };
  }
  const text = [said, earlier].find(namesTime);
  return { when: text };
}

/** The times that fit what the customer chose, or the time of day that they named. */
export function fitting(times: readonly Time[], { chosen, when = '' }: WantedTime): Time[] {
  if (chosen !== undefined) return times.filter(({ say }) => say === chosen);
  const says = new Set(
    itemsAt(
      when,
      times.map(({ say }) => say),
    ),
  );
  const [first] = says;
  return times.filter(({ say }) => say === first);
}

/** Asks for free times of a service; without words for the time where these were not understood. */
export function findSlots(work: Work, service: string, when: string | undefined): SandboxCall {
  const staff = staffIn(work.said, functionNamed(work, 'find_slots'));
  return {
    name: 'find_slots',
    arguments: {
      service,
      ...(when === undefined ? {} : { when: when.slice(0, 200) }),
      ...(staff === undefined ? {} : { staff }),
    },
  };
}

/** Looks for a time, offers what is free, and books what was chosen; `earlier`: what the customer said before a question in between. */
export function bookStep(work: Work, earlier: string, mayBook: boolean): NextStep {
  const words = actingWords[work.language];
  const made = lastCall(work, 'book');
  if (made && isMade(made.result)) return `${words.booked} ${bookingLabel(timeOf(made.result))}.`;
  const service = serviceOf(work, earlier);
  if (typeof service !== 'string') return `${words.questions.service}\n${numbered(service.all)}`;
  const found = lastCall(work, 'find_slots');
  const wanted = wantedTime(work, earlier);
  if (made && work.done.at(-1) === made) return findSlots(work, service, wanted.when);
  if (!found) return findSlots(work, service, wanted.when);
  if (membersOf(found.result)['error'] !== undefined && 'when' in found.arguments)
    return findSlots(work, service, undefined);
  const times = timesIn(found.result, 'slots');
  const [fit, ...others] = mayBook && !made ? fitting(times, wanted) : [];
  if (fit) return bookCall(work, fit, others.length > 0);
  const taken = made ? `${words.taken} ` : '';
  return `${taken}${offerText(work, times, { heading: service, note: found.result })}`;
}

function bookCall(work: Work, { service, start }: Time, isSeveral: boolean): SandboxCall {
  const staff = isSeveral ? staffIn(work.said, functionNamed(work, 'book')) : undefined;
  return {
    name: 'book',
    arguments: { service, start, ...(staff === undefined ? {} : { staff }) },
  };
}

/** An offer of times, as the words before it and a list. */
export function offerText(
  { language }: Work,
  times: readonly Time[],
  { heading, note, isMove = false }: { heading: string; note: unknown; isMove?: boolean },
): string {
  const { noTimes, nearest, times: free, questions } = actingWords[language];
  if (times.length === 0) return noTimes;
  const isNear = membersOf(note)['note'] !== undefined;
  const lines = [`«${heading}». ${isNear ? nearest : free}`, numbered(offerLines(times))];
  return [...lines, isMove ? questions.newTime : questions.time].join('\n');
}

/** The service that is meant, or all that there are. */
function serviceOf(work: Work, earlier: string): string | { all: readonly string[] } {
  const { said, asked } = work;
  const all =
    functionNamed(work, 'find_slots')?.parameters.find(({ name }) => name === 'service')?.values ??
    [];
  const [only, ...others] = all;
  if (only !== undefined && others.length === 0) return only;
  const question = askedIn(asked);
  const picked = question === 'service' ? numberedItem(said, itemsIn(asked)) : undefined;
  const offered = question === 'time' ? all.find((name) => asked.includes(`«${name}»`)) : undefined;
  return (
    picked ??
    namedIn(withoutWish(said), all) ??
    offered ??
    namedIn(withoutWish(earlier), all) ?? { all }
  );
}

/** A text without the words for booking, which say nothing of what is booked. */
function withoutWish(text: string): string {
  return text.replace(/запис\S*|запиш\S*|жазыл\S*|жазып|брон\S*|book\S*|sign|enrol\S*/giu, ' ');
}
