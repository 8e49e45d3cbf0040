import * as Args from '@oclif/core/args';
import {
  printedTicket,
  TicketsCommand,
  type PrintedTicket,
} from '../../cli/base/tickets-command.ts';
import { closeTicket } from '../../core/operator/close-ticket.ts';

export default class TicketsClose extends TicketsCommand {
  static override readonly summary = 'Close a ticket: the bot answers its customer again.';
  static override readonly description =
    'For a matter that was dealt with elsewhere, such as on the phone. Nobody is reminded of it any more. Acts on a running `serve` at once.';
  static override readonly examples = ['<%= config.bin %> tickets close 17'];
  static override readonly args = {
    number: Args.string({ description: 'Number of the ticket.', required: true }),
  };

  async run(): Promise<{ closed: boolean; ticket: PrintedTicket }> {
    const { args } = await this.parse(TicketsClose);
    return this.withJournal(async (journal) => {
      const found = await this.ticket(journal, args.number);
      const closed = await closeTicket(journal, found, Date.now());
      const { number } = found;
      this.logToStderr(closed ? `Closed: ticket ${number}.` : `Ended already: ticket ${number}.`);
      return { closed, ticket: printedTicket(await this.ticket(journal, args.number)) };
    });
  }
}
