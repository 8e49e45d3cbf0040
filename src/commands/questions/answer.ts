import { readFile, rename, stat, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import * as Args from '@oclif/core/args';
import { CLIError } from '@oclif/core/errors';
import { printedVersion, type PrintedVersion } from '../../cli/base/prompts-command.ts';
import { QuestionsCommand } from '../../cli/base/questions-command.ts';
import { interruption } from '../../cli/terminal/signals.ts';
import { openPlugins, type OpenPlugins } from '../../core/assembly/open-plugins.ts';
import { SetupError } from '../../core/errors.ts';
import { fetchPrompt, finishSync, planSync } from '../../core/prompts/prompt-sync.ts';
import { reviewPrompt } from '../../core/prompts/prompt-review.ts';
import { PromptVersions } from '../../core/prompts/prompt-versions.ts';
import { labelOf } from '../../core/prompts/version-label.ts';
import type { Settings } from '../../core/settings/settings.ts';
import { questionAndAnswer, withAnswer } from '../../core/unknown/answered-prompt.ts';

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

export default class QuestionsAnswer extends QuestionsCommand {
  /** Not on the first page of the help, which fits on one screen. */
  static override readonly hidden = true;
  static override readonly strict = false;
  static override readonly summary = 'Write the answer to a question into the prompt.';
  static override readonly description =
    'Adds question and answer to the end of the prompt file, or to its section of questions and answers, and makes it current as a new version. Where the prompt is a Google document, shows what to paste there. The question is then off the list.';
  static override readonly examples = [
    '<%= config.bin %> questions answer 17 "Да, можно оплатить Kaspi."',
  ];
  static override readonly args = {
    number: Args.string({ description: 'Number of the question.', required: true }),
    answer: Args.string({ description: 'The answer, as customers may read it.', required: true }),
  };

  async run(): Promise<Answered> {
    const { args, argv } = await this.parse(QuestionsAnswer);
    const answer = argv.slice(1).map(String).join(' ').trim();
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
      const group = await this.group(journal, args.number);
      const { number, question } = group;
      const version = await this.#written(opened, { question, answer }, stop);
      await this.end(journal, group, 'answered');
      const paste = version ? null : questionAndAnswer(question, answer);
      if (paste !== null) {
        this.logToStderr('Paste this into the document of the prompt, then: wabot prompts sync');
        this.show(paste);
      }
      return { number, question, answer, version, paste };
    } finally {
      await opened.close();
    }
  }

  /** The version with the answer; null where the prompt is no file of ours. */
  async #written(
    { plugins: { prompt }, world }: OpenPlugins<'journal' | 'prompt', Settings>,
    { question, answer }: { question: string; answer: string },
    stop: AbortSignal,
  ): Promise<PrintedVersion | null> {
    const { kind, source } = await fetchPrompt(prompt, stop);
    if (kind !== 'file') return null;
    await writeAnswer(resolve(source), question, answer);
    const versions = new PromptVersions(world.dataFolder);
    const plan = await planSync(prompt, versions, stop);
    const version = await finishSync(plan, versions, world.now());
    this.say(`${labelOf(version)} is current: the answer is in it.`);
    return printedVersion(version);
  }
}

/** Writes the file whole or not at all, with the rights that it has. */
async function writeAnswer(file: string, question: string, answer: string): Promise<void> {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new SetupError('prompt', 'There is no prompt file to write the answer into', {
      cause,
      suggestions: ['Write a prompt first: wabot init.'],
    });
  });
  const whole = withAnswer(text, question, answer);
  const { problem } = reviewPrompt(whole);
  if (problem !== undefined)
    throw new SetupError('prompt', `The prompt would be unusable: it ${problem}`);
  const draft = `${file}.draft`;
  await writeFile(draft, whole, { mode: (await stat(file)).mode });
  await rename(draft, file);
}
