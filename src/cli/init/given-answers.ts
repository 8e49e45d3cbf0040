import { randomBytes } from 'node:crypto';
import { choosePlugin, choosePlugins } from '../../core/assembly/chosen-plugins.ts';
import { allSharedPlugins } from '../../core/assembly/shared-plugins.ts';
import { coreSettings } from '../../core/assembly/core-settings.ts';
import type { Report } from '../../core/checks/check-runner.ts';
import { SetupError } from '../../core/errors.ts';
import { runAllChecks } from '../../core/checks/all-checks.ts';
import type { Language } from '../../core/language/index.ts';
import { ownerLanguageName, terminalLanguage } from '../../core/owner-language/index.ts';
import type { Catalog } from '../../core/kinds/plugin.ts';
import type { Environment, Setting } from '../../core/settings/settings.ts';
import { documentsQuestion } from './documents-question.ts';
import { writtenValue } from '../../core/settings/read-settings.ts';
import { bookingQuestion, requestsQuestion } from './actions.ts';
import {
  alertQuestions,
  businessQuestions,
  chatQuestion,
  channelQuestions,
  holidaysQuestion,
  hoursQuestion,
  mannerQuestions,
  modelQuestions,
  type Answers,
  type InitQuestion,
} from './questions.ts';

/** The longest that one test of an answer may take, milliseconds. */
const deadlineMs = 10_000;

/** The setting with the token under which the channel brings messages; nobody has to think one up. */
export const webhookTokenName = 'GREEN_API_WEBHOOK_TOKEN';

/** The declarations of the bot's own settings and those of the chosen plugins, by name. */
export async function declarations(
  catalog: Catalog,
  environment: Environment,
): Promise<Map<string, Setting<unknown>>> {
  const chosen = [
    ...(await choosePlugins(catalog, environment)),
    ...(await allSharedPlugins(catalog, environment)),
  ];
  const plugins = chosen.flatMap(({ plugin }) =>
    Object.values<Setting<unknown>>(plugin?.settings ?? {}),
  );
  const own = coreSettings(catalog).flatMap(({ settings }) => Object.values(settings));
  return new Map([...own, ...plugins].map((setting) => [setting.env, setting]));
}

/** The questions whose answers are settings. */
const envQuestions = [
  ...alertQuestions,
  chatQuestion,
  ...channelQuestions,
  ...modelQuestions,
  ...mannerQuestions,
  holidaysQuestion,
];

/** What flags say, and where they say nothing, what the settings are already. */
export function givenAnswers(
  flags: Answers,
  settings: ReadonlyMap<string, Setting<unknown>>,
  environment: Environment,
): Answers {
  const all = [
    ...envQuestions,
    hoursQuestion,
    documentsQuestion,
    bookingQuestion,
    requestsQuestion,
    ...businessQuestions,
  ];
  return Object.fromEntries(
    all.map(({ flag, env }) => {
      const setting = env === undefined ? undefined : settings.get(env);
      return [flag, flags[flag] ?? (setting && writtenValue(setting, environment))];
    }),
  );
}

/** The variables that the person says: those of the flags, and all that are shown to somebody who is asked. */
export function namesSaid(flags: Answers, asks: boolean): string[] {
  const said = envQuestions.filter(({ flag }) => asks || flags[flag] !== undefined);
  return said.flatMap(({ env = [] }) => env);
}

/** Flags without which nothing can be written without a terminal. */
export function missingFlags(given: Answers, { prompt }: { prompt: boolean }): string[] {
  const needed = [...channelQuestions, ...(prompt ? businessQuestions : [])].filter(
    ({ required }) => required,
  );
  const missing = needed
    .filter(({ flag }) => given[flag] === undefined)
    .map(({ flag }) => `--${flag}`);
  const service = given['openai-key'] ?? given['base-url'];
  return service === undefined ? [...missing, '--openai-key (or --base-url)'] : missing;
}

/** Answers as variables; what a default says already is not written, unless something else stands there. What was emptied is written empty. */
export function variablesOf(
  questions: readonly InitQuestion[],
  answers: Answers,
  settings: ReadonlyMap<string, Setting<unknown>>,
  environment: Environment,
): Record<string, string> {
  const entries = questions.flatMap(({ flag, env }): [string, string][] => {
    const answer = answers[flag];
    const setting = env === undefined ? undefined : settings.get(env);
    if (!setting) return [];
    if (answer === undefined)
      return writtenValue(setting, environment) === undefined ? [] : [[setting.env, '']];
    return answer === setting.default && writtenValue(setting, environment) === undefined
      ? []
      : [[setting.env, answer]];
  });
  return Object.fromEntries(entries);
}

/** A token for the webhook, unless there is one. */
export function inventedToken(
  settings: ReadonlyMap<string, Setting<unknown>>,
  environment: Environment,
): Record<string, string> {
  const setting = settings.get(webhookTokenName);
  if (!setting || writtenValue(setting, environment) !== undefined) return {};
  return { [webhookTokenName]: randomBytes(24).toString('hex') };
}

/** The language that the owner chose, for the service too; else that of this terminal, unless it may be that of a machine. */
export function ownerLanguage(
  environment: Environment,
  chosen: Language | undefined,
): Record<string, string> {
  if (chosen !== undefined) return { [ownerLanguageName]: chosen };
  if (writtenValue({ env: ownerLanguageName }, environment) !== undefined) return {};
  const language = terminalLanguage(environment);
  return language === 'en' ? {} : { [ownerLanguageName]: language };
}

/** Rejects with a SetupError when the token of the webhook is one that may be guessed. */
export async function refuseShortToken(catalog: Catalog, environment: Environment): Promise<void> {
  const { plugin, values } = await choosePlugin('channel', catalog, environment);
  const callers = plugin?.callers?.(values);
  if (
    !callers ||
    callers.proof === 'strong' ||
    writtenValue({ env: callers.secret }, environment) === undefined
  )
    return;
  throw new SetupError(
    'webhook-token',
    `${callers.secret} is shorter than 16 characters and may be guessed`,
    {
      suggestions: [
        `Take its line out of .env and run this again: a long random word is then written. Tell the channel: wabot webhook set`,
      ],
    },
  );
}

/** Asks the services with these settings how they are. */
export function tryOut(
  only: readonly string[],
  catalog: Catalog,
  environment: Environment,
  signal: AbortSignal,
): Promise<Report> {
  return runAllChecks({ catalog, environment, only, deep: false, deadlineMs, signal });
}
