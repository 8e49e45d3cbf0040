import { CLIError } from '@oclif/core/errors';
import { strayingProblems } from '../../core/assembly/chosen-plugins.ts';
import { exitCodeOf, type Report } from '../../core/checks/check-runner.ts';
import { readIfThere, withEnvVariables, writeWhole } from '../../core/settings/env-file.ts';
import type { Language } from '../../core/language/index.ts';
import type { Translate } from '../../core/owner-language/index.ts';
import { vouchedFor } from '../../core/origins.ts';
import type { Catalog } from '../../core/kinds/plugin.ts';
import { readProxies } from '../../core/settings/proxy.ts';
import type { Environment, Setting } from '../../core/settings/settings.ts';
import { settingsError } from '../../core/settings/read-settings.ts';
import { starterPrompt } from '../../core/prompts/starter-prompt.ts';
import { asInvoked } from '../invoked.ts';
import { askHowMessagesArrive, type Arriving } from './arrival.ts';
import {
  businessQuestions,
  channelQuestions,
  interview,
  modelQuestions,
  type Answers,
  type Interview,
  type InitQuestion,
} from './questions.ts';
import {
  declarations,
  givenAnswers,
  inventedToken,
  missingFlags,
  namesSaid,
  ownerLanguage,
  refuseShortToken,
  tryOut,
  variablesOf,
} from './given-answers.ts';
import { askManner } from './manner.ts';
import { canAsk, confirmed, terminalQuestioner, type Questioner } from '../terminal/questions.ts';
import { toldReport } from '../owner-words.ts';
import { reportLines } from '../terminal/report-lines.ts';
import { screenOf } from '../terminal/screen.ts';
import { spinning } from '../terminal/spinner.ts';

const envFile = '.env';
const promptFile = 'prompt.md';

export interface InitDependencies {
  catalog: Catalog;
  environment: Environment;
  /** Answers by flag. */
  flags: Answers;
  languages: readonly Language[] | undefined;
  disclosure: boolean | undefined;
  /** The owner's, as chosen; undefined when nobody said. */
  ownerLanguage: Language | undefined;
  /** Whether messages are fetched, by flag. */
  poll: boolean | undefined;
  /** Ask nothing. */
  yes: boolean;
  signal: AbortSignal;
  /** Whether a spinner may be shown. */
  shown: boolean;
  /** In whose words a person is asked. */
  asking: Translate;
  /** The owner's words in what is said, those of a report among them. */
  words: Translate;
  /** Says something to the person. */
  say(line: string): void;
}

/** What was set up. */
export interface InitResult {
  /** Names of the variables that were written. */
  variables: string[];
  /** The prompt that was begun; null when there was one. */
  prompt: string | null;
  /** Whether every answer passed its test. */
  tested: boolean;
  /** The command to run now. */
  next: string;
}

/** The questions of `wabot init`, their tests, and what is written in the end; until then nothing is. */
export class Initializer {
  readonly #parts: InitDependencies;
  readonly #asks: boolean;
  readonly #questioner: Questioner;
  #tested = true;
  /** What must be run before the bot receives anything. */
  #first: string | undefined;

  constructor(parts: InitDependencies) {
    this.#asks = canAsk() && !parts.yes;
    this.#questioner = { ...terminalQuestioner, words: parts.asking };
    this.#parts = {
      ...parts,
      environment: vouchedFor(parts.environment, namesSaid(parts.flags, this.#asks)),
    };
  }

  async run(): Promise<InitResult> {
    const { catalog, environment, flags, ownerLanguage: language } = this.#parts;
    readProxies(environment);
    const settings = await declarations(catalog, environment);
    await refuseShortToken(catalog, environment);
    const given = givenAnswers(flags, settings, environment);
    const [old, prompt] = [await readIfThere(envFile), await readIfThere(promptFile)];
    await this.#permitted(given, { env: old !== undefined, prompt: prompt !== undefined });
    const channel = await this.#step(channelQuestions, ['channel'], given, settings, {});
    const variables = {
      ...channel,
      ...(await this.#step(modelQuestions, ['model', 'speech'], given, settings, channel)),
    };
    const from = { given, settings, asks: this.#asks, questioner: this.#questioner };
    const manner = await askManner(this.#parts, from, environment);
    const text = prompt === undefined ? await this.#prompt(from, manner.languages) : undefined;
    Object.assign(
      variables,
      manner.variables,
      inventedToken(settings, environment),
      ownerLanguage(environment, language),
    );
    this.#parts.signal.throwIfAborted();
    await writeWhole(envFile, withEnvVariables(old ?? '', variables), { secret: true });
    if (text !== undefined) await writeWhole(promptFile, text);
    this.#advise({ wrotePrompt: text !== undefined });
    return {
      variables: Object.keys(variables),
      prompt: text === undefined ? null : promptFile,
      tested: this.#tested,
      next: asInvoked('wabot serve', environment),
    };
  }

  /** What there is now, and what to do, in the order in which it has to be done. */
  #advise({ wrotePrompt }: { wrotePrompt: boolean }): void {
    const { say, words } = this.#parts;
    say(
      words(
        `Written: ${envFile}${wrotePrompt ? ` and ${promptFile}` : `; ${promptFile} was there and stays`}.`,
      ),
    );
    if (!this.#tested) say(words('Fix what failed above, then check again: `wabot doctor`'));
    if (wrotePrompt)
      say(
        words(
          `Add prices, address, delivery and payment to ${promptFile}: the bot says only what stands there.`,
        ),
      );
    say(
      words(
        this.#first === undefined ? 'Now run this:' : `First run \`${this.#first}\`, then this:`,
      ),
    );
  }

  /** Everything that is needed can be had, and the person agrees that the file is changed. */
  async #permitted(given: Answers, there: { env: boolean; prompt: boolean }): Promise<void> {
    if (!this.#asks) {
      const missing = missingFlags(given, { prompt: !there.prompt });
      if (missing.length > 0)
        throw new CLIError(`Not a terminal: add ${missing.join(', ')}.`, { exit: 2 });
      if (there.env && !this.#parts.yes)
        throw new CLIError(
          `There is a ${envFile} already: add --yes to change these names in it.`,
          { exit: 2 },
        );
      return;
    }
    if (
      !there.env ||
      (await confirmed(
        `There is a ${envFile}. Change what you answer now, and keep its other lines?`,
        true,
        this.#questioner,
      ))
    )
      return;
    throw new CLIError('Stopped; nothing was changed.', { exit: 130 });
  }

  /** Asks until the answers pass their test, or somebody keeps them all the same. */
  async #step(
    questions: readonly InitQuestion[],
    only: readonly string[],
    given: Answers,
    settings: ReadonlyMap<string, Setting<unknown>>,
    before: Environment,
  ): Promise<Record<string, string>> {
    for (let known = given; ;) {
      const answers = await interview(questions, {
        given: known,
        settings,
        asks: this.#asks,
        questioner: this.#questioner,
      });
      known = { ...known, ...answers };
      const variables = variablesOf(questions, answers, settings, this.#parts.environment);
      const environment = { ...this.#parts.environment, ...before, ...variables };
      const arriving = only.includes('channel') ? await this.#arriving(environment) : undefined;
      Object.assign(variables, arriving?.variables);
      const report = await this.#test(only, arriving?.trial ?? environment);
      if (report.level !== 'problem' || (await this.#keep(report))) return variables;
    }
  }

  /** How messages are to come in, with these answers about the channel. */
  async #arriving(environment: Environment): Promise<Arriving> {
    const arriving = await askHowMessagesArrive({
      ...this.#parts,
      environment,
      asks: this.#asks,
      questioner: this.#questioner,
    });
    this.#first = arriving.first;
    return arriving;
  }

  async #test(only: readonly string[], environment: Environment): Promise<Report> {
    const { catalog, signal, shown, say, words } = this.#parts;
    const straying = await strayingProblems(catalog, environment);
    if (straying.length > 0) throw settingsError(straying);
    const report = await spinning(words('Trying it out'), { shown }, () =>
      tryOut(only, catalog, environment, signal),
    );
    for (const line of reportLines(
      toldReport(report, words),
      screenOf(process.stderr, environment),
    ))
      say(line);
    return report;
  }

  async #keep(report: Report): Promise<boolean> {
    if (
      this.#asks &&
      !(await confirmed('The test failed. Keep these answers anyway?', false, this.#questioner))
    )
      return false;
    if (!this.#asks && !this.#parts.yes) {
      throw new CLIError(
        'The test failed and nothing was written; --yes keeps the answers anyway.',
        {
          exit: exitCodeOf(report),
        },
      );
    }
    this.#parts.say(this.#parts.words('Warning: kept, although the test failed.'));
    this.#tested = false;
    return true;
  }

  async #prompt(from: Interview, languages: readonly Language[] | undefined): Promise<string> {
    const { business = '', sells, hours, tone } = await interview(businessQuestions, from);
    return starterPrompt({
      name: business,
      sells,
      hours,
      tone,
      languages: languages ?? ['ru', 'kk', 'en'],
    });
  }
}
