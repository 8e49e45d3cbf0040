import {
  BookingsCommand,
  printedBooking,
  type PrintedBooking,
} from '../../cli/base/bookings-command.ts';
import { clockOf } from '../../cli/base/journal-command.ts';
import type { Column } from '../../cli/terminal/table.ts';

const columns: Column[] = [
  ...['ID', 'WHEN', 'SERVICE', 'STAFF', 'CUSTOMER'].map((heading) => ({ heading })),
  { heading: 'NAME', long: 'cut' },
];

/** So much of an id tells bookings apart. */
const shownId = 8;

export default class BookingsList extends BookingsCommand {
  static override readonly hidden = true;
  static override readonly summary = 'List the times that customers have booked.';
  static override readonly description =
    'Those that are not over yet, the earliest first. Works alongside a running `serve`.';
  static override readonly examples = [
    '<%= config.bin %> bookings list',
    '<%= config.bin %> bookings list --json',
  ];

  async run(): Promise<{ bookings: PrintedBooking[] }> {
    await this.parse(BookingsList);
    return this.withCalendar(async (calendar, { timeZone }, signal) => {
      const bookings = (await calendar.mine(undefined, signal)).map(printedBooking);
      const clock = clockOf(timeZone);
      const rows = bookings.map(({ id, from, service, staff, phone, name }) => [
        id.slice(0, shownId),
        clock(Date.parse(from)),
        service,
        staff ?? '–',
        phone,
        name ?? '–',
      ]);
      if (rows.length > 0) this.table(columns, rows);
      this.logToStderr(`Bookings ahead: ${bookings.length}.`);
      return { bookings };
    });
  }
}
