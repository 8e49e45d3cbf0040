import * as Flags from '@oclif/core/flags';
import { clockOf } from '../../cli/base/journal-command.ts';
import {
  printedRequest,
  requestState,
  RequestsCommand,
  type PrintedRequest,
} from '../../cli/base/requests-command.ts';
import type { Column } from '../../cli/terminal/table.ts';
import { printable } from '../../core/printable.ts';

const columns: Column[] = [
  ...['ID', 'WHEN', 'STATE', 'CUSTOMER'].map((heading) => ({ heading })),
  { heading: 'REQUEST', long: 'cut' },
];

export default class RequestsList extends RequestsCommand {
  static override readonly hidden = true;
  static override readonly summary = 'List what customers have left with the business.';
  static override readonly description =
    'Newest first; those that are in every sink stay for thirty days. Works alongside a running `serve`.';
  static override readonly examples = [
    '<%= config.bin %> requests list',
    '<%= config.bin %> requests list --open --json',
  ];
  static override readonly flags = {
    open: Flags.boolean({ summary: 'Only those that are not in every sink yet.' }),
  };

  async run(): Promise<{ requests: PrintedRequest[] }> {
    const { flags } = await this.parse(RequestsList);
    return this.withJournal(async ({ cases }, { timeZone }) => {
      const found = await cases.list({ kind: 'request', ...(flags.open ? { open: true } : {}) });
      const requests = found.map(printedRequest);
      const clock = clockOf(timeZone);
      const rows = requests.map((request) => [
        String(request.number),
        clock(Date.parse(request.at)),
        this.words(requestState(request)),
        request.phone,
        printable(request.fields.map(({ value }) => value).join('; ')).replaceAll('\n', ' '),
      ]);
      if (rows.length > 0) this.table(columns, rows);
      this.logToStderr(`Requests: ${requests.length}.`);
      return { requests };
    });
  }
}
