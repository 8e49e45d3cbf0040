import { createHash } from 'node:crypto';
import { readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { openPlugins } from '../../core/assembly/open-plugins.ts';
import type { RunParts } from '../../core/evals/run-case.ts';
import {
  runSuite,
  throwIfOut,
  type CaseResult,
  type EvalFile,
  type SuiteOptions,
} from '../../core/evals/suite.ts';
import { RolledBackPrompt } from '../../core/prompts/rolled-back-prompt.ts';
import { listedName } from '../../core/prompts/version-label.ts';
import { ServiceError, SetupError } from '../../core/errors.ts';
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
    { done: heard, ...options }: Omit<SuiteOptions, 'done'> & Partial<Pick<SuiteOptions, 'done'>>,
  ): Promise<CaseResult[]> {
    const progress = new Progress(files.length, { shown: !this.jsonEnabled() });
    let count = 0;
    const done = (result: CaseResult): void => {
      progress.show((count += 1), result.title);
      heard?.(result);
    };
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
    const started = await this.world();
    const kept = await this.keptAnswers(prompt);
    const world = await openEvalWorld({ ...started, offline: false, record: false, kept });
    try {
      const parts = await world.parts(prompt);
      const options = { repeat: 1, jobs: usualJobs, signal, done: throwIfOut };
      const results = await this.runAll(files, parts, options).catch(couldNotBeRun);
      await rm(kept, { recursive: true, force: true });
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

  /** Where the answers are kept with which a trial of this text goes on that was cut off; under other settings they are others. */
  protected async keptAnswers(prompt: string): Promise<string> {
    const { environment } = await this.world();
    const settings = Object.entries(environment)
      .filter(([name]) => /^(?:OPENAI|WABOT)_/.test(name))
      .toSorted(([one], [other]) => (one < other ? -1 : 1));
    const name = createHash('sha256')
      .update(JSON.stringify([prompt, settings]))
      .digest('hex');
    return join(await this.dataFolder(), 'prompts', 'tried', name.slice(0, 16));
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

/** Puts the failure of a service into the words of a trial; nothing is wrong with the prompt. */
function couldNotBeRun(error: unknown): never {
  if (!(error instanceof ServiceError)) throw error;
  const { retryable, message } = error;
  throw new ServiceError(
    'evals',
    `The new prompt did not become current: its conversations could not be run: ${message}`,
    { retryable, suggestions: ['Run the command again once the service answers.'] },
  );
}

/** Whether somebody means a file: a version is a number or `gdocs-12`. */
async function isFile(name: string): Promise<boolean> {
  if (/^(?:\w+-)?\d+$/.test(name)) return false;
  return (await stat(name).catch(() => undefined))?.isFile() ?? false;
}
