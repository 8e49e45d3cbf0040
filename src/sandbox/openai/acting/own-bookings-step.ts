import { actingWords, askedIn } from './acting-words.ts';
import { findSlots, fitting, offerText, wantedTime, type NextStep } from './book-step.ts';
import { isMade, bookingLabel, lastCall, timeOf, timesIn, type Time } from './listed-times.ts';
import { itemsAt, itemsIn, numbered, numberedItem } from './numbered-items.ts';
import { membersOf } from './offered-functions.ts';
import type { Work } from './work.ts';

const lookUp: NextStep = { name: 'my_bookings', arguments: {} };

/** The customer's bookings, once they were looked up. */
function ownIn(work: Work): Time[] | undefined {
  const call = lastCall(work, 'my_bookings');
  return call && timesIn(call.result, 'bookings');
}

/** Tells the customer's own bookings. */
export function mineStep(work: Work): NextStep {
  const own = ownIn(work);
  if (!own) return lookUp;
  const { bookings, noBookings } = actingWords[work.language];
  if (own.length === 0) return noBookings;
  return `${bookings}\n${own.map((time) => `• ${bookingLabel(time)}`).join('\n')}`;
}

/** Cancels the booking that is meant. */
export function cancelStep(work: Work): NextStep {
  const words = actingWords[work.language];
  const made = lastCall(work, 'cancel_booking');
  if (made)
    return isMade(made.result)
      ? `${words.cancelled} ${bookingLabel(timeOf(membersOf(made.result)['cancelled']))}.`
      : words.noBookings;
  const own = ownIn(work);
  if (!own) return lookUp;
  const meant = meantOf(own, work);
  if (meant) return { name: 'cancel_booking', arguments: { booking: meant.booking } };
  if (own.length === 0) return words.noBookings;
  return `${words.bookings}\n${numbered(own.map(bookingLabel))}\n${words.questions.cancelled}`;
}

/** Moves the booking that is meant; `earlier`: what the customer said before a question in between. */
export function moveStep(work: Work, earlier: string): NextStep {
  const words = actingWords[work.language];
  const made = lastCall(work, 'move_booking');
  if (made && isMade(made.result)) return `${words.moved} ${bookingLabel(timeOf(made.result))}.`;
  const own = ownIn(work);
  if (!own) return lookUp;
  const meant = meantOf(own, work);
  if (!meant && own.length === 0) return words.noBookings;
  if (!meant)
    return `${words.bookings}\n${numbered(own.map(bookingLabel))}\n${words.questions.moved}`;
  const wanted = wantedTime(work, earlier);
  const label = bookingLabel(meant);
  if (wanted.when === undefined) return `${words.moving} «${label}».\n${words.questions.newTime}`;
  const found = lastCall(work, 'find_slots');
  if (!found || work.done.at(-1) === made) return findSlots(work, meant.service, wanted.when);
  if (membersOf(found.result)['error'] !== undefined && 'when' in found.arguments)
    return findSlots(work, meant.service, undefined);
  const times = timesIn(found.result, 'slots');
  const [fit] = made ? [] : fitting(times, wanted);
  if (fit) return { name: 'move_booking', arguments: { booking: meant.booking, start: fit.start } };
  return `${made ? `${words.taken} ` : ''}${offerText(work, times, { heading: label, note: found.result, isMove: true })}`;
}

/** The booking that is meant: the only one, the one that was picked from a list, or the one whose new time is asked for. */
function meantOf(own: readonly Time[], { said, asked }: Work): Time | undefined {
  const [only, ...others] = own;
  if (others.length === 0) return only;
  const labels = own.map(bookingLabel);
  const question = askedIn(asked);
  if (question === 'cancelled' || question === 'moved') {
    const items = itemsIn(asked);
    const at = itemsAt(said, items);
    const picked = numberedItem(said, items) ?? (at.length === 1 ? at[0] : undefined);
    return own[labels.indexOf(picked ?? '')];
  }
  const spoken = question === 'newTime' ? labels.find((label) => asked.includes(label)) : undefined;
  const at = itemsAt(said, labels);
  const named = question === undefined && at.length === 1 ? at[0] : undefined;
  return own[labels.indexOf(spoken ?? named ?? '')];
}
