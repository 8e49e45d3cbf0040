import * as Flags from '@oclif/core/flags';
import { pricesAsOf } from '../core/prices.ts';
import { groupings, isSomething, usageReport, type Cost, type Grouping, type UsageReport } from '../core/usage.ts';
import { JournalCommand, phoneOf } from '../journal-command.ts';
import { bar, tableLines, type Column } from '../table.ts';

interface Printed extends UsageReport {
  by: Grouping;
  /** Money is in this currency. */
  currency: 'USD';
  /** The day of the prices. */
  prices: string;
}

const barWidth = 20;

const numbers: Column[] = ['REPLIES', 'TOKENS IN', 'CACHED', 'OUT', 'VOICE MIN', 'USD'].map((heading) => ({
  heading,
  align: 'right',
}));

export default class Usage extends JournalCommand {
  static override readonly summary = 'Show what the bot did and what it cost.';
  static override readonly description =
    "Replies, tokens, minutes of voice and money, day by day in the business's time zone from the first day with any, or by chat or model. Money is worked out from the vendor's list prices; a model without a known price is counted in tokens only.";
  static override readonly examples = [
    '<%= config.bin %> usage',
    '<%= config.bin %> usage --days 7 --by chat',
    '<%= config.bin %> usage --by model --json',
  ];
  static override readonly flags = {
    days: Flags.integer({ summary: 'How many days, today included.', default: 30, min: 1, max: 400, helpValue: '<number>' }),
    by: Flags.option({ options: groupings, summary: 'What stands on a line.', default: 'day' as const })(),
  };

  async run(): Promise<Printed> {
    const { flags } = await this.parse(Usage);
    return this.withJournal(async ({ books }, { timeZone }) => {
      const report = await usageReport((since) => books.usage(since), { ...flags, timeZone, now: Date.now() });
      for (const line of linesOf(report, flags.by)) this.log(line);
      this.logToStderr(`${report.from} to ${report.to} (${timeZone}), at the prices of ${pricesAsOf}.`);
      const { unpriced } = report.total;
      if (unpriced.length > 0) this.logToStderr(`Price unknown, not in the money: ${unpriced.join(', ')}.`);
      return { by: flags.by, currency: 'USD', prices: pricesAsOf, ...report };
    });
  }
}

function linesOf({ lines, total }: UsageReport, by: Grouping): string[] {
  const columns = [{ heading: by.toUpperCase() }, ...numbers, { heading: '' }];
  const measure = total.money > 0 ? 'money' : 'replies';
  const most = Math.max(...lines.map((line) => line[measure]));
  const name = (key: string): string => (by === 'chat' ? phoneOf(key) : key);
  const begun = lines.findIndex(isSomething);
  const rows = lines
    .slice(begun === -1 ? lines.length : begun)
    .map((line) => [name(line.key), ...figures(line), bar(line[measure], most, barWidth)]);
  return tableLines(columns, [...rows, ['total', ...figures(total), '']]);
}

function figures({ replies, input, cached, output, voiceMinutes, money, unpriced }: Cost): string[] {
  const dollars = unpriced.length > 0 ? `${money > 0 ? `${money.toFixed(4)} + ` : ''}price unknown` : money.toFixed(4);
  return [String(replies), String(input), String(cached), String(output), voiceMinutes.toFixed(1), dollars];
}
