import * as Args from '@oclif/core/args';
import {
  printedQuestion,
  QuestionsCommand,
  type PrintedQuestion,
} from '../../cli/base/questions-command.ts';

export default class QuestionsIgnore extends QuestionsCommand {
  /** Not on the first page of the help, which fits on one screen. */
  static override readonly hidden = true;
  static override readonly summary = 'Take a question off the list, and those like it.';
  static override readonly description =
    'For what the business does not want to answer. Questions that mean the same are not listed for thirty days either.';
  static override readonly examples = ['<%= config.bin %> questions ignore 17'];
  static override readonly args = {
    number: Args.string({ description: 'Number of the question.', required: true }),
  };

  async run(): Promise<PrintedQuestion> {
    const { args } = await this.parse(QuestionsIgnore);
    return this.withJournal(async (journal) => {
      const group = await this.group(journal, args.number);
      await this.end(journal, group, 'dropped');
      this.logToStderr(`Ignored: question ${group.number}.`);
      return printedQuestion(await this.group(journal, args.number));
    });
  }
}
