import type { Booking } from '../kinds/calendar.ts';
import type { Language } from '../language/index.ts';
import { reminderPhrases, type ReminderPhrases } from '../phrases/reminder-phrases.ts';
import { momentInWords } from '../time/moment-words.ts';

/** A reminder that is due: of what, and how long before it, milliseconds. */
export interface DueReminder {
  booking: Booking;
  before: number;
}

/**
 * The reminders that are due at a moment (Unix milliseconds), one of each booking: the last of those whose time has come. None of
 * a time that had come before the booking was made.
 */
export function dueReminders(
  bookings: readonly Booking[],
  remindMs: readonly number[],
  now: number,
): DueReminder[] {
  return bookings.flatMap((booking) => {
    const come = remindMs.filter((before) => booking.from - before <= now && booking.from > now);
    if (come.length === 0) return [];
    const before = Math.min(...come);
    return booking.at < booking.from - before ? [{ booking, before }] : [];
  });
}

/** What a reminder is known by: the same for every try, another when the booking is moved. */
export function reminderId({ booking: { id, from }, before }: DueReminder): string {
  return `remind/${id}/${from}/${before}`;
}

/**
 * The booking that an entry of the bot's in memory reminds of (`remind`), or asks whether it is to be cancelled (`cancel`), and
 * when that booking begins, Unix milliseconds (NaN: the entry does not say).
 */
export function remindedOf(
  entry: string | undefined,
  what: 'remind' | 'cancel',
): Pick<Booking, 'id' | 'from'> | undefined {
  const [, found, id, from] =
    /^reply:(remind|cancel)\/([^/]+)\/(?:(\d+)\/)?/.exec(entry ?? '') ?? [];
  return found === what && id !== undefined ? { id, from: Number(from) } : undefined;
}

/** The id of the entry by which the bot asks, in answer to a message, whether a booking is to be cancelled. */
export function questionId({ id, from }: Pick<Booking, 'id' | 'from'>, message: string): string {
  return `reply:cancel/${id}/${from}/${message}`;
}

/** A phrase about a booking, in the language of its customer. */
export function bookingReminderText(
  phrase: keyof ReminderPhrases,
  { service, staff, from }: Pick<Booking, 'service' | 'staff' | 'from'>,
  { language, timeZone, now }: { language: Language; timeZone: string; now: number },
): string {
  const title = staff === '' ? service : `${service} (${staff})`;
  const moment = momentInWords(from, now, { timeZone, language });
  return reminderPhrases[language][phrase]
    .replaceAll('{what}', () => title)
    .replaceAll('{when}', () => moment);
}
