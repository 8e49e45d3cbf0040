import { deepEqual, equal, notEqual, ok } from 'node:assert/strict';
import type {
  Booking,
  BookingOrder,
  BookingOutcome,
  Calendar,
  Slot,
  TimeRange,
} from '../core/kinds/calendar.ts';
import { live } from './aborting.ts';
import { register, type Check, type Register } from './register.ts';

/** A calendar with free times, and what a test asks it for. */
export interface OpenedCalendar {
  calendar: Calendar;
  /** Another one on the same times, as another process has it; closed by the suite. */
  another(): Promise<Calendar>;
  /** A service, and a range in which it is free at ten times at least. */
  service: string;
  range: TimeRange;
  /** Ends what the harness began. */
  close?(): Promise<void>;
}

/** Makes the calendar under test, its own for each call, with nothing booked. */
export type OpenCalendar = () => Promise<OpenedCalendar>;

const customer = { chat: '77001234567@c.us', phone: '77001234567', name: 'Айгүл' };
const other = { chat: '77007654321@c.us' };

function orderOf(
  slot: Slot,
  key = 'one',
  visitor: BookingOrder['visitor'] = customer,
): BookingOrder {
  return { ...slot, key, visitor };
}

function booked(outcome: BookingOutcome): Booking {
  ok('booking' in outcome, `it should be booked, and was refused: ${JSON.stringify(outcome)}`);
  return outcome.booking;
}

async function free(place: OpenedCalendar): Promise<readonly [Slot, Slot, Slot]> {
  const [first, second, third] = await slotsOf(place);
  ok(first && second && third, 'there are free times');
  return [first, second, third];
}

function slotsOf({ calendar, service, range }: OpenedCalendar): Promise<Slot[]> {
  return calendar.slots(service, range, live());
}

function has(slots: readonly Slot[], { from, staff }: Slot): boolean {
  return slots.some((slot) => slot.from === from && slot.staff === staff);
}

const times: Record<string, Check<OpenedCalendar>> = {
  async 'offers free times of a service in order, within the range'(place) {
    const slots = await slotsOf(place);
    ok(slots.length >= 10, 'there are ten');
    ok(slots.every(({ from }) => from >= place.range.from && from < place.range.to));
    ok(slots.every(({ from, to }) => from < to));
    deepEqual(
      slots.map(({ from }) => from),
      slots.map(({ from }) => from).toSorted((a, b) => a - b),
    );
  },
  async 'offers nothing of a service that it does not know'({ calendar, range }) {
    deepEqual(await calendar.slots('no such service', range, live()), []);
  },
  async 'offers no time that is booked, and offers it again once it is given back'(place) {
    const [slot] = await free(place);
    const { id } = booked(await place.calendar.book(orderOf(slot), live()));
    equal(has(await slotsOf(place), slot), false);
    equal(await place.calendar.cancel(id, live()), true);
    equal(has(await slotsOf(place), slot), true);
  },
};

const bookings: Record<string, Check<OpenedCalendar>> = {
  async 'books once for one key, and tells the same booking again'(place) {
    const [slot] = await free(place);
    const first = booked(await place.calendar.book(orderOf(slot), live()));
    deepEqual(booked(await place.calendar.book(orderOf(slot), live())), first);
    deepEqual(await place.calendar.mine(customer.chat, live()), [first]);
    deepEqual({ ...first.visitor }, customer);
  },
  async 'refuses a time that somebody has'(place) {
    const [slot] = await free(place);
    booked(await place.calendar.book(orderOf(slot), live()));
    deepEqual(await place.calendar.book(orderOf(slot, 'two', other), live()), { refused: 'taken' });
    deepEqual(await place.calendar.mine(other.chat, live()), []);
  },
  async 'refuses a time at which the service is not given'(place) {
    const [slot] = await free(place);
    const odd = { ...slot, from: slot.from + 1, to: slot.to + 1 };
    deepEqual(await place.calendar.book(orderOf(odd), live()), { refused: 'not-offered' });
  },
  async 'tells a customer only their own bookings, and everybody’s where nobody is named'(place) {
    const [slot, , later] = await free(place);
    const mine = booked(await place.calendar.book(orderOf(slot), live()));
    const late = booked(await place.calendar.book(orderOf(later, 'two', other), live()));
    deepEqual(await place.calendar.mine(customer.chat, live()), [mine]);
    deepEqual(await place.calendar.mine(undefined, live()), [mine, late]);
  },
  async 'gives a time back once, and does not book it again for the same key'(place) {
    const [slot] = await free(place);
    const { id } = booked(await place.calendar.book(orderOf(slot), live()));
    equal(await place.calendar.cancel(id, live()), true);
    equal(await place.calendar.cancel(id, live()), false);
    equal(await place.calendar.cancel('nothing', live()), false);
    deepEqual(await place.calendar.book(orderOf(slot), live()), { refused: 'gone' });
    const again = booked(await place.calendar.book(orderOf(slot, 'another'), live()));
    notEqual(again.id, id);
  },
};

const moves: Record<string, Check<OpenedCalendar>> = {
  async 'moves a booking once for one key, and frees the time that it had'(place) {
    const { calendar } = place;
    const [slot, , later] = await free(place);
    const { id } = booked(await calendar.book(orderOf(slot), live()));
    const moved = booked(await calendar.move(id, { ...later, key: 'move' }, live()));
    deepEqual([moved.id, moved.from, moved.staff], [id, later.from, later.staff]);
    deepEqual(booked(await calendar.move(id, { ...later, key: 'move' }, live())), moved);
    const slots = await slotsOf(place);
    deepEqual([has(slots, slot), has(slots, later)], [true, false]);
  },
  async 'leaves a booking where it was when it cannot be moved'(place) {
    const { calendar } = place;
    const [slot, , later] = await free(place);
    const mine = booked(await calendar.book(orderOf(slot), live()));
    booked(await calendar.book(orderOf(later, 'two', other), live()));
    deepEqual(await calendar.move(mine.id, { ...later, key: 'm' }, live()), { refused: 'taken' });
    deepEqual(await calendar.mine(customer.chat, live()), [mine]);
    deepEqual(await calendar.move('nothing', { ...later, key: 'm' }, live()), { refused: 'gone' });
  },
};

const processes: Record<string, Check<OpenedCalendar>> = {
  async 'gives one time to one of those who want it at once, in several processes'(place) {
    const others = await Promise.all([place.another(), place.another()]);
    const all = [place.calendar, ...others];
    const [slot] = await free(place);
    const outcomes = await Promise.all(
      all.flatMap((each, process) =>
        [1, 2].map((number) => each.book(orderOf(slot, `${process} ${number}`, other), live())),
      ),
    );
    const made = outcomes.filter((outcome) => 'booking' in outcome);
    equal(made.length, 1, 'one of them has it');
    equal((await place.calendar.mine(undefined, live())).length, 1);
    for (const each of others) await each.close();
  },
  async 'knows what was booked when it is opened again'(place) {
    const [slot] = await free(place);
    const mine = booked(await place.calendar.book(orderOf(slot), live()));
    const again = await place.another();
    deepEqual(await again.mine(customer.chat, live()), [mine]);
    await again.close();
  },
};

/** What every calendar must do. Registers one test for each demand with vitest's or node:test's `it`. */
export function calendarSuite(it: Register, open: OpenCalendar): void {
  register(it, { ...times, ...bookings, ...moves, ...processes }, async () => {
    const place = await open();
    return {
      ...place,
      async close() {
        await place.calendar.close();
        await place.close?.();
      },
    };
  });
}
