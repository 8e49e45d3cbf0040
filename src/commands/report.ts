import * as Flags from '@oclif/core/flags';
import { clockOf, JournalCommand, phoneOf } from '../cli/base/journal-command.ts';
import { phoneFlag } from '../cli/phone-flag.ts';
import { reportTable } from '../cli/reports/report-table.ts';
import { pricesIn } from '../core/costs/prices.ts';
import { reportOf, type ReportLine } from '../core/drafts/report.ts';
import { printable } from '../core/printable.ts';
import { periodReport, type PeriodReport } from '../core/report/period-report.ts';

/** As printed with --json; what is not known is null. */
interface Reported {
  /** What these days were like; null for one phone. */
  figures: PeriodReport | null;
  answers: {
    chat: string;
    at: string;
    question: string | null;
    bot: string;
    owner: string | null;
    outcome: string | null;
  }[];
}

const dayMs = 24 * 60 * 60 * 1000;

export default class ShowReport extends JournalCommand {
  /** Not on the first page of the help, which fits on one screen. */
  static override readonly hidden = true;
  static override readonly summary = 'Show the figures of the last days, and what was drafted.';
  static override readonly description =
    'Chats and answers by day, how soon customers were answered, who was handed over, bookings, requests, what the bot did not know, and the cost as `usage` counts it. Then what the bot would have said beside what you wrote: what was noted with WABOT_MODE=observe, and what became of drafts. With --phone only the latter. Cases are kept for thirty days.';
  static override readonly examples = [
    '<%= config.bin %> report',
    '<%= config.bin %> report --phone 77001234567 --days 1',
  ];
  static override readonly flags = {
    phone: phoneFlag(),
    days: Flags.integer({ summary: 'Of how many days.', default: 7, min: 1, max: 30 }),
  };

  async run(): Promise<Reported> {
    const { phone, days } = (await this.parse(ShowReport)).flags;
    const prices = await pricesIn((await this.world()).catalog);
    return this.withJournal(async ({ cases, accounts }, { timeZone }) => {
      const wanted = { days, timeZone, now: Date.now(), prices };
      const figures = phone === undefined ? await periodReport({ accounts, cases }, wanted) : null;
      for (const line of figures ? reportTable(figures, this.screen, this.words) : [])
        this.show(printable(line));
      const which = phone === undefined ? {} : { chat: phone };
      const all = await cases.list({ kind: 'draft', ...which });
      const lines = reportOf(all, Date.now() - days * dayMs);
      if (figures && lines.length > 0) this.log('');
      for (const line of lines) this.log(`${this.#shown(line, clockOf(timeZone))}\n`);
      if (lines.length === 0) this.logToStderr('Nothing was observed or drafted.');
      return { figures, answers: lines.map(printed) };
    });
  }

  #shown(
    { chat, at, question, bot, owner, outcome }: ReportLine,
    clock: (at: number) => string,
  ): string {
    const told: readonly [string, string | undefined][] = [
      ['Customer', question],
      ['Bot', bot],
      ['You', owner],
      ['Draft', outcome],
    ];
    const lines = told.flatMap(([name, text]) =>
      text === undefined ? [] : [`${this.words(name)}: ${printable(text)}`],
    );
    return [`${clock(at)}  ${phoneOf(chat)}`, ...lines].join('\n');
  }
}

function printed({
  chat,
  at,
  question,
  bot,
  owner,
  outcome,
}: ReportLine): Reported['answers'][number] {
  return {
    chat,
    at: new Date(at).toISOString(),
    question: question ?? null,
    bot,
    owner: owner ?? null,
    outcome: outcome ?? null,
  };
}
