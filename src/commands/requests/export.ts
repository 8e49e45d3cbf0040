import { writeFile } from 'node:fs/promises';
import * as Flags from '@oclif/core/flags';
import { printedRequest, RequestsCommand } from '../../cli/base/requests-command.ts';
import { requestsCsv } from '../../core/requests/csv.ts';

export default class RequestsExport extends RequestsCommand {
  static override readonly hidden = true;
  static override readonly summary = 'Export the requests as CSV or JSON.';
  static override readonly description =
    'Oldest first. In CSV an apostrophe goes before what a spreadsheet would take for a formula. The file holds names and phone numbers.';
  static override readonly examples = [
    '<%= config.bin %> requests export > requests.csv',
    '<%= config.bin %> requests export --format json --output requests.json',
  ];
  static override readonly flags = {
    format: Flags.string({
      summary: 'Form of the file.',
      options: ['csv', 'json'],
      default: 'csv',
    }),
    output: Flags.string({ char: 'o', summary: 'File to write, for its owner alone.' }),
  };

  async run(): Promise<{ requests: number; file: string | null }> {
    const { flags } = await this.parse(RequestsExport);
    return this.withJournal(async ({ cases }) => {
      const requests = (await cases.list({ kind: 'request' })).toReversed();
      const text =
        flags.format === 'json'
          ? `${JSON.stringify(requests.map(printedRequest), null, 2)}\n`
          : requestsCsv(requests);
      const { output: file } = flags;
      if (file !== undefined) await writeFile(file, text, { mode: 0o600 });
      else if (!this.jsonEnabled()) this.log(text.trimEnd());
      this.logToStderr(`Requests: ${requests.length}.`);
      return { requests: requests.length, file: file ?? null };
    });
  }
}
