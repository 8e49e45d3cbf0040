import * as Args from '@oclif/core/args';
import { CLIError } from '@oclif/core/errors';
import * as Flags from '@oclif/core/flags';
import { WabotCommand } from '../cli/base/base-command.ts';
import { exitCodeOf, isNamed, type Report } from '../core/checks/check-runner.ts';
import { checkNames, runAllChecks } from '../core/checks/all-checks.ts';
import { didYouMean } from '../core/did-you-mean.ts';
import { toldReport } from '../cli/owner-words.ts';
import { reportLines } from '../cli/terminal/report-lines.ts';
import { interruption } from '../cli/terminal/signals.ts';

/** The longest time of one check unless somebody names another, seconds. */
const patience = { usual: 10, deep: 30 };

export default class Doctor extends WabotCommand {
  static override readonly aliases = ['test'];
  static override readonly summary = 'Check everything the bot needs and say what to do.';
  static override readonly description =
    'Checks settings, the messenger’s account and its webhook, models, prompt, memory, journal, alerts, ffmpeg, disk, Node and clock at the same time; can run alongside `serve`. Exit 0: nothing is wrong; 3: you must act; 4: a service is failing, which may be temporary.';
  static override readonly examples = [
    '<%= config.bin %> doctor',
    '<%= config.bin %> doctor green-api --json',
    '<%= config.bin %> doctor openai --deep',
    '<%= config.bin %> doctor alerts --deep',
  ];
  static override readonly strict = false;
  static override readonly args = {
    check: Args.string({
      description: 'Checks to run, such as settings, green-api, model; by default all.',
    }),
  };
  static override readonly flags = {
    deep: Flags.boolean({
      summary:
        'Also request a real answer and a real transcription, which cost a little, and send a test alert.',
    }),
    timeout: Flags.integer({
      min: 1,
      max: 600,
      summary: 'Time limit for one check, in seconds.',
      helpValue: '<seconds>',
    }),
  };

  async run(): Promise<Report> {
    const { argv, flags } = await this.parse(Doctor);
    const { catalog, environment } = await this.world();
    const only = argv.map(String);
    this.#refuseUnknown(only, checkNames(catalog, environment));
    await this.gate.askAhead(catalog, environment);
    const { deep } = flags;
    const deadlineMs = (flags.timeout ?? (deep ? patience.deep : patience.usual)) * 1000;
    const options = { catalog, environment, only, deep, deadlineMs, signal: interruption() };
    const report = await this.waiting('Checking', () => runAllChecks(options));
    for (const line of reportLines(toldReport(report, this.words), this.screen, this.words))
      this.log(line);
    process.exitCode = exitCodeOf(report);
    return report;
  }

  #refuseUnknown(only: readonly string[], names: readonly string[]): void {
    const unknown = only.find((word) => !names.some((name) => isNamed(name, [word])));
    if (unknown === undefined) return;
    const meant = didYouMean(unknown, [...names, ...names.flatMap((name) => name.split('/'))]);
    const hint = meant === undefined ? '' : ` Did you mean ${meant}?`;
    throw new CLIError(`There is no check ${unknown}.${hint} Checks are: ${names.join(', ')}.`, {
      exit: 2,
    });
  }
}
