import { CLIError } from '@oclif/core/errors';
import { openPlugins } from '../../core/assembly/open-plugins.ts';
import type { Booking, Calendar } from '../../core/kinds/calendar.ts';
import type { BotValues } from '../../core/settings/bot-settings.ts';
import { WabotCommand } from './base-command.ts';
import { phoneOf } from './journal-command.ts';

/** A booking as the commands print it with --json; moments are ISO 8601, what is not known is null. */
export interface PrintedBooking {
  id: string;
  service: string;
  staff: string | null;
  from: string;
  to: string;
  chat: string;
  phone: string;
  name: string | null;
  comment: string | null;
  bookedAt: string;
}

/** What the commands about bookings share. */
export abstract class BookingsCommand extends WabotCommand {
  /** Opens the calendar for this work and closes it afterwards. */
  protected async withCalendar<T>(
    work: (calendar: Calendar, bot: BotValues, signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    const world = await this.world();
    const opening = () =>
      openPlugins({ ...world, kinds: ['calendar'], settings: {}, log: 'stderr' });
    const opened = await this.waiting('Opening the bookings', opening);
    try {
      return await work(opened.plugins.calendar, opened.bot, new AbortController().signal);
    } finally {
      await opened.close();
    }
  }

  /** The booking whose id begins so. Wrong usage where there is none ahead, or several. */
  protected async booking(calendar: Calendar, id: string, signal: AbortSignal): Promise<Booking> {
    const all = await calendar.mine(undefined, signal);
    const found = all.filter(
      (each) => id.length >= 4 && each.id.startsWith(id.trim().toLowerCase()),
    );
    const [first, ...others] = found;
    if (first && others.length === 0) return first;
    throw new CLIError(`There is no booking ${id} ahead; \`wabot bookings list\` lists them.`, {
      exit: 2,
    });
  }
}

/** A booking for --json. */
export function printedBooking({
  id,
  service,
  staff,
  from,
  to,
  visitor,
  at,
}: Booking): PrintedBooking {
  const iso = (moment: number): string => new Date(moment).toISOString();
  const { chat, phone, name, comment } = visitor;
  return {
    id,
    service,
    staff: staff === '' ? null : staff,
    from: iso(from),
    to: iso(to),
    chat,
    phone: phone === undefined ? phoneOf(chat) : `+${phone}`,
    name: name ?? null,
    comment: comment ?? null,
    bookedAt: iso(at),
  };
}
