import { readFile, stat } from 'node:fs/promises';
import { openPlugins } from '../../core/assembly/open-plugins.ts';
import type { RunParts } from '../../core/evals/run-case.ts';
import {
  runSuite,
  type CaseResult,
  type EvalFile,
  type SuiteOptions,
} from '../../core/evals/suite.ts';
import { RolledBackPrompt } from '../../core/prompts/rolled-back-prompt.ts';
import { listedName } from '../../core/prompts/version-label.ts';
import { SetupError } from '../../core/errors.ts';
import { failureLines } from '../evals/eval-lines.ts';
import { Progress } from '../terminal/progress.ts';
import { PromptsCommand } from './prompts-command.ts';

/** A prompt, and a model by name, with which conversations are run. */
export interface Variant {
  /** For a person. */
  name: string;
  prompt: string;
  model?: string | undefined;
}

/** So many conversations are run side by side unless somebody says otherwise. */
export const usualJobs = 4;

/** What the commands that run conversations share. */
export abstract class EvalCommand extends PromptsCommand {
  /** Runs conversations with a bar on a terminal that shows how far it is. */
  protected async runAll(
    files: readonly EvalFile[],
    parts: RunParts,
    options: Omit<SuiteOptions, 'done'>,
  ): Promise<CaseResult[]> {
    const progress = new Progress(files.length, { shown: !this.jsonEnabled() });
    let count = 0;
    const done = ({ title }: CaseResult): void => progress.show((count += 1), title);
    try {
      return await runSuite(files, parts, { ...options, done });
    } finally {
      progress.clear();
    }
  }

  /** Runs the conversations of the folder `evals` with this prompt. Rejects with a SetupError where one does not pass, and says why. */
  protected async proveOnConversations(prompt: string, signal: AbortSignal): Promise<void> {
    const { foundFiles } = await import('../evals/found-files.ts');
    const { openEvalWorld } = await import('../evals/eval-world.ts');
    const files = await foundFiles([]);
    const world = await openEvalWorld({ ...(await this.world()), offline: false, record: false });
    try {
      const parts = await world.parts(prompt);
      const results = await this.runAll(files, parts, { repeat: 1, jobs: usualJobs, signal });
      for (const result of results)
        for (const line of failureLines(result, this.words, this.sideScreen)) this.tell(line);
      const failed = results.filter(({ passed }) => !passed).length;
      if (failed === 0) return;
      throw new SetupError(
        'evals',
        `The new prompt did not become current: ${failed} of ${results.length} conversations failed.`,
        {
          suggestions: [
            'Fix the prompt, or the conversation where it expects what no longer holds.',
          ],
        },
      );
    } finally {
      await world.close();
    }
  }

  /** The text of a file, a version by its number or name, or the current prompt. */
  protected async variant(
    name: string | undefined,
    model: string | undefined,
    signal: AbortSignal,
  ): Promise<Variant> {
    const versions = await this.versions();
    if (name !== undefined && (await isFile(name)))
      return { name, prompt: await readFile(name, 'utf8'), model };
    if (name !== undefined) {
      const { text, name: version } = await this.named(versions, name);
      return { name: version, prompt: text, model };
    }
    const opened = await openPlugins({
      ...(await this.world()),
      kinds: ['prompt'],
      settings: {},
      log: 'stderr',
    });
    const prompt = new RolledBackPrompt(opened.plugins.prompt, versions, opened.log);
    opened.onClose(() => prompt.close());
    try {
      const { text, version } = await prompt.load(signal);
      return { name: await listedName(versions, version), prompt: text, model };
    } finally {
      await opened.close();
    }
  }
}

/** Whether somebody means a file: a version is a number or `gdocs-12`. */
async function isFile(name: string): Promise<boolean> {
  if (/^(?:\w+-)?\d+$/.test(name)) return false;
  return (await stat(name).catch(() => undefined))?.isFile() ?? false;
}
