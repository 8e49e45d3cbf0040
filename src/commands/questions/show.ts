import * as Args from '@oclif/core/args';
import { clockOf, JournalCommand } from '../../cli/base/journal-command.ts';
import { questionNamed } from '../../cli/reports/questions.ts';
import { printedQuestion, type PrintedQuestion } from '../../core/unknown/asked-questions.ts';
import { printable } from '../../core/printable.ts';
import { questionOf } from '../../core/unknown/question-groups.ts';

interface Shown extends PrintedQuestion {
  /** Every time it was asked, newest first. */
  asked: { at: string; question: string; example: string }[];
}

export default class QuestionsShow extends JournalCommand {
  /** Not on the first page of the help, which fits on one screen. */
  static override readonly hidden = true;
  static override readonly summary = 'Show one question that the bot could not answer.';
  static override readonly description =
    'Prints how often it was asked, and what customers wrote. Phone numbers are masked.';
  static override readonly examples = ['<%= config.bin %> questions show 19'];
  static override readonly args = {
    number: Args.string({ description: 'Number of the question.', required: true }),
  };

  async run(): Promise<Shown> {
    const { args } = await this.parse(QuestionsShow);
    return this.withJournal(async (journal, { timeZone }) => {
      const group = await questionNamed(journal, args.number);
      const printed = printedQuestion(group);
      const { number, count, state } = printed;
      this.say(`question ${number}, asked ${count} times: ${state}`);
      const clock = clockOf(timeZone);
      const asked = group.cases.map((each) => ({
        at: new Date(each.at).toISOString(),
        question: questionOf(each),
        example: each.about.question ?? '',
      }));
      for (const { at, example } of asked)
        this.show(printable(`${clock(Date.parse(at))}  «${example}»`));
      return { ...printed, asked };
    });
  }
}
