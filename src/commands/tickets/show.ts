import * as Args from '@oclif/core/args';
import { clockOf } from '../../cli/base/journal-command.ts';
import {
  printedTicket,
  stateOf,
  TicketsCommand,
  type PrintedTicket,
} from '../../cli/base/tickets-command.ts';
import { printable } from '../../core/printable.ts';

export default class TicketsShow extends TicketsCommand {
  static override readonly summary = 'Show one customer who was handed to a person.';
  static override readonly description =
    'Prints whose ticket it is, how it stands, its summary and the last message.';
  static override readonly examples = [
    '<%= config.bin %> tickets show 17',
    '<%= config.bin %> tickets show 17 --json',
  ];
  static override readonly args = {
    number: Args.string({ description: 'Number of the ticket.', required: true }),
  };

  async run(): Promise<PrintedTicket> {
    const { args } = await this.parse(TicketsShow);
    return this.withJournal(async (journal, { timeZone }) => {
      const ticket = printedTicket(await this.ticket(journal, args.number));
      const { number, at, phone, name, summary, question, end } = ticket;
      const moment = (iso: string): string => clockOf(timeZone)(Date.parse(iso));
      const state = end ? `${stateOf(ticket)} ${moment(end.at)}` : 'open';
      this.say(`ticket ${number}, ${phone}, ${moment(at)}: ${state}`);
      const said = [name, ...summary.map((line) => `• ${line}`), question && `«${question}»`];
      const lines = said.filter((line) => line !== null && line !== '');
      this.show(`\n${printable(lines.join('\n'))}`);
      return ticket;
    });
  }
}
