import { botSettings, type BotValues } from '../settings/bot-settings.ts';
import { pluginSetting, pluginVariable } from './plugin-settings.ts';
import { wantedPlugins, type SharedPlugin } from './shared-plugins.ts';
import { ServiceError } from '../errors.ts';
import type { Callers } from '../kinds/channel.ts';
import type {
  AnyPlugin,
  Catalog,
  Kind,
  Kinds,
  SharedKind,
  SharedKinds,
  World,
} from '../kinds/plugin.ts';
import type { Environment, Settings, ValuesOf } from '../settings/settings.ts';
import { settingsError, readSettings, writtenValue } from '../settings/read-settings.ts';

/** A plugin that took the place of the chosen one, which could not begin. */
export interface StandIn {
  kind: Kind;
  chosen: string;
  used: string;
}

interface Chosen {
  plugin: AnyPlugin;
  values: ValuesOf<Settings>;
}

/** The plugins that the settings choose, with their own settings read; nothing is created yet. */
export class Registry {
  readonly #catalog: Catalog;
  readonly #environment: Environment;
  readonly #chosen = new Map<Kind, Chosen>();
  readonly #fallbacks = new Map<Kind, Chosen>();
  readonly #shared: SharedPlugin[] = [];
  readonly #problems: string[] = [];
  readonly #secrets = new Set<string>();
  readonly #standIns: StandIn[] = [];

  constructor(catalog: Catalog, environment: Environment) {
    this.#catalog = catalog;
    this.#environment = environment;
  }

  /** Values of secret settings among those read so far; they must never be printed. */
  get secrets(): string[] {
    return [...this.#secrets];
  }

  /** What took the place of chosen plugins so far. */
  get standIns(): readonly StandIn[] {
    return this.#standIns;
  }

  /** What the chosen channel says of those who call its webhook; undefined when it leaves that to `receive`. */
  get callers(): Callers | undefined {
    const channel = this.#chosen.get('channel');
    return channel?.plugin.callers?.(channel.values);
  }

  /** Reads the bot's own settings and chooses a plugin for each of these kinds, and all that are wanted of the shared ones. All problems come as one SetupError. */
  async open<K extends Kind, S extends Settings>(
    kinds: readonly K[],
    table: S,
    shared: readonly SharedKind[] = [],
  ): Promise<{ bot: BotValues; own: ValuesOf<S> }> {
    const bot = this.read(botSettings);
    const own = this.read(table);
    for (const kind of kinds) await this.#choose(kind);
    for (const kind of shared) await this.#share(kind);
    if (this.#problems.length > 0) throw settingsError([...new Set(this.#problems)]);
    return { bot, own };
  }

  /** Makes the chosen plugin of a kind that was opened or, when its service is unavailable, the one that it names for that case. */
  async create<K extends Kind>(kind: K, world: World): Promise<Kinds[K]> {
    const chosen = this.#chosen.get(kind);
    if (!chosen) throw new Error(`${kind} was not opened`);
    const whole = this.#worldWithFallback(kind, world);
    try {
      return (await chosen.plugin.create(chosen.values, whole)) as Kinds[K];
    } catch (error) {
      const other = error instanceof ServiceError ? await this.#standInFor(chosen) : undefined;
      if (!other) throw error;
      const made = (await other.plugin.create(other.values, world)) as Kinds[K];
      const standIn = { kind, chosen: chosen.plugin.name, used: other.plugin.name };
      this.#standIns.push(standIn);
      world.log.warn('plugin-replaced', { ...standIn, error });
      return made;
    }
  }

  /** Makes every plugin of a shared kind that was opened, by name; one that cannot be made is left out, and told in the log. */
  async createShared<K extends SharedKind>(
    kind: K,
    world: World,
  ): Promise<ReadonlyMap<string, SharedKinds[K]>> {
    const made = new Map<string, SharedKinds[K]>();
    for (const { name, plugin, values } of this.#shared.filter((each) => each.kind === kind)) {
      try {
        made.set(name, (await plugin.create(values, world)) as SharedKinds[K]);
      } catch (error) {
        world.log.error('plugin-left-out', { kind, name, error });
      }
    }
    return made;
  }

  read<S extends Settings>(table: S): ValuesOf<S> {
    const { values, problems } = readSettings(table, this.#environment);
    this.#problems.push(...problems);
    for (const setting of Object.values(table)) {
      const value = writtenValue(setting, this.#environment);
      if (value === undefined) continue;
      if (setting.secret) this.#secrets.add(value);
      if (setting.secret && setting.isList)
        for (const part of value.split(',')) this.#secrets.add(part.trim());
      for (const name of setting.borrows?.(value) ?? []) {
        const borrowed = this.#environment[name]?.trim() ?? '';
        if (borrowed !== '') this.#secrets.add(borrowed);
      }
    }
    return values;
  }

  #worldWithFallback(kind: Kind, world: World): World {
    const other = this.#fallbacks.get(kind);
    if (!other) return world;
    const fallback = async <K extends Kind>(_kind: K): Promise<Kinds[K]> =>
      (await other.plugin.create(other.values, world)) as Kinds[K];
    return { ...world, fallback };
  }

  async #standInFor({ plugin, values }: Chosen): Promise<Chosen | undefined> {
    const name = plugin.standIn?.(values);
    const load = name === undefined ? undefined : this.#catalog[`${plugin.kind}/${name}`];
    if (!load) return undefined;
    const { default: other } = await load();
    const reading = readSettings(other.settings as Settings, this.#environment);
    return reading.problems.length === 0 ? { plugin: other, values: reading.values } : undefined;
  }

  async #share(kind: SharedKind): Promise<void> {
    for (const wanted of await wantedPlugins(kind, this.#catalog, this.#environment)) {
      this.read(wanted.plugin.settings as Settings);
      this.#problems.push(...wanted.problems);
      this.#shared.push(wanted);
    }
  }

  async #choose(kind: Kind): Promise<void> {
    const before = this.#problems.length;
    const { [kind]: name } = this.read({ [kind]: pluginSetting(kind, this.#catalog) });
    const chosen = name === undefined ? undefined : await this.#load(kind, name);
    if (!chosen) return;
    this.#chosen.set(kind, chosen);
    const { plugin, values } = chosen;
    const other = this.#problems.length > before ? undefined : plugin.fallback?.(values);
    const fallback = other === undefined ? undefined : await this.#load(kind, other);
    if (fallback) this.#fallbacks.set(kind, fallback);
  }

  /** A plugin with its settings read; undefined: there is none of this name, which is a problem. */
  async #load(kind: Kind, name: string): Promise<Chosen | undefined> {
    const load = this.#catalog[`${kind}/${name}`];
    if (!load) return void this.#problems.push(unknownPlugin(this.#catalog, kind, name));
    const { default: plugin } = await load();
    const before = this.#problems.length;
    const values = this.read(plugin.settings as Settings);
    if (this.#problems.length === before) this.#problems.push(...(plugin.problems?.(values) ?? []));
    return { plugin, values };
  }
}

/** The problem of a setting that names a plugin which is not installed. */
export function unknownPlugin(catalog: Catalog, kind: Kind, name: string): string {
  const names = Object.keys(catalog).filter((id) => id.startsWith(`${kind}/`));
  const known = names.map((id) => id.slice(kind.length + 1)).join(', ');
  return `${pluginVariable(kind)} names "${name}", but there is no plugin ${kind}/${name} (installed: ${known || 'none'})`;
}
