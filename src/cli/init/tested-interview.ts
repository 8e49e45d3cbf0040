import { CLIError } from '@oclif/core/errors';
import { strayingProblems } from '../../core/assembly/chosen-plugins.ts';
import { exitCodeOf, type Report } from '../../core/checks/check-runner.ts';
import type { Translate } from '../../core/owner-language/index.ts';
import { settingsError } from '../../core/settings/read-settings.ts';
import type { Environment, Setting } from '../../core/settings/settings.ts';
import { toldReport } from '../owner-words.ts';
import { confirmed } from '../terminal/questions.ts';
import { reportLines } from '../terminal/report-lines.ts';
import { screenOf } from '../terminal/screen.ts';
import { spinning } from '../terminal/spinner.ts';
import { askHowMessagesArrive, type Arriving, type ArrivingDependencies } from './arrival.ts';
import { tryOut, variablesOf } from './given-answers.ts';
import { interview, type Answers, type InitQuestion } from './questions.ts';

/** What a TestedInterview works with. */
export interface TestedInterviewDependencies extends ArrivingDependencies {
  /** Keep answers whose test failed, without asking. */
  yes: boolean;
  /** Whether a spinner may be shown. */
  shown: boolean;
  words: Translate;
  /** Says something to the person. */
  say(line: string): void;
}

/** What is known before the questions. */
interface Known {
  given: Answers;
  settings: ReadonlyMap<string, Setting<unknown>>;
  /** Variables of earlier answers. */
  before: Environment;
}

/** Questions whose answers are tried out with the services that they are about. */
export class TestedInterview {
  readonly #dependencies: TestedInterviewDependencies;
  #tested = true;
  #first: string | undefined;

  constructor(dependencies: TestedInterviewDependencies) {
    this.#dependencies = dependencies;
  }

  /** Whether every answer so far passed its test. */
  get tested(): boolean {
    return this.#tested;
  }

  /** What must be run before the bot receives anything. */
  get first(): string | undefined {
    return this.#first;
  }

  /** Asks until the answers pass their test, or somebody keeps them all the same. */
  async ask(
    questions: readonly InitQuestion[],
    only: readonly string[],
    { given, settings, before }: Known,
  ): Promise<Record<string, string>> {
    const { environment, asks, questioner } = this.#dependencies;
    for (let known = given; ;) {
      const answers = await interview(questions, { given: known, settings, asks, questioner });
      known = { ...known, ...answers };
      const variables = variablesOf(questions, answers, settings, environment);
      const together = { ...environment, ...before, ...variables };
      const arriving = only.includes('channel') ? await this.#arriving(together) : undefined;
      Object.assign(variables, arriving?.variables);
      const report = await this.#test(only, arriving ?? { trial: together });
      if (report.level !== 'problem' || (await this.#keep(report))) return variables;
    }
  }

  /** How messages are to come in, with these answers about the channel. */
  async #arriving(environment: Environment): Promise<Arriving> {
    const arriving = await askHowMessagesArrive({ ...this.#dependencies, environment });
    this.#first = arriving.first;
    return arriving;
  }

  async #test(
    only: readonly string[],
    { trial: environment, trialSets }: Pick<Arriving, 'trial' | 'trialSets'>,
  ): Promise<Report> {
    const { catalog, signal, shown, say, words } = this.#dependencies;
    const straying = await strayingProblems(catalog, environment);
    if (straying.length > 0) throw settingsError(straying);
    const report = await spinning(words('Trying it out'), { shown }, () =>
      tryOut(only, catalog, environment, signal),
    );
    for (const line of reportLines(
      toldReport(withoutTrial(report, trialSets), words),
      screenOf(process.stderr, environment),
      words,
    ))
      say(line);
    return report;
  }

  async #keep(report: Report): Promise<boolean> {
    const { asks, questioner, yes, say, words } = this.#dependencies;
    const question = 'The test failed. Keep these answers anyway?';
    if (asks && !(await confirmed(question, false, questioner))) return false;
    if (!asks && !yes)
      throw new CLIError(
        'The test failed and nothing was written; --yes keeps the answers anyway.',
        { exit: exitCodeOf(report) },
      );
    say(words('Warning: kept, although the test failed.'));
    this.#tested = false;
    return true;
  }
}

/** The report without what it says of a setting that stands in no `.env` and will not. */
function withoutTrial(report: Report, setting: string | undefined): Report {
  if (setting === undefined) return report;
  const checks = report.checks.map((check) => ({
    ...check,
    findings: check.findings.filter(({ message }) => !message.includes(setting)),
  }));
  return { ...report, checks };
}
