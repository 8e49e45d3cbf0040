import { writeFile } from 'node:fs/promises';
import * as Flags from '@oclif/core/flags';
import { BookingsCommand } from '../../cli/base/bookings-command.ts';
import { icalendar } from '../../core/operator/icalendar.ts';

export default class BookingsExport extends BookingsCommand {
  static override readonly hidden = true;
  static override readonly summary = 'Export the bookings for a calendar (.ics).';
  static override readonly description =
    'Writes those that are not over yet in the form that calendars of phones and computers import (iCalendar, RFC 5545). The file holds names and phone numbers.';
  static override readonly examples = [
    '<%= config.bin %> bookings export > bookings.ics',
    '<%= config.bin %> bookings export --output bookings.ics',
  ];
  static override readonly flags = {
    output: Flags.string({ char: 'o', summary: 'File to write, for its owner alone.' }),
  };

  async run(): Promise<{ bookings: number; file: string | null }> {
    const { flags } = await this.parse(BookingsExport);
    return this.withCalendar(async (calendar, _bot, signal) => {
      const bookings = await calendar.mine(undefined, signal);
      const text = icalendar(bookings, Date.now());
      const { output: file } = flags;
      if (file !== undefined) await writeFile(file, text, { mode: 0o600 });
      else if (!this.jsonEnabled()) this.log(text.trimEnd());
      this.logToStderr(`Bookings ahead: ${bookings.length}.`);
      return { bookings: bookings.length, file: file ?? null };
    });
  }
}
