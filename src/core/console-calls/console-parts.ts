import type { Bot } from '../bot/bot.ts';
import type { OpenPlugins } from '../assembly/open-plugins.ts';
import { Customers } from '../customers/customers.ts';
import { Chats } from '../history/chats.ts';
import type { Catalog, Kinds } from '../kinds/plugin.ts';
import { PromptVersions } from '../prompts/prompt-versions.ts';
import type { Environment, Settings } from '../settings/settings.ts';
import type { TurnDependencies } from '../turn/turn-parts.ts';
import type { ConversationTests } from './conversation-tests.ts';

type HousedKind = 'channel' | 'journal' | 'memory' | 'model' | 'speech' | 'prompt' | 'transcoder';

/** What of a running bot the page looks at and acts on. */
export interface Housed {
  opened: Omit<OpenPlugins<HousedKind, Settings>, 'plugins'> & {
    plugins: Pick<Kinds, HousedKind> & Partial<Pick<Kinds, 'calendar'>>;
  };
  bot: Pick<Bot, 'takeUp' | 'vitals'>;
  /** What its turns are made of. */
  turns: TurnDependencies;
  catalog: Catalog;
  environment: Environment;
  version: string;
  /** Conversations that test the prompt; absent where who started the bot gave none. */
  tests?: ConversationTests | undefined;
}

/** What the calls of the page work with. */
export interface ConsoleParts extends Housed {
  chats: Chats;
  customers: Customers;
  versions: PromptVersions;
  /** Aborts when the bot stops. */
  signal: AbortSignal;
}

/** The same beside the bot, over the same journal and memory. */
export function consoleParts(housed: Housed, signal: AbortSignal): ConsoleParts {
  const { plugins, bot, world, log } = housed.opened;
  const options = { timeoutMs: bot.memoryTimeoutMs, log };
  return {
    ...housed,
    signal,
    chats: new Chats(plugins.memory, { ...options, ttlMs: bot.historyTtlMs }),
    customers: new Customers(plugins.memory, { ...options, ttlMs: bot.customerTtlMs }),
    versions: new PromptVersions(world.dataFolder),
  };
}
