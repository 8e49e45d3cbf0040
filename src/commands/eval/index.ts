import { rm, writeFile } from 'node:fs/promises';
import * as Args from '@oclif/core/args';
import { CLIError } from '@oclif/core/errors';
import * as Flags from '@oclif/core/flags';
import { compareResults, type Compared } from '../../core/evals/compare.ts';
import { junitOf } from '../../core/evals/junit.ts';
import {
  evalSummary,
  throwIfOut,
  type CaseResult,
  type EvalSummary,
} from '../../core/evals/suite.ts';
import { EvalCommand, usualJobs, type Variant } from '../../cli/base/eval-command.ts';
import {
  comparedColumns,
  comparedRows,
  failureLines,
  summaryLines,
} from '../../cli/evals/eval-lines.ts';
import { openEvalWorld, type EvalWorld } from '../../cli/evals/eval-world.ts';
import { foundFiles } from '../../cli/evals/found-files.ts';
import { printedCase, type PrintedCase } from '../../cli/evals/printed-case.ts';
import { interruption } from '../../cli/terminal/signals.ts';

interface Evaluated {
  summary: EvalSummary;
  cases: PrintedCase[];
  /** With --against, or two models. */
  compared: Compared[] | null;
}

/** Which prompts and models are wanted. */
interface Wanted {
  prompt: string | undefined;
  against: string | undefined;
  model: string[] | undefined;
  record: boolean;
  offline: boolean;
  resume: boolean;
  repeat: number;
}

export default class Eval extends EvalCommand {
  static override readonly strict = false;
  static override readonly hidden = true;
  static override readonly summary = 'Run conversations as tests of the prompt, sending nothing.';
  static override readonly description =
    'Each file of the folder evals is one conversation with what is expected of the answers; it runs through the real turn, lanes and guards, and nothing is sent. Exits with 1 when something is not as expected. Without a key the sandbox answers; --offline answers from what --record took down.';
  static override readonly examples = [
    '<%= config.bin %> eval',
    '<%= config.bin %> eval evals/price.yaml --repeat 5',
    '<%= config.bin %> eval --prompt 12 --against 11',
    '<%= config.bin %> eval --offline --junit report.xml',
  ];
  static override readonly args = {
    file: Args.string({
      description: 'Files and folders of conversations; the folder evals without one.',
    }),
  };
  static override readonly flags = {
    prompt: Flags.string({
      summary:
        'Run with this version from `prompts list` (number or name), or with this file, instead of the current prompt.',
      helpValue: '<version>',
    }),
    against: Flags.string({
      summary: 'Also run with this version or file, and show what got better and worse.',
      helpValue: '<version>',
    }),
    model: Flags.string({
      multiple: true,
      summary: 'Ask this model; given twice, the first is compared with the second.',
      helpValue: '<name>',
    }),
    repeat: Flags.integer({
      summary: 'Run each conversation so often; it passes when it passes each time.',
      default: 1,
      min: 1,
      max: 100,
      helpValue: '<number>',
    }),
    jobs: Flags.integer({
      summary: 'Conversations to run side by side.',
      default: usualJobs,
      min: 1,
      max: 32,
      helpValue: '<number>',
    }),
    record: Flags.boolean({
      summary: 'Keep the answers in evals/recorded, for --offline.',
      exclusive: ['offline', 'against', 'resume'],
    }),
    offline: Flags.boolean({
      summary:
        'Ask no service: answer from what is recorded; where nothing is, the sandbox answers.',
    }),
    resume: Flags.boolean({
      summary:
        'Go on where a run with the same prompt was cut off, and end as soon as a service cannot be asked.',
    }),
    junit: Flags.string({
      summary: 'Also write the results to this file as JUnit has them, for CI.',
      helpValue: '<file>',
    }),
  };

  async run(): Promise<Evaluated> {
    const { flags, argv } = await this.parse(Eval);
    const stop = interruption();
    const files = await foundFiles(argv.map(String));
    const { catalog, environment } = await this.world();
    const { offline, record, repeat, jobs } = flags;
    const variants = await this.#variants(flags, stop);
    const kept = flags.resume ? await this.keptAnswers(variants[0]?.prompt ?? '') : undefined;
    const options = { offline, record, ...(kept !== undefined && { kept }) };
    const world = await openEvalWorld({ catalog, environment, ...options });
    try {
      const results: CaseResult[][] = [];
      const done = flags.resume ? throwIfOut : undefined;
      for (const variant of variants) {
        const parts = await world.parts(variant.prompt, variant.model);
        const running = { repeat, jobs, signal: stop, ...(done && { done }) };
        results.push(await this.runAll(files, parts, running));
      }
      const [now = [], before] = results;
      if (flags.junit !== undefined) await writeFile(flags.junit, junitOf(now));
      if (kept !== undefined) await rm(kept, { recursive: true, force: true });
      if (now.some(({ passed }) => !passed)) process.exitCode = 1;
      return this.#print(now, before, { world, variants });
    } finally {
      await world.close();
    }
  }

  /** What is run, and what it is compared with. */
  async #variants(
    { prompt, against, model = [], record, offline, resume, repeat }: Wanted,
    stop: AbortSignal,
  ): Promise<Variant[]> {
    if (resume && (offline || against !== undefined || model.length > 0 || repeat > 1))
      throw new CLIError('--resume goes without --offline, --against, --model and --repeat.', {
        exit: 2,
      });
    const [first, second, ...more] = model;
    if (more.length > 0 || (second !== undefined && against !== undefined))
      throw new CLIError('Two at most can be compared: two prompts, or two models.', { exit: 2 });
    if (second !== undefined && record)
      throw new CLIError('--record takes down what one model answers: name one.', { exit: 2 });
    const now = await this.variant(prompt, first, stop);
    if (against !== undefined) return [now, await this.variant(against, first, stop)];
    if (second === undefined) return [now];
    return [
      { ...now, name: first ?? '' },
      { ...now, name: second, model: second },
    ];
  }

  #print(
    now: readonly CaseResult[],
    before: readonly CaseResult[] | undefined,
    { world, variants }: { world: EvalWorld; variants: readonly Variant[] },
  ): Evaluated {
    for (const result of now)
      for (const line of failureLines(result, this.words, this.screen)) this.log(line);
    const compared = before ? compareResults(now, before) : null;
    const [one, other] = variants;
    if (compared && one && other)
      this.table(comparedColumns([one.name, other.name]), comparedRows(compared, this.words));
    const summary = evalSummary(now);
    for (const line of summaryLines(summary, world.isSandbox)) this.say(line);
    return { summary, cases: now.map(printedCase), compared };
  }
}
