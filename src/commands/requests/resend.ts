import * as Args from '@oclif/core/args';
import {
  printedRequest,
  RequestsCommand,
  type PrintedRequest,
} from '../../cli/base/requests-command.ts';
import type { Case } from '../../core/kinds/cases.ts';
import { deliveryOf } from '../../core/requests/new-request.ts';

export default class RequestsResend extends RequestsCommand {
  static override readonly hidden = true;
  static override readonly summary = 'Bring requests to the sinks again.';
  static override readonly description =
    'One request by its number, or all that are not in every sink yet. What a sink has already is brought up to date there and not added. A running `serve` brings them at once, otherwise the next one does.';
  static override readonly examples = [
    '<%= config.bin %> requests resend 18',
    '<%= config.bin %> requests resend',
  ];
  static override readonly args = {
    number: Args.string({ description: 'Number of the request; all open ones without it.' }),
  };

  async run(): Promise<{ requests: PrintedRequest[] }> {
    const { args } = await this.parse(RequestsResend);
    return this.withJournal(async (journal) => {
      const { cases, notices } = journal;
      const found =
        args.number === undefined
          ? (await cases.list({ kind: 'request' })).filter(isUndelivered)
          : [await this.request(journal, args.number)];
      for (const { id, number, chat } of found.toReversed())
        await notices.add({ ...deliveryOf({ id }, Date.now(), true), case: { id, number }, chat });
      this.logToStderr(`Queued again: ${found.length}.`);
      return { requests: found.map(printedRequest) };
    });
  }
}

/** An owner's answer ends a request, too: it may still be missing in a place. */
function isUndelivered({ end }: Case): boolean {
  return end?.outcome !== 'delivered';
}
