import { resolve } from 'node:path';
import type { BotValues } from '../settings/bot-settings.ts';
import type { Callers } from '../kinds/channel.ts';
import type { Log } from '../log.ts';
import { openLog } from '../log/log-writer.ts';
import { logSettings } from '../settings/log-settings.ts';
import { networkOnDemand } from '../network/network.ts';
import type { AlertRoute } from '../kinds/alert.ts';
import type { Sink } from '../kinds/sink.ts';
import type { Knowledge } from '../kinds/knowledge.ts';
import type { ToolSource } from '../kinds/tool.ts';
import type { Catalog, Kind, Kinds, SharedKind, World } from '../kinds/plugin.ts';
import { proxySettings } from '../settings/proxy.ts';
import { sharedKinds } from './shared-plugins.ts';
import { Registry, type StandIn } from './registry.ts';
import type { Environment, Settings, ValuesOf } from '../settings/settings.ts';

export interface OpenOptions<K extends Kind, S extends Settings> {
  catalog: Catalog;
  environment: Environment;
  /** The kinds of plugins to make, in this order; closed in reverse. */
  kinds: readonly K[];
  /** Further settings to read. */
  settings: S;
  /** Whether the routes of alerts and the sinks of requests are opened, too. */
  alerts?: boolean;
  /** Whether the documents beside the prompt are opened, too. */
  knowledge?: boolean;
  /** Whether the functions that a model may call are opened, too. */
  tools?: boolean;
  /** `file`: app.log and the terminal, as a server logs; `stderr`: warnings and errors only, for a command that ends. */
  log: 'file' | 'stderr';
  /** Unix milliseconds; the machine's clock when left out. */
  now?: (() => number) | undefined;
}

/** What was opened: plugins by kind, the settings, the log; `close` closes everything. */
export interface OpenPlugins<K extends Kind, S extends Settings> {
  plugins: Pick<Kinds, K>;
  /** The ways on which people are told, by the names of their plugins; none unless they were to be opened. */
  routes: ReadonlyMap<string, AlertRoute>;
  /** Where requests are brought, by the names of the plugins; nowhere unless the routes were to be opened. */
  sinks: ReadonlyMap<string, Sink>;
  /** Where documents beside the prompt come from, by the names of the plugins; none unless they were to be opened. */
  knowledge: ReadonlyMap<string, Knowledge>;
  /** What gives the model functions, by the names of the plugins; nothing unless they were to be opened. */
  tools: ReadonlyMap<string, ToolSource>;
  bot: BotValues;
  own: ValuesOf<S>;
  world: World;
  log: Log;
  /** Values of secret settings; they must never be shown. */
  secrets: readonly string[];
  /** What took the place of plugins whose service is unavailable. */
  standIns: readonly StandIn[];
  /** Who may call the webhook of the channel, where that was opened and tells. */
  callers: Callers | undefined;
  /** For later, in reverse order, when `close` is called. */
  onClose(close: () => Promise<void>): void;
  close(): Promise<void>;
}

/** Kinds whose plugins speak HTTP with somebody: for them the network is there before they are made, for others on demand. */
const networked: ReadonlySet<Kind> = new Set<Kind>([
  'channel',
  'model',
  'speech',
  'voice',
  'prompt',
  'calendar',
]);

/**
 * Reads the settings, opens the log and the network and makes the plugins. Rejects with one SetupError that names every
 * problem of the settings, or with the first error of a plugin; then nothing stays open.
 */
export async function openPlugins<K extends Kind, S extends Settings>(
  options: OpenOptions<K, S>,
): Promise<OpenPlugins<K, S>> {
  const registry = new Registry(options.catalog, options.environment);
  const logging = registry.read(logSettings);
  if (isNetworked(options.kinds)) registry.read(proxySettings);
  const { bot, own } = await registry.open(options.kinds, options.settings, sharedOf(options));
  const closers: (() => Promise<void>)[] = [];
  const onClose = (each: () => Promise<void>): void => void closers.push(each);
  const close = (): Promise<void> => closeAll(closers.splice(0).reverse());
  try {
    const surroundings = await openSurroundings(
      options,
      { ...logging, bot, secrets: registry.secrets },
      onClose,
    );
    const { plugins, world } = await createAll(options.kinds, registry, surroundings);
    const { calendar } = plugins as Partial<Kinds>;
    if (calendar) onClose(() => calendar.close());
    const routes = await registry.createShared('alert', world);
    const sinks = await registry.createShared('sink', world);
    const knowledge = await registry.createShared('knowledge', world);
    const tools = await registry.createShared('tool', world);
    for (const source of [...sinks.values(), ...tools.values()])
      onClose(() => source.close?.() ?? Promise.resolve());
    const { standIns, secrets, callers } = registry;
    const made = { plugins, routes, sinks, knowledge, tools, standIns, secrets, callers };
    return { ...made, bot, own, world, log: world.log, onClose, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function sharedOf({
  alerts = false,
  knowledge = false,
  tools = false,
}: Pick<OpenOptions<Kind, Settings>, 'alerts' | 'knowledge' | 'tools'>): SharedKind[] {
  const wanted = { alert: alerts, sink: alerts, knowledge, tool: tools };
  return sharedKinds.filter((kind) => wanted[kind]);
}

function isNetworked(kinds: readonly Kind[]): boolean {
  return kinds.some((kind) => networked.has(kind));
}

/** Opens the log and the network: the world of plugins that do not know of each other yet. */
async function openSurroundings(
  { environment, kinds, log, now = Date.now }: Omit<OpenOptions<Kind, Settings>, 'settings'>,
  { bot, ...logging }: ValuesOf<typeof logSettings> & { bot: BotValues; secrets: string[] },
  onClose: (close: () => Promise<void>) => void,
): Promise<World> {
  const writer = await openLog({ ...logging, timeZone: bot.timeZone, file: log === 'file' });
  onClose(() => writer.close());
  const network = networkOnDemand(environment);
  onClose(() => network.close());
  if (isNetworked(kinds)) await network.open();
  const dataFolder = resolve(bot.dataFolder);
  return { once: shared(), log: writer.log, now, fetch: network.fetch, dataFolder };
}

/** Makes the plugins in this order, in a world in which they share what the journal's cluster agrees on. */
async function createAll<K extends Kind>(
  kinds: readonly K[],
  registry: Registry,
  surroundings: World,
): Promise<{ plugins: Pick<Kinds, K>; world: World }> {
  const plugins: Partial<Kinds> = {};
  const world = {
    ...surroundings,
    sharing: () => plugins.journal?.ownership.cluster,
    outbox: () => plugins.journal?.outbox,
    cases: () => plugins.journal?.cases,
    calendar: () => plugins.calendar,
  };
  for (const kind of kinds) plugins[kind] = await registry.create(kind, world);
  return { plugins: plugins as Pick<Kinds, K>, world };
}

/** In order, also after one that fails; then rejects with the first failure. */
async function closeAll(closers: readonly (() => Promise<void>)[]): Promise<void> {
  const failures: unknown[] = [];
  for (const close of closers) await close().catch((error: unknown) => failures.push(error));
  if (failures.length > 0) throw failures[0];
}

function shared(): NonNullable<World['once']> {
  const made = new Map<string, unknown>();
  return <T>(name: string, make: () => T): T => {
    if (!made.has(name)) made.set(name, make());
    // The maker of a name is one and the same.
    return made.get(name) as T;
  };
}
