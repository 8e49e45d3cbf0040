import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ServiceError } from '../../../../src/core/errors.ts';
import type { Calendar, Slot } from '../../../../src/core/kinds/calendar.ts';
import type { NewCase } from '../../../../src/core/kinds/cases.ts';
import { bookingId } from '../../../../src/plugins/calendar/booking-ledger.ts';
import { SqliteLedger } from '../../../../src/plugins/calendar/sqlite-ledger.ts';
import { calendarSuite } from '../../../../src/suites/calendar.ts';
import { useFolder } from '../../../folder.ts';
import { hourMs, monday, week } from '../places.ts';
import {
  enter,
  startCalendarServer,
  useCalendarServer,
  type CalendarServer,
} from './calendar-server.ts';
import { calendarId, googleCalendar } from './google-calendars.ts';

const folder = useFolder();
const signal = new AbortController().signal;
const newLedger = (place = join(folder(), randomUUID())): SqliteLedger =>
  new SqliteLedger(place, () => monday);

describe('calendar/google', () => {
  calendarSuite(it, async () => {
    const server = await startCalendarServer();
    const place = join(folder(), randomUUID());
    const another = (): Promise<Calendar> => googleCalendar(server.url, newLedger(place));
    const close = async (): Promise<void> => server.close();
    return { calendar: await another(), another, service: 'Стрижка', range: week, close };
  });
});

const visitor = { chat: '77001234567@c.us', name: 'Айгүл' };

async function firstSlot(calendar: Calendar): Promise<Slot> {
  const [slot] = await calendar.slots('Стрижка', week, signal);
  if (!slot) throw new Error('nothing is free');
  return slot;
}

function confirmed({ events }: CalendarServer): string[] {
  return events.flatMap(({ id, status }) => (status === 'confirmed' ? [id] : []));
}

describe('a time in Google Calendar', () => {
  it('is not offered, and not booked, where the owner entered something', async () => {
    const server = await useCalendarServer();
    const calendar = await googleCalendar(server.url, newLedger());
    const slot = await firstSlot(calendar);
    enter(server, calendarId, slot.from, slot.to);
    expect(await calendar.book({ ...slot, key: 'one', visitor }, signal)).toEqual({
      refused: 'taken',
    });
    expect((await firstSlot(calendar)).from).toBe(slot.to);
  });

  it('is withdrawn where somebody entered something by hand meanwhile, and a ticket goes out', async () => {
    const server = await useCalendarServer();
    const opened: NewCase[] = [];
    const cases = () => ({
      list: () => Promise.resolve([]),
      open: (one: NewCase) => (opened.push(one), Promise.resolve({ ...one, number: 1 })),
    });
    const calendar = await googleCalendar(server.url, newLedger(), { cases });
    const slot = await firstSlot(calendar);
    server.before = (call) =>
      call === 'POST events' && enter(server, calendarId, slot.from, slot.to);
    expect(await calendar.book({ ...slot, key: 'one', visitor }, signal)).toEqual({
      refused: 'by-hand',
    });
    expect(confirmed(server)).toEqual([expect.stringMatching(/^hand/)]);
    expect(opened).toMatchObject([
      { kind: 'ticket', chat: visitor.chat, about: { reason: 'by-hand' } },
    ]);
    expect(await calendar.mine(undefined, signal)).toEqual([]);
  });

  it('is booked once where the answer of the booking was lost', async () => {
    const server = await useCalendarServer();
    const calendar = await googleCalendar(server.url, newLedger());
    const slot = await firstSlot(calendar);
    server.loses = (call) => call === 'POST events';
    const order = { ...slot, key: 'one', visitor };
    const failed = await calendar.book(order, signal).catch((error: unknown) => error);
    expect(failed instanceof ServiceError && failed.outcomeUnknown).toBe(true);
    server.loses = () => false;
    expect(await calendar.mine(visitor.chat, signal)).toMatchObject([{ key: 'one' }]);
    expect(await calendar.book(order, signal)).toMatchObject({ booking: { from: slot.from } });
    expect(confirmed(server)).toEqual([bookingId('one')]);
  });

  it('stays reserved while nobody knows, and is free again when its booking certainly was not made', async () => {
    const server = await useCalendarServer();
    const ledger = newLedger();
    let now = monday;
    const calendar = await googleCalendar(server.url, ledger, { now: () => now });
    const slot = await firstSlot(calendar);
    const row = { ...slot, id: bookingId('dead'), key: 'dead', visitor, at: now, revision: 1 };
    await ledger.put({ ...row, state: 'held', spans: [slot] });
    const order = { ...slot, key: 'two', visitor };
    expect(await calendar.book(order, signal)).toEqual({ refused: 'taken' });
    now += 2 * 60_000;
    expect(await calendar.book(order, signal)).toMatchObject({ booking: { key: 'two' } });
  });

  it('is gone when the owner deletes its event', async () => {
    const server = await useCalendarServer();
    const calendar = await googleCalendar(server.url, newLedger());
    const slot = await firstSlot(calendar);
    await calendar.book({ ...slot, key: 'one', visitor }, signal);
    for (const event of server.events) event.status = 'cancelled';
    expect(await calendar.mine(visitor.chat, signal)).toEqual([]);
    expect((await firstSlot(calendar)).from).toBe(slot.from);
  });

  it('is never taken for free where a calendar cannot be read', async () => {
    const server = await useCalendarServer();
    const calendar = await googleCalendar(server.url, newLedger());
    server.loses = (call) => call === 'POST freeBusy';
    await expect(
      calendar.slots('Стрижка', { from: monday, to: monday + 8 * hourMs }, signal),
    ).rejects.toThrow(ServiceError);
  });
});
