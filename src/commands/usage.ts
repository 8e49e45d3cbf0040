import * as Flags from '@oclif/core/flags';
import { pricesIn } from '../core/costs/prices.ts';
import {
  groupings,
  isSomething,
  usageReport,
  type Cost,
  type Grouping,
  type UsageReport,
} from '../core/costs/usage.ts';
import { JournalCommand, phoneOf } from '../cli/base/journal-command.ts';
import type { Translate } from '../core/owner-language/index.ts';
import type { Screen } from '../cli/terminal/screen.ts';
import { bar, tableLines, type Column } from '../cli/terminal/table.ts';
import { widthOf } from '../core/log/text-width.ts';

interface Printed extends UsageReport {
  by: Grouping;
  /** Money is in this currency. */
  currency: 'USD';
  /** The day of the prices. */
  prices: string;
}

/** In columns of the screen. */
const barWidth = 20;
const leastBarWidth = 6;

/** On a narrower screen a price that is not known is a sign. */
const wide = 100;

/** Characters spoken for customers stand there where any were. */
function numbers({ spokenCharacters }: Cost): Column[] {
  const spoken = spokenCharacters > 0 ? ['SPOKEN'] : [];
  const headings = ['REPLIES', 'TOKENS IN', 'CACHED', 'OUT', 'VOICE MIN', ...spoken, 'USD'];
  return headings.map((heading) => ({ heading, align: 'right' }));
}

export default class Usage extends JournalCommand {
  static override readonly summary = 'Show what the bot did and what it cost.';
  static override readonly description =
    "Shows replies, tokens, minutes of voice, characters spoken and cost by day in the business's time zone, starting with the first day that has any, or by chat or model, and how often functions were called. Cost is calculated from the vendor's list prices; a model without a known price is counted in tokens only.";
  static override readonly examples = [
    '<%= config.bin %> usage',
    '<%= config.bin %> usage --days 7 --by chat',
    '<%= config.bin %> usage --by model --json',
  ];
  static override readonly flags = {
    days: Flags.integer({
      summary: 'Number of days, including today.',
      default: 30,
      min: 1,
      max: 400,
      helpValue: '<number>',
    }),
    by: Flags.option({
      options: groupings,
      summary: 'What each line stands for.',
      default: 'day' as const,
    })(),
  };

  async run(): Promise<Printed> {
    const { flags } = await this.parse(Usage);
    const prices = await pricesIn((await this.world()).catalog);
    const pricesAsOf = prices.asOf ?? 'unknown';
    return this.withJournal(async ({ accounts }, { timeZone }) => {
      const options = { ...flags, timeZone, now: Date.now(), prices };
      const reading = (): Promise<UsageReport> =>
        usageReport((since) => accounts.usage(since), options);
      const report = await this.waiting('Reading the accounts', reading);
      for (const line of linesOf(report, flags.by, this.screen, this.words)) this.log(line);
      for (const line of functionLines(report, this.screen, this.words)) this.log(line);
      this.logToStderr(
        `${report.from} to ${report.to} (${timeZone}), at the prices of ${pricesAsOf}.`,
      );
      const { unpriced, estimated, objections } = report.total;
      if (objections)
        this.logToStderr(
          `Guards objected to answers before they were sent: ${namesOf(objections)}.`,
        );
      if (estimated)
        this.logToStderr(
          '≤: at most this much, as a service did not report how many tokens it used.',
        );
      if (unpriced.length > 0)
        this.logToStderr(`Price unknown, not included in the cost: ${unpriced.join(', ')}.`);
      return { by: flags.by, currency: 'USD', prices: pricesAsOf, ...report };
    });
  }
}

/** The guards, those that objected most often first. */
function namesOf(objections: Readonly<Partial<Record<string, number>>>): string {
  return Object.entries(objections)
    .toSorted(([, one = 0], [, other = 0]) => other - one)
    .map(([name, count]) => `${name} ${count}`)
    .join(', ');
}

/** The bars stand in the room that the figures leave on the screen; where there is hardly any, they are left out. */
function linesOf(
  { lines, total }: UsageReport,
  by: Grouping,
  screen: Screen,
  words: Translate,
): string[] {
  const headed: Column[] = [{ heading: by.toUpperCase(), long: 'wrap' }, ...numbers(total)];
  const columns = headed.map((column) => ({ ...column, heading: words(column.heading) }));
  const measure = total.money > 0 ? 'money' : 'replies';
  const most = Math.max(...lines.map((line) => line[measure]));
  const name = (key: string): string => (by === 'chat' ? phoneOf(key) : key);
  const begun = lines.findIndex(isSomething);
  const unknown = (screen.columns ?? wide) < wide ? '?' : words('price unknown');
  const shown = lines.slice(begun === -1 ? lines.length : begun);
  const rows = [
    ...shown.map((line) => [name(line.key), ...figures(line, total, unknown)]),
    [words('total'), ...figures(total, total, unknown)],
  ];
  const room =
    (screen.columns ?? Number.POSITIVE_INFINITY) -
    Math.max(...tableLines(columns, rows).map(widthOf)) -
    2;
  if (room < leastBarWidth) return tableLines(columns, rows, screen);
  const bars = shown.map((line) => bar(line[measure], most, Math.min(barWidth, room)));
  const withBars = rows.map((row, index) => [...row, bars[index] ?? '']);
  return tableLines([...columns, { heading: '' }], withBars, screen);
}

/** How often functions were called, where any were. */
function functionLines({ functions }: UsageReport, screen: Screen, words: Translate): string[] {
  if (functions.length === 0) return [];
  const columns = ['FUNCTION', 'CALLS', 'REFUSED', 'FAILED'].map((heading, index): Column => ({
    heading: words(heading),
    ...(index === 0 ? { long: 'wrap' } : { align: 'right' }),
  }));
  const rows = functions.map(({ name, calls, refused, failed }) => [
    name,
    ...[calls, refused, failed].map(String),
  ]);
  return ['', ...tableLines(columns, rows, screen)];
}

function figures(cost: Cost, { spokenCharacters: all }: Cost, unknown: string): string[] {
  const {
    replies,
    input,
    cached,
    output,
    voiceMinutes,
    spokenCharacters,
    money,
    estimated,
    unpriced,
  } = cost;
  const most = estimated ? '≤' : '';
  const dollars =
    unpriced.length > 0
      ? `${money > 0 ? `${most}${money.toFixed(4)} + ` : ''}${unknown}`
      : `${most}${money.toFixed(4)}`;
  const spoken = all > 0 ? [String(spokenCharacters)] : [];
  return [
    String(replies),
    `${most}${input}`,
    String(cached),
    `${most}${output}`,
    voiceMinutes.toFixed(1),
    ...spoken,
    dollars,
  ];
}
