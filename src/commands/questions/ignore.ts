import * as Args from '@oclif/core/args';
import { CLIError } from '@oclif/core/errors';
import { JournalCommand } from '../../cli/base/journal-command.ts';
import { questionNamed } from '../../cli/reports/questions.ts';
import {
  endQuestion,
  printedQuestion,
  type PrintedQuestion,
} from '../../core/unknown/asked-questions.ts';

export default class QuestionsIgnore extends JournalCommand {
  /** Not on the first page of the help, which fits on one screen. */
  static override readonly hidden = true;
  static override readonly summary = 'Take a question off the list, and those like it.';
  static override readonly description =
    'For what the business does not want to answer. Questions that mean the same are not listed for thirty days either.';
  static override readonly examples = ['<%= config.bin %> questions ignore 20'];
  static override readonly args = {
    number: Args.string({ description: 'Number of the question.', required: true }),
  };

  async run(): Promise<PrintedQuestion> {
    const { args } = await this.parse(QuestionsIgnore);
    return this.withJournal(async (journal) => {
      const group = await questionNamed(journal, args.number);
      if (group.state === 'answered')
        throw new CLIError(`Question ${group.number} is answered already.`, {
          exit: 2,
          suggestions: [`See it: wabot questions show ${group.number}`],
        });
      await endQuestion(journal, group, { outcome: 'dropped', at: Date.now(), by: 'command' });
      this.logToStderr(`Ignored: question ${group.number}.`);
      return printedQuestion(await questionNamed(journal, args.number));
    });
  }
}
