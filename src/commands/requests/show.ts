import * as Args from '@oclif/core/args';
import { clockOf } from '../../cli/base/journal-command.ts';
import {
  printedRequest,
  requestState,
  RequestsCommand,
  type PrintedRequest,
} from '../../cli/base/requests-command.ts';
import { printable } from '../../core/printable.ts';
import { requestLines } from '../../core/requests/request-text.ts';

export default class RequestsShow extends RequestsCommand {
  static override readonly hidden = true;
  static override readonly summary = 'Show one request of a customer.';
  static override readonly description =
    'Prints whose request it is, how it stands, and every field.';
  static override readonly examples = [
    '<%= config.bin %> requests show 18',
    '<%= config.bin %> requests show 18 --json',
  ];
  static override readonly args = {
    number: Args.string({ description: 'Number of the request.', required: true }),
  };

  async run(): Promise<PrintedRequest> {
    const { args } = await this.parse(RequestsShow);
    return this.withJournal(async (journal, { timeZone }) => {
      const found = await this.request(journal, args.number);
      const request = printedRequest(found);
      const { number, at, phone } = request;
      const moment = clockOf(timeZone)(Date.parse(at));
      this.say(`request ${number}, ${phone}, ${moment}: ${requestState(request)}`);
      const lines = requestLines(found, (text) => this.words(text));
      this.show(`\n${printable(lines.join('\n'))}`);
      return request;
    });
  }
}
