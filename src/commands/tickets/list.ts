import * as Flags from '@oclif/core/flags';
import { clockOf } from '../../cli/base/journal-command.ts';
import {
  printedTicket,
  stateOf,
  TicketsCommand,
  type PrintedTicket,
} from '../../cli/base/tickets-command.ts';
import type { Column } from '../../cli/terminal/table.ts';

const columns: Column[] = [
  ...['ID', 'WHEN', 'STATE', 'CUSTOMER', 'NAME'].map((heading) => ({ heading })),
  { heading: 'LAST MESSAGE', long: 'cut' },
];

export default class TicketsList extends TicketsCommand {
  static override readonly summary = 'List the customers who were handed to a person.';
  static override readonly description =
    'Those for whom nobody has come yet, newest first; with --all also those that ended within thirty days. Works alongside a running `serve`.';
  static override readonly examples = [
    '<%= config.bin %> tickets list',
    '<%= config.bin %> tickets list --all --json',
  ];
  static override readonly flags = {
    all: Flags.boolean({ summary: 'Also those that have ended.' }),
  };

  async run(): Promise<{ tickets: PrintedTicket[] }> {
    const { flags } = await this.parse(TicketsList);
    return this.withJournal(async ({ cases }, { timeZone }) => {
      const found = await cases.list({ kind: 'ticket', ...(flags.all ? {} : { open: true }) });
      const tickets = found.map(printedTicket);
      const clock = clockOf(timeZone);
      const rows = tickets.map((ticket) => [
        String(ticket.number),
        clock(Date.parse(ticket.at)),
        this.words(stateOf(ticket)),
        ticket.phone,
        ticket.name ?? '–',
        ticket.question ?? '–',
      ]);
      if (rows.length > 0) this.table(columns, rows);
      const open = tickets.filter(({ end }) => end === null).length;
      this.logToStderr(`Open tickets: ${open}.`);
      return { tickets };
    });
  }
}
