import * as Args from '@oclif/core/args';
import {
  BookingsCommand,
  printedBooking,
  type PrintedBooking,
} from '../../cli/base/bookings-command.ts';

export default class BookingsCancel extends BookingsCommand {
  static override readonly hidden = true;
  static override readonly summary = 'Cancel a booking: its time is free again.';
  static override readonly description =
    'The customer is not told; write to them yourself, or with `wabot send`. No reminder of it is sent any more.';
  static override readonly examples = ['<%= config.bin %> bookings cancel bk3k9q0v'];
  static override readonly args = {
    booking: Args.string({ description: 'Id of the booking, or how it begins.', required: true }),
  };

  async run(): Promise<{ cancelled: boolean; booking: PrintedBooking }> {
    const { args } = await this.parse(BookingsCancel);
    return this.withCalendar(async (calendar, _bot, signal) => {
      const booking = await this.booking(calendar, args.booking, signal);
      const cancelled = await calendar.cancel(booking.id, signal);
      const { id } = booking;
      this.logToStderr(cancelled ? `Cancelled: booking ${id}.` : `Gone already: booking ${id}.`);
      return { cancelled, booking: printedBooking(booking) };
    });
  }
}
