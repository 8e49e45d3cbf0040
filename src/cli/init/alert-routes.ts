import { resolve } from 'node:path';
import { CLIError } from '@oclif/core/errors';
import { within } from '../../core/deadline.ts';
import { ServiceError, WabotError } from '../../core/errors.ts';
import type { AnyPlugin, Catalog } from '../../core/kinds/plugin.ts';
import { openNetwork } from '../../core/network/network.ts';
import type { Translate } from '../../core/owner-language/index.ts';
import { botSettings } from '../../core/settings/bot-settings.ts';
import { readSettings } from '../../core/settings/read-settings.ts';
import type { Environment, Settings } from '../../core/settings/settings.ts';
import { spinning } from '../terminal/spinner.ts';
import { variablesOf } from './given-answers.ts';
import { alertQuestions, chatQuestion, interview, type Interview } from './questions.ts';

/** How long somebody has to press Start, milliseconds. */
const pairingMs = 3 * 60_000;

/** That Telegram knows no bot with this token. */
const refused = Symbol('refused');

export interface AlertRouteDependencies {
  catalog: Catalog;
  environment: Environment;
  signal: AbortSignal;
  /** Whether a spinner may be shown. */
  shown: boolean;
  words: Translate;
  say(line: string): void;
}

/** Where the owner is told: a phone, and a chat of Telegram, which is found by itself once somebody presses Start there. */
export async function askAlertRoutes(
  parts: AlertRouteDependencies,
  from: Interview,
): Promise<Record<string, string>> {
  const answers = await interview(alertQuestions, from);
  const { settings, given, asks } = from;
  const variables = variablesOf(alertQuestions, answers, settings, parts.environment);
  const token = answers['telegram-token'];
  const known = given[chatQuestion.flag];
  if (token === undefined) return variables;
  if (!asks && known === undefined)
    throw new CLIError('Not a terminal: set TELEGRAM_CHAT_ID, too.', { exit: 2 });
  const isSame = given['telegram-token'] === token && known !== undefined;
  const found = isSame || !asks ? { token, chat: known } : await pairedBot(token, parts, from);
  if (found?.chat !== undefined)
    return { ...variables, TELEGRAM_BOT_TOKEN: found.token, [chatQuestion.env]: found.chat };
  parts.say(parts.words('Telegram is left out: its chat is not known.'));
  return { ...variables, TELEGRAM_BOT_TOKEN: '' };
}

/** The bot and its chat; a token that Telegram refuses is asked for again. Undefined: none is wanted any more. */
async function pairedBot(
  first: string,
  parts: AlertRouteDependencies,
  from: Interview,
): Promise<{ token: string; chat: string | undefined } | undefined> {
  const tokenQuestions = alertQuestions.filter(({ flag }) => flag === 'telegram-token');
  for (let token: string | undefined = first; token !== undefined;) {
    const chat = await pairedChat(token, parts);
    if (chat !== refused) return { token, chat: chat ?? (await askChat(from)) };
    token = (await interview(tokenQuestions, { ...from, given: {} }))['telegram-token'];
  }
  return undefined;
}

async function askChat(from: Interview): Promise<string | undefined> {
  return (await interview([chatQuestion], from))[chatQuestion.flag];
}

/** The chat in which somebody has pressed Start; undefined when nobody did, or Telegram cannot be asked; `refused`: it does not know the bot. */
async function pairedChat(
  token: string,
  { catalog, environment, signal, shown, words, say }: AlertRouteDependencies,
): Promise<string | typeof refused | undefined> {
  const plugin: AnyPlugin | undefined = (await catalog['alert/telegram']?.())?.default;
  const trial = { ...environment, TELEGRAM_BOT_TOKEN: token };
  const { values } = readSettings((plugin?.settings ?? {}) as Settings, trial);
  const network = await openNetwork(environment);
  const { dataFolder } = readSettings({ dataFolder: botSettings.dataFolder }, environment).values;
  const log = { debug() {}, info() {}, warn() {}, error() {} };
  const world = { log, now: Date.now, fetch: network.fetch, dataFolder: resolve(dataFolder) };
  try {
    const pairing = plugin?.pairing?.(values, world);
    if (!pairing) return undefined;
    say(words(await pairing.invite(signal)));
    return await spinning(words('Waiting for Start'), { shown }, () =>
      within(pairingMs, signal, (limited) => pairing.chat(limited)),
    );
  } catch (error) {
    signal.throwIfAborted();
    say(words(error instanceof WabotError ? error.message : 'Nobody has pressed Start.'));
    return error instanceof ServiceError && isUnknownBot(error) ? refused : undefined;
  } finally {
    await network.close();
  }
}

/** Telegram answers so where a token is no bot's, or not one in its form. */
function isUnknownBot({ status }: ServiceError): boolean {
  return status === 401 || status === 404;
}
