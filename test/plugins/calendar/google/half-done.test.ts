import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ServiceError, SetupError } from '../../../../src/core/errors.ts';
import type { Slot } from '../../../../src/core/kinds/calendar.ts';
import { bookingId, type BookingRow } from '../../../../src/plugins/calendar/booking-ledger.ts';
import type { GoogleCalendar } from '../../../../src/plugins/calendar/google/google-calendar.ts';
import { SqliteLedger } from '../../../../src/plugins/calendar/sqlite-ledger.ts';
import { useFolder } from '../../../folder.ts';
import { monday, week } from '../places.ts';
import { useCalendarServer, type CalendarServer } from './calendar-server.ts';
import { googleCalendar } from './google-calendars.ts';

const folder = useFolder();
const signal = new AbortController().signal;
const visitor = { chat: '77001234567@c.us', name: 'Айгүл' };

/** A ledger that does not take some rows. */
class FailingLedger extends SqliteLedger {
  refuses: (row: BookingRow) => boolean = () => false;
  failure: Error = new ServiceError('bookings', 'cannot be written', { retryable: true });

  override put(row: BookingRow): ReturnType<SqliteLedger['put']> {
    return this.refuses(row) ? Promise.reject(this.failure) : super.put(row);
  }
}

interface Half {
  server: CalendarServer;
  ledger: FailingLedger;
  calendar: GoogleCalendar;
  clock: { now: number };
  slots: readonly [Slot, Slot, Slot];
  book(): Promise<string>;
}

async function half(): Promise<Half> {
  const server = await useCalendarServer();
  const clock = { now: monday };
  const ledger = new FailingLedger(join(folder(), randomUUID()), () => clock.now);
  const calendar = await googleCalendar(server.url, ledger, { now: () => clock.now });
  const [first, , second, , third] = await calendar.slots('Стрижка', week, signal);
  if (!first || !second || !third) throw new Error('nothing is free');
  const slots = [first, second, third] as const;
  const book = async (): Promise<string> => {
    await calendar.book({ ...first, key: 'one', visitor }, signal);
    return bookingId('one');
  };
  return { server, ledger, calendar, clock, slots, book };
}

function confirmed({ events }: CalendarServer): string[] {
  return events.flatMap(({ id, status }) => (status === 'confirmed' ? [id] : []));
}

async function isUnknown(call: Promise<unknown>): Promise<boolean> {
  const error = await call.catch((failed: unknown) => failed);
  return error instanceof ServiceError && error.outcomeUnknown;
}

describe('what Google has and the ledger does not take', () => {
  it.each([
    new ServiceError('bookings', 'cannot be written', { retryable: true }),
    new SetupError('bookings', 'is damaged'),
  ])('is not known of a booking, and found later: $name', async (failure) => {
    const { calendar, ledger, slots } = await half();
    ledger.failure = failure;
    ledger.refuses = ({ state }) => state === 'booked';
    const order = { ...slots[0], key: 'one', visitor };
    expect(await isUnknown(calendar.book(order, signal))).toBe(true);
    ledger.refuses = () => false;
    expect(await calendar.mine(visitor.chat, signal)).toMatchObject([{ key: 'one' }]);
  });

  it('is not known of a cancellation, and found later', async () => {
    const { calendar, ledger, server, book } = await half();
    const id = await book();
    ledger.refuses = ({ state }) => state === 'gone';
    expect(await isUnknown(calendar.cancel(id, signal))).toBe(true);
    expect(confirmed(server)).toEqual([]);
    ledger.refuses = () => false;
    expect(await calendar.mine(visitor.chat, signal)).toEqual([]);
    expect((await ledger.find(id))?.state).toBe('gone');
  });

  it('is not known of a move, which the next look ends', async () => {
    const { calendar, ledger, server, slots, book } = await half();
    const id = await book();
    ledger.refuses = ({ moving }) => moving === undefined;
    const move = calendar.move(id, { ...slots[1], key: 'two' }, signal);
    expect(await isUnknown(move)).toBe(true);
    ledger.refuses = () => false;
    const { from } = slots[1];
    expect(await calendar.mine(visitor.chat, signal)).toMatchObject([{ id, key: 'two', from }]);
    expect(confirmed(server)).toEqual([bookingId('two')]);
  });

  it('of a move keeps the next one waiting until it is decided, so that no event is left behind', async () => {
    const { calendar, clock, ledger, server, slots, book } = await half();
    const id = await book();
    server.loses = (call) => call === 'POST events';
    server.fails = (call) => call === 'POST events';
    const move = calendar.move(id, { ...slots[1], key: 'two' }, signal);
    expect(await isUnknown(move)).toBe(true);
    [server.loses, server.fails] = [() => false, () => false];
    const next = (): Promise<unknown> =>
      calendar.move(id, { ...slots[2], key: 'three' }, signal).catch((error: unknown) => error);
    expect(await next()).toMatchObject({ retryable: true, outcomeUnknown: false });
    expect((await ledger.find(id))?.moving?.key).toBe('two');
    clock.now += 61_000;
    expect(await next()).toMatchObject({ booking: { id, key: 'three', from: slots[2].from } });
    expect(confirmed(server)).toEqual([bookingId('three')]);
  });

  it('of a move that was made is ended before the next one', async () => {
    const { calendar, ledger, server, slots, book } = await half();
    const id = await book();
    ledger.refuses = ({ moving }) => moving === undefined;
    const move = calendar.move(id, { ...slots[1], key: 'two' }, signal);
    expect(await isUnknown(move)).toBe(true);
    ledger.refuses = () => false;
    const next = await calendar.move(id, { ...slots[2], key: 'three' }, signal);
    expect(next).toMatchObject({ booking: { id, key: 'three' } });
    expect(confirmed(server)).toEqual([bookingId('three')]);
  });

  it('is certain where nothing was done', async () => {
    const { calendar, ledger, server, slots, book } = await half();
    server.fails = (call) => call.startsWith('DELETE');
    const id = await book();
    expect(await isUnknown(calendar.cancel(id, signal))).toBe(false);
    ledger.refuses = () => true;
    const order = { ...slots[1], key: 'two', visitor };
    expect(await isUnknown(calendar.book(order, signal))).toBe(false);
    expect(confirmed(server)).toEqual([id]);
  });
});

describe('the time that a booking had before it was moved', () => {
  it('is removed by the next look where that failed, and the move stands', async () => {
    const { calendar, server, slots, book } = await half();
    const id = await book();
    server.fails = (call) => call.startsWith('DELETE');
    const order = { ...slots[1], key: 'two' };
    const moved = { booking: { id, from: slots[1].from } };
    expect(await calendar.move(id, order, signal)).toMatchObject(moved);
    expect(await calendar.move(id, order, signal)).toMatchObject(moved);
    expect(await calendar.mine(visitor.chat, signal)).toMatchObject([{ id }]);
    expect(confirmed(server)).toEqual([id, bookingId('two')]);
    server.fails = () => false;
    expect(await calendar.mine(visitor.chat, signal)).toMatchObject([{ id }]);
    expect(confirmed(server)).toEqual([bookingId('two')]);
  });

  it('is removed before the booking is moved again', async () => {
    const { calendar, server, slots, book } = await half();
    const id = await book();
    server.fails = (call) => call.startsWith('DELETE');
    await calendar.move(id, { ...slots[1], key: 'two' }, signal);
    const again = { ...slots[2], key: 'three' };
    await expect(calendar.move(id, again, signal)).rejects.toThrow(ServiceError);
    server.fails = () => false;
    expect(await calendar.move(id, again, signal)).toMatchObject({ booking: { key: 'three' } });
    expect(confirmed(server)).toEqual([bookingId('three')]);
  });
});

describe('a move that was broken off before anything was made', () => {
  it('keeps its time for a while, and gives it back', async () => {
    const { calendar, ledger, server, clock, slots, book } = await half();
    const id = await book();
    server.loses = (call) => call === 'POST events';
    server.fails = (call) => call === 'POST events';
    await calendar.move(id, { ...slots[1], key: 'two' }, signal).catch(() => {});
    [server.loses, server.fails] = [() => false, () => false];
    expect(await calendar.mine(visitor.chat, signal)).toMatchObject([{ id, key: 'one' }]);
    expect((await ledger.find(id))?.spans.length).toBe(2);
    clock.now += 2 * 60_000;
    expect(await calendar.mine(visitor.chat, signal)).toMatchObject([{ id, key: 'one' }]);
    expect((await ledger.find(id))?.spans).toMatchObject([{ from: slots[0].from }]);
  });
});
