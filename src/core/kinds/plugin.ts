import type { Arrival } from './arrival.ts';
import type { Finding } from './finding.ts';
import type { AlertRoute, Pairing } from './alert.ts';
import type { Archive } from './archive.ts';
import type { Calendar } from './calendar.ts';
import type { Cases } from './cases.ts';
import type { AccountSettings, Callers, Channel } from './channel.ts';
import type { Journal, Outbox } from './journal.ts';
import type { Knowledge } from './knowledge.ts';
import type { Memory } from './memory.ts';
import type { Model, ModelEnd } from './model.ts';
import type { Prices } from './prices.ts';
import type { Prompt } from './prompt.ts';
import type { Sink } from './sink.ts';
import type { Speech } from './speech.ts';
import type { ToolSource } from './tool.ts';
import type { Transcoder } from './transcoder.ts';
import type { Voice } from './voice.ts';
import type { LogEvent } from '../log-events.ts';
import type { Log } from '../log.ts';
import type { Setting, Settings, ValuesOf } from '../settings/settings.ts';
import type { Cluster } from './cluster.ts';
import type { WebhookSetup } from './webhook-setup.ts';
export type { Log, LogFields } from '../log.ts';
export type * from './prices.ts';

/** The kinds of plugins of which a bot has one each, chosen by a setting, and what one yields. */
export interface Kinds {
  channel: Channel;
  journal: Journal;
  memory: Memory;
  model: Model;
  prompt: Prompt;
  speech: Speech;
  transcoder: Transcoder;
  voice: Voice;
  calendar: Calendar;
}

/** The kinds of which one plugin serves, by the settings. */
export type Kind = keyof Kinds;

/** Those of which several serve at once: every one that is configured. */
export interface SharedKinds {
  alert: AlertRoute;
  sink: Sink;
  knowledge: Knowledge;
  tool: ToolSource;
}

/** The name of such a kind. */
export type SharedKind = keyof SharedKinds;

/** Every kind: those of a bot, and what a command asks for by name. */
export interface AllKinds extends Kinds, SharedKinds {
  archive: Archive;
}

/** The outside, handed in: a plugin reads no environment, makes no logger and keeps no clock of its own. `Event`: what it may log. */
export interface World<Event extends string = LogEvent> {
  /** The bot's log; secrets and phone numbers are masked on the way out. */
  log: Log<Event>;
  /** Milliseconds since 1970. */
  now(): number;
  /** undici's fetch: pooled, through the proxy that the environment names. */
  fetch: typeof fetch;
  /** What this process agrees on with others that share its journal; undefined when it is alone. Not before all plugins are made. */
  sharing?(): Cluster | undefined;
  /** Where what the bot says by itself becomes due; undefined where nothing is sent. Not before all plugins are made. */
  outbox?(): Pick<Outbox, 'add'> | undefined;
  /** Where a matter for a person is opened; undefined where nobody deals with any. Not before all plugins are made. */
  cases?(): Pick<Cases, 'open' | 'list'> | undefined;
  /** Where times are booked; undefined where nothing can be. Not before all plugins are made. */
  calendar?(): Calendar | undefined;
  /** Makes the plugin that this one names as its `fallback`; absent where it names none. */
  fallback?<K extends Kind>(kind: K): Promise<Kinds[K]>;
  /** What several plugins of this process have in common, made by the first that asks for it under this name. */
  once?<T>(name: string, make: () => T): T;
  /** The folder for what must survive a restart (WABOT_DATA). Made by the plugin that writes there. */
  dataFolder: string;
}

/**
 * The version of each kind's contract. Within one, members that a plugin may leave out are added, and sentences become more exact; what
 * would make a plugin of somebody else wrong makes a new version, and a plugin that says another is refused.
 */
export const contractVersions = {
  alert: 1,
  archive: 1,
  calendar: 1,
  channel: 1,
  journal: 1,
  knowledge: 1,
  memory: 1,
  model: 1,
  prompt: 1,
  sink: 1,
  speech: 1,
  tool: 1,
  transcoder: 1,
  voice: 1,
} as const satisfies Record<keyof AllKinds, number>;

/** How a check looks. */
export interface CheckOptions {
  /** Also try what costs a little money: a real answer, a real transcription. */
  deep?: boolean;
}

/** A plugin: what it is, what it needs to be told, and how it is made. `kind/name` is its folder. */
export interface Plugin<
  K extends keyof AllKinds = keyof AllKinds,
  S extends Settings = Settings,
  Event extends string = LogEvent,
> {
  kind: K;
  /** The version of the kind's contract for which it was written; 1 when left out. */
  version?: number;
  name: string;
  /** One line that says what it is. */
  summary: string;
  settings: S;
  /** How names of its table begin that are its vendor's alone (`GREEN_`): such a name in `.env` that nothing reads is a slip. */
  prefixes?: readonly string[];
  /** What its models cost; of a model without a price only the tokens or minutes are counted. For kinds that cost money. */
  prices?: Prices;
  /** What is wrong with values that are each right but do not go together: a line each, for the one error of the settings. */
  problems?(settings: ValuesOf<S>): string[];
  /**
   * What is wrong with files that the settings name, for kinds of which several serve at once: a line each, among the others.
   * `names`: every name under which wabot and its plugins read a setting.
   */
  faults?(settings: ValuesOf<S>, names: () => Promise<ReadonlySet<string>>): Promise<string[]>;
  /** Whether the settings want it, for kinds of which several serve at once; absent: they always do. */
  configured?(settings: ValuesOf<S>): boolean;
  /** What its functions call outside of wabot, for people: addresses and programs, for kinds of functions; absent: nothing. */
  reaches?(settings: ValuesOf<S>): Promise<string[]>;
  /** Makes the thing; heavy packages are imported here. Rejects with a WabotError when that is impossible. */
  create(settings: ValuesOf<S>, world: World<Event>): Promise<AllKinds[K]>;
  /** The plugin of the same kind that takes its place when `create` rejects with a ServiceError; undefined: none does. */
  standIn?(settings: ValuesOf<S>): string | undefined;
  /** The plugin of the same kind to which this one leaves what it cannot do, made by `world.fallback`; undefined: none. */
  fallback?(settings: ValuesOf<S>): string | undefined;
  /**
   * Looks at the real thing at the other end and says how it is, in a few findings of one line each. Faults are findings or WabotErrors.
   */
  check?(
    settings: ValuesOf<S>,
    world: World<Event>,
    signal: AbortSignal,
    options?: CheckOptions,
  ): Promise<Finding[]>;
  /** The accounts of a channel by the settings, and by what its data folder says of them; absent: one, whose chats are phones. */
  accounts?(settings: ValuesOf<S>, dataFolder: string): Promise<AccountSettings[]>;
  /** Who may call the webhook, judged before a body is read; for channels with one. Without it `receive` alone judges. */
  callers?(settings: ValuesOf<S>): Callers;
  /** Whether messages can reach the bot, as the vendor has it; for channels whose vendor can be asked. Rejects with a WabotError. */
  arrival?(settings: ValuesOf<S>, world: World<Event>, signal: AbortSignal): Promise<Arrival>;
  /** When its vendor shuts the chosen model down (Unix milliseconds), as far as that is known. Rejects with a WabotError. */
  ends?(
    settings: ValuesOf<S>,
    world: World<Event>,
    signal: AbortSignal,
  ): Promise<ModelEnd | undefined>;
  /** How the chat is found to which alerts go; for kinds of routes whose chats have numbers that nobody knows. */
  pairing?(settings: ValuesOf<S>, world: World<Event>): Pairing;
  /** How the vendor is told where to bring messages; for channels with a webhook. */
  webhook?(settings: ValuesOf<S>, world: World<Event>): WebhookSetup;
}

/** Keeps the settings' types together with the code that uses them. */
export function definePlugin<K extends keyof AllKinds, const S extends Settings>(
  plugin: Plugin<K, S>,
): Plugin<K, S> {
  return plugin;
}

/** A plugin of any kind with any settings: the one place where their types are forgotten. */
// oxlint-disable-next-line no-explicit-any -- a catalog holds plugins of every kind; create() is only called with values read from the plugin's own table
export type AnyPlugin = Plugin<any, any>;

/** Which plugin serves a kind while no setting names one. */
export interface KindDefault {
  default: string;
  /** Another default while some variable is set, or has one value. */
  defaultWith?: NonNullable<Setting<string>['defaultWith']>;
  /** The names that there are, for the one line that says what the setting does. */
  names?: string;
}

/**
 * The key under which a catalog has the defaults of the kinds: no id, so that code that goes through the plugins does not meet it.
 * One for all copies of wabot in a process: a command of a plugin package may have come with a copy of its own.
 */
export const kindDefaults: unique symbol = Symbol.for('wabot: defaults of the kinds');

/** What a `wabot:plugins` hook returns: for each `kind/name` a lazy import. The defaults come from our own. */
export type Catalog = Record<string, () => Promise<{ default: AnyPlugin }>> & {
  readonly [kindDefaults]?: Readonly<Record<Kind, KindDefault>>;
};
