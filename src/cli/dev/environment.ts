import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  namesIn,
  pluginSetting,
  pluginVariable,
  vendorNames,
} from '../../core/assembly/plugin-settings.ts';
import type { Catalog, Kind } from '../../core/kinds/plugin.ts';
import type { Environment, Settings } from '../../core/settings/settings.ts';
import type { GreenApiSandbox, SandboxMessenger } from '../../sandbox/green-api/index.ts';
import type { OpenAiSandbox } from '../../sandbox/openai/index.ts';
import type { DevFault } from './dev-faults.ts';
import { exampleSettings, type ExampleName } from './examples.ts';
import { ownersNumber } from './owners-phone.ts';

export interface DevWorldOptions {
  catalog: Catalog;
  environment: Environment;
  /** Use the sandbox's model even when there is a key. */
  offline: boolean;
  /** What customers write in; WhatsApp when undefined. */
  messenger?: SandboxMessenger | undefined;
  /** The business to work for in place of the person's own. */
  example?: ExampleName | undefined;
  /** Where journal and memory are kept; a temporary folder when undefined. */
  data: string | undefined;
  /** What goes wrong; nothing when undefined. */
  faults?: readonly DevFault[] | undefined;
  /** Of wabot, as the owner's page shows it. */
  version?: string | undefined;
  /** Whether the phones are shown on a page; they are not when undefined. */
  page?: boolean | undefined;
}

/** The sandbox. */
interface Vendors {
  greenApi: GreenApiSandbox;
  openAi: OpenAiSandbox;
}

/** Under which the sandbox of GREEN-API brings messages. */
export const webhookToken = 'sandbox-webhook-token';

const examplePrompt = fileURLToPath(new URL('../../../examples/prompt.md', import.meta.url));

/** The plugins whose vendors the sandbox plays: always, and without a key of the model's service. */
const playedAlways = ['channel/green-api'];
const playedWithoutKey = ['model/openai', 'speech/openai', 'voice/openai'];

/** Names without a value, each of which hides what the person has set. */
type Hidden = Record<string, undefined>;

function hidden(names: readonly string[]): Hidden {
  return Object.fromEntries(names.map((name) => [name, undefined]));
}

/** Hides every setting that belongs to the vendors of these plugins alone. */
async function withoutVendors(catalog: Catalog, ids: readonly string[]): Promise<Hidden> {
  const there = ids.flatMap((id) => catalog[id] ?? []);
  const loaded = await Promise.all(there.map((load) => load()));
  return hidden(loaded.flatMap((plugin) => vendorNames(plugin.default)));
}

/** Hides every setting of the ways on which people are told: nobody hears of what is only played, but the sandbox's owner. */
async function withoutWays(catalog: Catalog): Promise<Hidden> {
  const ways = Object.keys(catalog).filter((id) => /^(?:alert|sink)\//.test(id));
  const loaded = await Promise.all(ways.flatMap((id) => catalog[id]?.() ?? []));
  return hidden(loaded.flatMap((plugin) => namesIn(plugin.default.settings as Settings)));
}

/** The person's own environment with the vendors replaced by the sandbox. */
export async function devEnvironment(
  options: DevWorldOptions,
  { greenApi, openAi, folder }: Vendors & { folder: string },
): Promise<Environment> {
  return {
    ...(await sandboxEnvironment(options, { openAi, folder })),
    GREEN_ID_INSTANCE: String(greenApi.idInstance),
    GREEN_API_TOKEN: greenApi.token,
    GREEN_API_URL: greenApi.url,
    GREEN_API_MEDIA_URL: greenApi.url,
    GREEN_API_WEBHOOK_TOKEN: webhookToken,
    WABOT_MEDIA_HOSTS: greenApi.url,
    HOST: '127.0.0.1',
    PORT: '0',
  };
}

/** Whether there is a key of the service that writes the answers. */
export function hasModelKey(environment: Environment): boolean {
  return (environment['OPENAI_API_KEY'] ?? environment['OPEN_AI_KEY'] ?? '') !== '';
}

/** The same without WhatsApp, for a bot that keeps everything in `folder`; without `openAi` the model is the person's own. */
export async function sandboxEnvironment(
  options: DevWorldOptions,
  { openAi, folder }: Partial<Pick<Vendors, 'openAi'>> & { folder: string },
): Promise<Environment> {
  const { catalog, offline, example } = options;
  const environment = {
    ...options.environment,
    ...(example === undefined ? {} : exampleSettings(example)),
  };
  const real = !openAi || (!offline && hasModelKey(environment));
  const sandboxModel = {
    ...(await withoutVendors(catalog, playedWithoutKey)),
    ...hidden([pluginVariable('voice'), pluginVariable('speech')]),
    OPENAI_BASE_URL: `${openAi?.url ?? ''}/v1`,
    OPENAI_API_KEY: 'sandbox-key',
  };
  const promptFile =
    environment['PROMPT_FILE'] ?? (existsSync('prompt.md') ? 'prompt.md' : examplePrompt);
  return {
    ...environment,
    ...(real ? {} : sandboxModel),
    ...(await withoutVendors(catalog, playedAlways)),
    ...(await withoutWays(catalog)),
    ...ownRooms(options, folder),
    PROMPT_FILE: promptFile,
  };
}

/** Nothing of the real bot is touched or used up: not its journal, its chats, its log, its budget or its Google document. */
function ownRooms({ catalog, environment }: DevWorldOptions, folder: string): Environment {
  const direct = [environment['no_proxy'] ?? environment['NO_PROXY'], '127.0.0.1', 'localhost']
    .filter(Boolean)
    .join(',');
  return {
    ...withoutChoices(catalog, ['channel', 'journal', 'memory', 'prompt', 'calendar']),
    WABOT_POLL: undefined,
    WABOT_ADMIN_TOKEN: randomBytes(10).toString('hex'),
    WABOT_CONSOLE: undefined,
    CONSOLE_URL: undefined,
    CONSOLE_PORT: undefined,
    WABOT_BUDGET_DAY: undefined,
    WABOT_BUDGET_CHAT_DAY: undefined,
    WABOT_DATA: folder,
    // The one customer is answered, and the one owner is told of everything.
    WABOT_OWNERS: ownersNumber,
    MANAGER_PHONE_NUMBER: undefined,
    WABOT_ALERTS: undefined,
    WABOT_AUDIENCE: undefined,
    WABOT_BLOCK: undefined,
    LOG_DIR: join(folder, 'logs'),
    // A person waits: what fails is told soon, once and in one line.
    LOG_LEVEL: environment['LOG_LEVEL'] ?? 'error',
    // The sandbox's lists do not lag.
    WABOT_LOOKUP_LAG_MS: environment['WABOT_LOOKUP_LAG_MS'] ?? '3000',
    // A person sees soon what becomes known of the customer.
    WABOT_CUSTOMER_QUIET: environment['WABOT_CUSTOMER_QUIET'] ?? '10s',
    WABOT_TURN_TRIES: environment['WABOT_TURN_TRIES'] ?? '1',
    WABOT_TURN_TIMEOUT_MS: environment['WABOT_TURN_TIMEOUT_MS'] ?? '20000',
    NO_PROXY: direct,
    no_proxy: direct,
  };
}

/** The plugins of these kinds are the usual ones, whatever is chosen, and whatever is set that would choose others. */
function withoutChoices(catalog: Catalog, kinds: readonly Kind[]): Hidden {
  const choices = kinds.map((kind) => pluginSetting(kind, catalog));
  return hidden(
    choices.flatMap(({ env, defaultWith }) => [env, ...(defaultWith ? [defaultWith.env] : [])]),
  );
}
