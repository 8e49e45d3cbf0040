import * as Args from '@oclif/core/args';
import {
  BookingsCommand,
  printedBooking,
  type PrintedBooking,
} from '../../cli/base/bookings-command.ts';
import { clockOf } from '../../cli/base/journal-command.ts';
import { printable } from '../../core/printable.ts';

export default class BookingsShow extends BookingsCommand {
  static override readonly hidden = true;
  static override readonly summary = 'Show one booking.';
  static override readonly description = 'Prints what is booked, when, with whom and for whom.';
  static override readonly examples = [
    '<%= config.bin %> bookings show bk3k9q0v',
    '<%= config.bin %> bookings show bk3k9q0v --json',
  ];
  static override readonly args = {
    booking: Args.string({ description: 'Id of the booking, or how it begins.', required: true }),
  };

  async run(): Promise<PrintedBooking> {
    const { args } = await this.parse(BookingsShow);
    return this.withCalendar(async (calendar, { timeZone }, signal) => {
      const booking = printedBooking(await this.booking(calendar, args.booking, signal));
      const { id, from, to, service, staff, phone, name, comment } = booking;
      const clock = clockOf(timeZone);
      const until = clock(Date.parse(to)).slice(-5);
      const lines = [
        id,
        `${clock(Date.parse(from))}–${until}`,
        [service, staff].filter(Boolean).join(', '),
        [phone, name].filter(Boolean).join(', '),
        comment,
      ];
      this.show(printable(lines.filter(Boolean).join('\n')));
      return booking;
    });
  }
}
