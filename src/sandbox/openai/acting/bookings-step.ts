import { actingWords, askedIn } from './acting-words.ts';
import { bookStep, wantedTime, type NextStep } from './book-step.ts';
import { lastCall, functionNamed } from './listed-times.ts';
import { itemsIn, numberedItem, namedIn } from './numbered-items.ts';
import { namesTime } from './clock-words.ts';
import { cancelStep, mineStep, moveStep } from './own-bookings-step.ts';
import { declines, wishOf, type Wish } from './wishes.ts';
import type { Work } from './work.ts';

/** Functions about bookings, by what customers want of them. */
const needed: Readonly<Partial<Record<Wish, readonly string[]>>> = {
  book: ['find_slots', 'book'],
  free: ['find_slots'],
  cancel: ['my_bookings', 'cancel_booking'],
  move: ['my_bookings', 'find_slots', 'move_booking'],
  mine: ['my_bookings'],
};

/** What the sandbox does next about a booking; undefined: the customer speaks of none. */
export function bookingsStep(work: Work): NextStep | undefined {
  const wish = wishOf(work.said);
  const going = goingOn(work, wish);
  const wanted = going?.wish ?? (wish === 'free' ? undefined : wish) ?? doneWish(work);
  if (wanted === undefined || !canDo(work, wanted)) return undefined;
  const earlier = going?.earlier ?? '';
  if (going && declines(work.said)) return actingWords[work.language].dropped;
  if (wanted === 'cancel') return cancelStep(work);
  if (wanted === 'move') return moveStep(work, earlier);
  if (wanted === 'mine') return mineStep(work);
  return bookStep(work, earlier, wish !== 'free');
}

/** Shows what is free to somebody who asks for it. */
export function freeTimesStep(work: Work): NextStep | undefined {
  const isAsked = wishOf(work.said) === 'free' && canDo(work, 'free');
  return isAsked ? bookStep(work, '', false) : undefined;
}

function canDo(work: Work, wish: Wish): boolean {
  return needed[wish]?.every((name) => functionNamed(work, name)) ?? false;
}

/** What was agreed to before the calls of this turn. */
function doneWish(work: Work): Wish | undefined {
  return (['book', 'cancel', 'move'] as const).find((wish) =>
    lastCall(work, needed[wish]?.at(-1) ?? ''),
  );
}

/** The wish whose question the customer answers, and what they said before it; undefined: they answer none. */
function goingOn(work: Work, wish: Wish | undefined): { wish: Wish; earlier: string } | undefined {
  const { said, asked } = work;
  const question = askedIn(asked);
  if (question === undefined || question === 'value') return undefined;
  if (wish === 'cancel' || wish === 'move' || wish === 'mine') {
    const isSame = question === 'cancelled' || question === 'moved' || question === 'newTime';
    if (!isSame || wish === 'mine') return undefined;
  }
  const items = itemsIn(asked);
  const isAnswer =
    declines(said) ||
    numberedItem(said, items) !== undefined ||
    namesTime(said) ||
    wantedTime(work).chosen !== undefined ||
    (question === 'service' && namedIn(said, items) !== undefined);
  if (!isAnswer) return undefined;
  return { wish: wishBehind[question], earlier: earlierOf(work) };
}

const wishBehind = {
  service: 'book',
  time: 'book',
  cancelled: 'cancel',
  moved: 'move',
  newTime: 'move',
} as const;

/** What the customer said before the questions that led here. */
function earlierOf({ messages }: Work): string {
  const before: string[] = [];
  const answered = messages.findLastIndex(({ role }) => role === 'assistant');
  for (const { role, text } of messages.slice(0, answered + 1).toReversed()) {
    if (role === 'assistant' && askedIn(text) === undefined) break;
    if (role === 'user') before.unshift(text);
  }
  return before.join('\n');
}
