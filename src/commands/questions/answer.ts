import * as Args from '@oclif/core/args';
import { CLIError } from '@oclif/core/errors';
import { EvalCommand } from '../../cli/base/eval-command.ts';
import { printedVersion, type PrintedVersion } from '../../cli/base/prompts-command.ts';
import { questionNamed } from '../../cli/reports/questions.ts';
import { interruption } from '../../cli/terminal/signals.ts';
import { openPlugins, type OpenPlugins } from '../../core/assembly/open-plugins.ts';
import { ProvedText } from '../../core/prompts/proved-text.ts';
import { labelOf } from '../../core/prompts/version-label.ts';
import type { Settings } from '../../core/settings/settings.ts';
import { answerInPrompt } from '../../core/unknown/answer-in-prompt.ts';
import { endQuestion } from '../../core/unknown/asked-questions.ts';
import { questionAndAnswer } from '../../core/unknown/answered-prompt.ts';
import type { QuestionGroup } from '../../core/unknown/question-groups.ts';

/** As printed with --json. */
interface Answered {
  number: number;
  question: string;
  answer: string;
  /** The version of the prompt that has it; null where a person has to paste it. */
  version: PrintedVersion | null;
  /** What is to be pasted; null where it was written. */
  paste: string | null;
}

export default class QuestionsAnswer extends EvalCommand {
  /** Not on the first page of the help, which fits on one screen. */
  static override readonly hidden = true;
  static override readonly summary = 'Write the answer to a question into the prompt.';
  static override readonly description =
    'Adds question and answer to the end of the prompt file, or to its section of questions and answers, and makes it current as a new version. Where the prompt is a Google document, shows what to paste there. The question is then off the list.';
  static override readonly examples = [
    '<%= config.bin %> questions answer 19 "Да, во дворе есть бесплатная парковка."',
  ];
  static override readonly args = {
    number: Args.string({ description: 'Number of the question.', required: true }),
    answer: Args.string({ description: 'The answer, as customers may read it.', required: true }),
  };

  async run(): Promise<Answered> {
    const { args } = await this.parse(QuestionsAnswer);
    const answer = args.answer.trim();
    if (answer === '') throw new CLIError('The answer is empty.', { exit: 2 });
    const stop = interruption();
    const opened = await openPlugins({
      ...(await this.world()),
      kinds: ['journal', 'prompt'],
      settings: {},
      log: 'stderr',
    });
    const { journal, prompt } = opened.plugins;
    opened.onClose(() => journal.close());
    opened.onClose(async () => prompt.close?.());
    try {
      const group = await questionNamed(journal, args.number);
      if (group.state === 'answered')
        throw new CLIError(`Question ${group.number} is answered already.`, { exit: 2 });
      const answered = await this.#written(opened, group, answer, stop);
      await endQuestion(journal, group, { outcome: 'answered', at: Date.now(), by: 'command' });
      return answered;
    } finally {
      await opened.close();
    }
  }

  async #written(
    { plugins: { prompt }, bot, world }: OpenPlugins<'journal' | 'prompt', Settings>,
    { number, question }: QuestionGroup,
    answer: string,
    stop: AbortSignal,
  ): Promise<Answered> {
    const prove = (text: string): Promise<void> => this.proveOnConversations(text, stop);
    const place = { prompt, versions: await this.versions(), ...(bot.evalOnSync ? { prove } : {}) };
    const given = { question, answer, at: world.now() };
    const version = await answerInPrompt(place, given, stop);
    if (version) {
      // A running bot does not pay for the conversations once more.
      if (bot.evalOnSync)
        await new ProvedText(world.dataFolder).write({ text: version.text, version: version.name });
      this.say(`${labelOf(version)} is current: the answer is in it.`);
      return { number, question, answer, version: printedVersion(version), paste: null };
    }
    const paste = questionAndAnswer(question, answer);
    this.logToStderr('Paste this into the document of the prompt, then: wabot prompts sync');
    this.show(paste);
    return { number, question, answer, version: null, paste };
  }
}
