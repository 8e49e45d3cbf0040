import { accountOf, withoutAccount } from '../../../core/phone.ts';
import { resolve } from 'node:path';
import { choosePlugin } from '../../../core/assembly/chosen-plugins.ts';
import { SetupError } from '../../../core/errors.ts';
import { liveRun } from '../../../core/health/run-note.ts';
import type { AccountSettings } from '../../../core/kinds/channel.ts';
import type { Catalog } from '../../../core/kinds/plugin.ts';
import type { WebhookSetup } from '../../../core/kinds/webhook-setup.ts';
import { openNetwork, type Network } from '../../../core/network/network.ts';
import { botSettings } from '../../../core/settings/bot-settings.ts';
import { readSettings, settingsError } from '../../../core/settings/read-settings.ts';
import type { Environment } from '../../../core/settings/settings.ts';
import { fieldsOf } from '../../../core/unknown-object.ts';
import { messengers, wires, type Wire } from '../../../sandbox/green-api/messenger.ts';
import type { Account } from '../../../sandbox/green-api/payloads.ts';
import { devMessengers } from '../messenger-flag.ts';
import type { EventFile } from './sample-event.ts';

/** A bot that runs, and how its webhook is reached. */
export interface RunningBot {
  /** Its webhook. */
  url: string;
  /** What proves a call; undefined: nothing has to. */
  token: string | undefined;
  account: Account;
  /** The chat as this account calls it. */
  chat: string;
  /** The way out, for a webhook behind https. */
  network: Network;
  /** Puts a file where the bot takes those of customers from: its link. */
  store(file: EventFile, signal: AbortSignal): Promise<string>;
}

/** The number of no account: nothing of a notification says more of ours than whether it wrote a message itself. */
const noAccount = '77000000001@c.us';

interface Where {
  catalog: Catalog;
  environment: Environment;
  /** The webhook, where the person has named it. */
  url: string | undefined;
}

/** The webhook of the bot that runs with the data folder of these settings; undefined when none is known to. */
export async function webhookHere(environment: Environment): Promise<string | undefined> {
  const { dataFolder } = readSettings({ dataFolder: botSettings.dataFolder }, environment).values;
  const run = await liveRun(resolve(dataFolder));
  if (!run) return undefined;
  const url = new URL('/webhook', run.address);
  if (url.hostname === '0.0.0.0') url.hostname = '127.0.0.1';
  if (url.hostname === '[::]') url.hostname = '[::1]';
  return url.href;
}

/** The bot behind a webhook, by the settings of its channel, and its account for this chat; the caller closes its network. */
export async function openRunningBot({
  catalog,
  environment,
  url,
  phone,
}: Where & { url: string; phone: string }): Promise<RunningBot> {
  const { name, plugin, values, problems } = await choosePlugin('channel', catalog, environment);
  if (name !== 'green-api')
    throw new SetupError('trigger', `Sample events are those of GREEN-API, not of ${name}`);
  const { dataFolder } = readSettings({ dataFolder: botSettings.dataFolder }, environment).values;
  if (problems.length > 0) throw settingsError(problems);
  const accounts = (await plugin?.accounts?.(values, resolve(dataFolder))) ?? [];
  const network = await openNetwork(environment);
  const log = { debug() {}, info() {}, warn() {}, error() {} };
  const world = { log, now: Date.now, fetch: network.fetch, dataFolder: resolve(dataFolder) };
  const setup = plugin?.webhook?.(values, world);
  return {
    url,
    ...accountOfChat(phone, accounts, values),
    chat: withoutAccount(phone),
    network,
    store: (file, signal) => stored(setup, file, signal),
  };
}

/** The instance that a chat belongs to, as its notifications name it, and what proves them. */
function accountOfChat(
  chat: string,
  accounts: readonly AccountSettings[],
  values: object,
): Pick<RunningBot, 'token' | 'account'> {
  const mark = accountOf(chat);
  const index = accounts.findIndex(({ id, isFirst }) => (mark ? id === mark : isFirst));
  const { id, messenger } = accounts[index] ?? accounts[0] ?? { id: '0', messenger: 'WhatsApp' };
  const { webhookToken } = fieldsOf(values);
  const tokens = typeof webhookToken === 'string' ? webhookToken.split(',') : [];
  const token = tokens.length === accounts.length ? tokens[index]?.trim() : webhookToken;
  return {
    token: typeof token === 'string' ? token : undefined,
    account: { id: Number(id), wid: noAccount, wire: wireOf(messenger), hidesPhones: true },
  };
}

function wireOf(messenger: string): Wire {
  const name = devMessengers.find((each) => messengers[each] === messenger) ?? 'whatsapp';
  return wires[name];
}

async function stored(
  setup: WebhookSetup | undefined,
  file: EventFile,
  signal: AbortSignal,
): Promise<string> {
  const link = await setup?.store?.(file, signal);
  if (link !== undefined) return link;
  throw new SetupError('trigger', 'The channel keeps no files for us', {
    suggestions: ['Say with --link where the file is.'],
  });
}
