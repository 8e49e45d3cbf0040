import { CLIError } from '@oclif/core/errors';
import { readIfThere, withEnvVariables, writeWhole } from '../../core/settings/env-file.ts';
import type { Language } from '../../core/language/index.ts';
import type { Translate } from '../../core/owner-language/index.ts';
import { vouchedFor } from '../../core/origins.ts';
import type { Catalog } from '../../core/kinds/plugin.ts';
import { readProxies } from '../../core/settings/proxy.ts';
import type { Environment } from '../../core/settings/settings.ts';
import { asInvoked } from '../invoked.ts';
import { channelQuestions, modelQuestions, type Answers, type Interview } from './questions.ts';
import {
  declarations,
  givenAnswers,
  inventedToken,
  missingFlags,
  namesSaid,
  ownerLanguage,
  refuseShortToken,
} from './given-answers.ts';
import { askActions, bookingFile, type ActionAnswers } from './actions.ts';
import { askAlertRoutes } from './alert-routes.ts';
import { askDocuments } from './documents-question.ts';
import { askManner } from './manner.ts';
import { askPrompt } from './business-prompt.ts';
import { askOpening } from './opening.ts';
import { bringEvals } from './starter-evals.ts';
import { TestedInterview } from './tested-interview.ts';
import { canAsk, confirmed, terminalQuestioner, type Questioner } from '../terminal/questions.ts';

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
  readonly #interview: TestedInterview;

  constructor(parts: InitDependencies) {
    this.#asks = canAsk() && !parts.yes;
    this.#questioner = { ...terminalQuestioner, words: parts.asking };
    this.#parts = {
      ...parts,
      environment: vouchedFor(parts.environment, namesSaid(parts.flags, this.#asks)),
    };
    this.#interview = new TestedInterview({
      ...this.#parts,
      asks: this.#asks,
      questioner: this.#questioner,
    });
  }

  async run(): Promise<InitResult> {
    const { catalog, environment, flags, ownerLanguage: language } = this.#parts;
    readProxies(environment);
    const settings = await declarations(catalog, environment);
    await refuseShortToken(catalog, environment);
    const given = givenAnswers(flags, settings, environment);
    const [old, prompt] = [await readIfThere(envFile), await readIfThere(promptFile)];
    await this.#permitted(given, { env: old !== undefined, prompt: prompt !== undefined });
    const known = { given, settings, before: {} };
    const channel = await this.#interview.ask(channelQuestions, ['channel'], known);
    const model = await this.#interview.ask(modelQuestions, ['model', 'speech'], {
      ...known,
      before: channel,
    });
    const variables = { ...channel, ...model };
    const from = { given, settings, asks: this.#asks, questioner: this.#questioner };
    const manner = await askManner(this.#parts, from, environment);
    const opening = await askOpening(from, environment);
    const { plan, ...duties } = await this.#askDuties(from);
    const text =
      prompt === undefined ? await askPrompt(from, manner.languages, opening.hours) : undefined;
    const documents = await askDocuments(from, environment);
    Object.assign(variables, documents, manner.variables, opening.variables, duties.variables);
    Object.assign(variables, inventedToken(settings, environment));
    Object.assign(variables, ownerLanguage(environment, language));
    this.#parts.signal.throwIfAborted();
    await writeWhole(envFile, withEnvVariables(old ?? '', variables), { secret: true });
    if (text !== undefined) await writeWhole(promptFile, text);
    if (plan !== undefined) await writeWhole(bookingFile, plan);
    await bringEvals(manner.languages, this.#parts);
    this.#advise({ wrotePrompt: text !== undefined, wrotePlan: plan !== undefined });
    return this.#result(Object.keys(variables), text !== undefined);
  }

  #result(variables: string[], wrotePrompt: boolean): InitResult {
    return {
      variables,
      prompt: wrotePrompt ? promptFile : null,
      tested: this.#interview.tested,
      next: asInvoked('wabot serve', this.#parts.environment),
    };
  }

  /** Who is told of what, and what customers may book and leave. */
  async #askDuties(from: Interview): Promise<ActionAnswers> {
    const routes = await askAlertRoutes(this.#parts, from);
    const { variables, plan } = await askActions(from, this.#parts.environment);
    return { variables: { ...routes, ...variables }, plan };
  }

  /** What there is now, and what to do, in the order in which it has to be done. */
  #advise({ wrotePrompt, wrotePlan }: { wrotePrompt: boolean; wrotePlan: boolean }): void {
    const { say, words } = this.#parts;
    const { first, tested } = this.#interview;
    say(
      words(
        `Written: ${envFile}${wrotePrompt ? ` and ${promptFile}` : `; ${promptFile} was there and stays`}.`,
      ),
    );
    if (!tested) say(words('Fix what failed above, then check again: `wabot doctor`'));
    if (wrotePrompt)
      say(
        words(
          `Add prices, address, delivery and payment to ${promptFile}: the bot says only what stands there.`,
        ),
      );
    if (wrotePlan) say(words(`Add who works when to ${bookingFile}; try it out: \`wabot dev\``));
    say(words(first === undefined ? 'Now run this:' : `First run \`${first}\`, then this:`));
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
}
