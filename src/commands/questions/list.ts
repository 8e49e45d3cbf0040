import * as Flags from '@oclif/core/flags';
import { clockOf, JournalCommand } from '../../cli/base/journal-command.ts';
import {
  allQuestions,
  printedQuestion,
  type PrintedQuestion,
} from '../../core/unknown/asked-questions.ts';
import type { Column } from '../../cli/terminal/table.ts';

const columns: Column[] = [
  { heading: 'ID' },
  { heading: 'ASKED', align: 'right' },
  { heading: 'LAST' },
  { heading: 'LANGUAGE' },
  { heading: 'QUESTION', long: 'wrap' },
];

export default class QuestionsList extends JournalCommand {
  /** Not on the first page of the help, which fits on one screen. */
  static override readonly hidden = true;
  static override readonly summary = 'List what customers asked and the bot did not know.';
  static override readonly description =
    'Questions of the last thirty days that mean the same are counted together, the most frequent first. With --all also those that were answered or ignored. Phone numbers are masked. Works alongside a running `serve`.';
  static override readonly examples = [
    '<%= config.bin %> questions list',
    '<%= config.bin %> questions list --all --json',
  ];
  static override readonly flags = {
    all: Flags.boolean({ summary: 'Also those that were answered or ignored.' }),
  };

  async run(): Promise<{ questions: PrintedQuestion[] }> {
    const { flags } = await this.parse(QuestionsList);
    return this.withJournal(async (journal, { timeZone }) => {
      const groups = await allQuestions(journal, Date.now());
      const shown = groups.filter(({ state }) => flags.all || state === 'open');
      const questions = shown.map(printedQuestion);
      const clock = clockOf(timeZone);
      const rows = questions.map(({ number, count, lastAt, language, question }) => [
        String(number),
        String(count),
        clock(Date.parse(lastAt)),
        language ?? '–',
        question,
      ]);
      if (rows.length > 0) this.table(columns, rows);
      this.logToStderr(
        `Questions without an answer: ${groups.filter(({ state }) => state === 'open').length}.`,
      );
      return { questions };
    });
  }
}
