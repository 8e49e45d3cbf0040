import type { Calendar } from '../kinds/calendar.ts';
import type { Journal } from '../kinds/journal.ts';
import type { ChatFacts } from '../kinds/turn-record.ts';
import type { Language } from '../language/index.ts';
import type { Log } from '../log.ts';
import { standing } from '../people/standing.ts';
import { dueReminders, reminderId, bookingReminderText, type DueReminder } from './reminder.ts';

/** A customer who has not written for so long is not reminded, milliseconds. */
const recentMs = 30 * 24 * 60 * 60 * 1000;

/** How often it is looked, milliseconds. */
const lookMs = 30_000;

/** What reminders are made of. */
export interface ReminderParts {
  calendar: Pick<Calendar, 'mine' | 'cancel'>;
  journal: Pick<Journal, 'outbox' | 'pauses' | 'rules' | 'notices' | 'accounts'>;
  history: { recall(chat: string): Promise<{ facts: ChatFacts }> };
  /** How long before a booking, milliseconds. */
  remindMs: readonly number[];
  languages: readonly Language[];
  timeZone: string;
  log: Log;
  now(): number;
}

/** Reminds customers of their bookings, each once: what was reminded of is known by its record in the journal. */
export class ReminderWatch {
  readonly #parts: ReminderParts;
  readonly #due: (chat: string) => Promise<void>;
  /** What was dealt with in this process: no need to ask the journal again. */
  readonly #seen = new Set<string>();
  readonly #stopping = new AbortController();
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> | undefined;

  /** @param due told that a chat has replies due, and something to remember */
  constructor(parts: ReminderParts, due: (chat: string) => Promise<void>) {
    this.#parts = parts;
    this.#due = due;
  }

  /** Looks now, and again and again. */
  watch(): void {
    if (this.#stopping.signal.aborted) return;
    this.#looking = this.look().finally(() => {
      this.#timer = setTimeout(() => this.watch(), lookMs).unref();
    });
  }

  /** Looks no more; resolves when the look under way has ended. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#looking;
    clearTimeout(this.#timer);
  }

  /** Looks once. Never rejects; a reminder that fails holds up no other, and is tried again by the next look. */
  async look(): Promise<void> {
    const { calendar, remindMs, log, now } = this.#parts;
    const { signal } = this.#stopping;
    const warn = (error: unknown): void =>
      signal.aborted ? undefined : log.warn('reminders-unsent', { error });
    try {
      const bookings = await calendar.mine(undefined, signal);
      for (const reminder of dueReminders(bookings, remindMs, now())) {
        if (signal.aborted) return;
        if (!this.#seen.has(reminderId(reminder))) await this.#remind(reminder).catch(warn);
      }
    } catch (error) {
      warn(error);
    }
  }

  async #remind(reminder: DueReminder): Promise<void> {
    const { journal, log, now } = this.#parts;
    const { visitor } = reminder.booking;
    const id = reminderId(reminder);
    const [rule, pauses] = await Promise.all([
      journal.rules.of(visitor.chat),
      journal.pauses.of(visitor.chat),
    ]);
    if (visitor.chat !== '' && !rule.blocked && rule.stoppedAt === undefined) {
      if (standing(pauses, now()).silent) await this.#tellOwner(reminder);
      else if (await this.#wroteLately(reminder)) await this.#send(reminder);
      else log.info('reminder-left-out', { chat: visitor.chat, reason: 'a chat that is too old' });
    }
    this.#seen.add(id);
  }

  async #send(reminder: DueReminder): Promise<void> {
    const { journal, history, languages, timeZone, log, now } = this.#parts;
    const { booking } = reminder;
    const { chat } = booking.visitor;
    const { facts } = await history.recall(chat);
    const language = facts.language ?? languages[0] ?? 'ru';
    const at = now();
    const text = bookingReminderText('reminder', booking, { language, timeZone, now: at });
    const id = reminderId(reminder);
    const entries = [{ id: `reply:${id}`, role: 'bot', text, at } as const];
    const due = await journal.outbox.add(chat, [{ text }], { id, chat, at, entries, facts: {} });
    if (due.length === 0) return;
    log.info('reminder-sent', { chat });
    await this.#due(chat);
  }

  /** Where a person has the chat, they decide. */
  async #tellOwner(reminder: DueReminder): Promise<void> {
    const { journal, now } = this.#parts;
    const { service, staff, from, visitor } = reminder.booking;
    const values = { service, staff, from };
    const notice = { id: reminderId(reminder), at: now(), topic: 'booking-paused', values };
    await journal.notices.add({ ...notice, chat: visitor.chat });
  }

  /** Who booked lately has written lately; of others the accounts tell. */
  async #wroteLately({ booking: { at, visitor } }: DueReminder): Promise<boolean> {
    const { journal, now } = this.#parts;
    const since = now() - recentMs;
    if (at >= since) return true;
    for await (const { chat, model } of journal.accounts.usage(since))
      if (chat === visitor.chat && model !== undefined) return true;
    return false;
  }
}
