import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Booking } from '../../../src/core/kinds/calendar.ts';
import type { Inbound } from '../../../src/core/kinds/channel.ts';
import type { Journal } from '../../../src/core/kinds/journal.ts';
import type { Entry } from '../../../src/core/kinds/turn-record.ts';
import { answerReminder } from '../../../src/core/reminders/reminder-answer.ts';
import { ReminderWatch } from '../../../src/core/reminders/reminder-watch.ts';
import { openJournal } from '../../../src/plugins/journal/sqlite/journal.ts';
import { useFolder } from '../../folder.ts';
import { keepingLog } from '../memories.ts';

const folder = useFolder();
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const start = Date.parse('2026-12-01T15:00:00+05:00');
const chat = '77001234567@c.us';
const booking: Booking = {
  id: 'bk1',
  key: 'k',
  service: 'Стрижка',
  staff: 'Айгуль',
  from: start,
  to: start + hourMs,
  at: start - 3 * dayMs,
  visitor: { chat },
};

interface Place {
  journal: Journal;
  bookings: Booking[];
  clock: { now: number };
  entries: Entry[];
  /** What was asked of the turn and of the calendar, in order. */
  calls: string[];
  look(): Promise<void>;
  /** What is due, and what the owners are told. */
  sent(): Promise<{ texts: string[]; notices: string[] }>;
  answer(
    text: string,
    quoted?: string,
    toolMode?: 'all' | 'read' | 'none',
  ): Promise<string | undefined>;
}

function place(): Place {
  const clock = { now: start - 2 * dayMs };
  const journal = openJournal(join(folder(), randomUUID()), () => clock.now);
  onTestFinished(() => journal.close());
  const bookings = [booking];
  const entries: Entry[] = [];
  const calls: string[] = [];
  const calendar = {
    mine: async (of?: string) =>
      bookings.filter(({ visitor }) => of === undefined || visitor.chat === of),
    cancel: async (id: string) => {
      calls.push('cancel');
      const index = bookings.findIndex((each) => each.id === id);
      return bookings.splice(index, 1).length > 0;
    },
  };
  const now = (): number => clock.now;
  const languages = ['ru'] as const;
  const common = { calendar, languages, timeZone: 'Asia/Almaty', now };
  const recall = async () => ({ entries, facts: {}, known: true });
  const parts = {
    ...common,
    journal,
    history: { recall },
    remindMs: [dayMs, 2 * hourMs],
    log: keepingLog(),
  };
  return {
    journal,
    bookings,
    clock,
    entries,
    calls,
    // A watch of its own each time, as after a restart.
    look: () => new ReminderWatch(parts, async () => {}).look(),
    async sent() {
      const texts = (await journal.outbox.due()).map(({ text }) => text);
      return { texts, notices: (await journal.notices.list('owed')).map(({ topic }) => topic) };
    },
    async answer(text, quoted, toolMode) {
      const content = { type: 'text' as const, text, ...(quoted !== undefined && { quoted }) };
      const message: Inbound = { id: randomUUID(), chat, at: clock.now, content };
      const signal = new AbortController().signal;
      const seal = (): void => void calls.push('seal');
      const turn = { ...common, recall, seal, ...(toolMode && { toolMode }) };
      const result = await answerReminder(chat, [message], turn, signal);
      entries.push(...(result?.record.entries ?? []));
      return result?.replies[0]?.text;
    },
  };
}

describe('a reminder', () => {
  it('goes out when its time has come, once, also after a restart', async () => {
    const { look, sent, clock } = place();
    await look();
    expect((await sent()).texts).toEqual([]);
    clock.now = start - dayMs;
    await look();
    await look();
    expect((await sent()).texts).toEqual([
      'Напоминаем о записи: Стрижка (Айгуль), завтра в 15:00.\n1 – приду\n2 – отменить',
    ]);
    clock.now = start - hourMs;
    await look();
    expect((await sent()).texts.length).toBe(2);
  });

  it('is the last one alone where several are due, and none where the booking was made later', async () => {
    const { look, sent, clock, bookings } = place();
    clock.now = start - hourMs;
    await look();
    expect((await sent()).texts.length).toBe(1);
    const late = place();
    late.bookings.splice(0, 1, { ...booking, at: start - 90 * 60_000 });
    late.clock.now = start - hourMs;
    await late.look();
    expect([(await late.sent()).texts, bookings.length]).toEqual([[], 1]);
  });

  it('is gone with its booking, and comes again for the new time when that is moved', async () => {
    const { look, sent, clock, bookings } = place();
    clock.now = start - dayMs;
    bookings.length = 0;
    await look();
    expect((await sent()).texts).toEqual([]);
    bookings.push(booking);
    await look();
    bookings.splice(0, 1, { ...booking, from: start + dayMs, to: start + dayMs + hourMs });
    clock.now += dayMs;
    await look();
    expect((await sent()).texts.length).toBe(2);
  });

  it('goes to nobody who is stopped or blocked, or has not written for thirty days', async () => {
    for (const rule of [{ stoppedAt: 1 }, { blocked: true as const }]) {
      const { look, sent, clock, journal } = place();
      await journal.rules.set(chat, rule);
      clock.now = start - dayMs;
      await look();
      expect(await sent()).toEqual({ texts: [], notices: [] });
    }
    const { look, sent, clock, bookings } = place();
    bookings.splice(0, 1, { ...booking, at: start - 40 * dayMs });
    clock.now = start - dayMs;
    await look();
    expect(await sent()).toEqual({ texts: [], notices: [] });
  });

  it('goes out although another one fails, which is tried again', async () => {
    const { look, sent, clock, bookings, journal } = place();
    bookings.unshift({ ...booking, id: 'bk0', visitor: { chat: '77009999999@c.us' } });
    clock.now = start - dayMs;
    const of = journal.rules.of.bind(journal.rules);
    let fails = true;
    journal.rules.of = async (whose) => {
      if (fails && whose !== chat) throw new Error('fails');
      return of(whose);
    };
    await look();
    expect((await sent()).texts.length).toBe(1);
    fails = false;
    await look();
    expect((await sent()).texts.length).toBe(2);
  });

  it('is told to the owner where a person has the chat', async () => {
    const { look, sent, clock, journal } = place();
    clock.now = start - dayMs;
    await journal.pauses.begin({ chat, reason: 'phone', at: clock.now, until: clock.now + hourMs });
    await look();
    await look();
    expect(await sent()).toEqual({ texts: [], notices: ['booking-paused'] });
  });
});

describe('an answer to a reminder', () => {
  const reminded = (text = 'Напоминаем'): Entry => ({
    id: 'reply:remind/bk1/1/2',
    role: 'bot',
    text,
    at: 1,
  });

  it('confirms with 1, and cancels with 2 and a yes', async () => {
    const { answer, entries, bookings } = place();
    entries.push(reminded());
    expect(await answer('1️⃣')).toBe('Спасибо, ждём вас: Стрижка (Айгуль), во вторник в 15:00.');
    entries.push(reminded());
    expect(await answer('2')).toContain('Отменить запись');
    expect(bookings.length).toBe(1);
    expect(await answer('Да!')).toBe('Запись отменена: Стрижка (Айгуль), во вторник в 15:00.');
    expect(bookings.length).toBe(0);
  });

  it('is none once something else was said, unless the reminder is quoted', async () => {
    const { answer, entries } = place();
    entries.push(reminded('Напоминаем о записи'), {
      id: 'reply:x',
      role: 'bot',
      text: 'Да',
      at: 2,
    });
    expect(await answer('1')).toBeUndefined();
    expect(await answer('1', 'Напоминаем о записи')).toContain('Спасибо');
    entries.push({ id: 'op', role: 'operator', text: 'Здравствуйте', at: 3 });
    expect(await answer('2')).toBeUndefined();
  });

  it('is none for other words, for a yes that nobody asked for, and for a booking that is gone', async () => {
    const { answer, entries, bookings } = place();
    entries.push(reminded());
    for (const text of ['1000', 'да', 'приду', '12', '2 человека'])
      expect(await answer(text)).toBeUndefined();
    bookings.length = 0;
    expect(await answer('1')).toBeUndefined();
  });

  it('lets no newer message take its turn once it cancels', async () => {
    const { answer, entries, calls } = place();
    entries.push(reminded());
    await answer('2');
    expect(calls).toEqual([]);
    await answer('да');
    expect(calls).toEqual(['seal', 'cancel']);
  });

  it('neither asks nor cancels where the bot may not write by itself', async () => {
    const { answer, entries, calls } = place();
    entries.push(reminded());
    for (const mode of ['read', 'none'] as const)
      expect(await answer('2', undefined, mode)).toBeUndefined();
    await answer('2');
    for (const mode of ['read', 'none'] as const)
      expect(await answer('да', undefined, mode)).toBeUndefined();
    expect(calls).toEqual([]);
    expect(await answer('да', undefined, 'all')).toContain('Запись отменена');
  });

  it('says again that the booking is cancelled where a killed run had cancelled it, until its time', async () => {
    const { answer, entries, bookings, clock } = place();
    entries.push(reminded());
    await answer('2');
    bookings.length = 0;
    const before = entries.length;
    expect(await answer('да')).toBe('Запись отменена: во вторник в 15:00.');
    entries.length = before;
    clock.now = start;
    expect(await answer('да')).toBeUndefined();
  });

  it('cancels nothing where the question was not answered by a yes', async () => {
    const { answer, entries, bookings } = place();
    entries.push(reminded());
    await answer('2');
    expect(await answer('нет')).toBeUndefined();
    expect(bookings.length).toBe(1);
  });
});
