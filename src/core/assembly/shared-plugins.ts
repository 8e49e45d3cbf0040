import type { AnyPlugin, Catalog, SharedKind } from '../kinds/plugin.ts';
import { settingNames } from './setting-names.ts';
import { readSettings } from '../settings/read-settings.ts';
import type { Environment, Settings, ValuesOf } from '../settings/settings.ts';

/** The kinds of which several serve at once. */
export const sharedKinds = [
  'alert',
  'knowledge',
  'tool',
  'sink',
] as const satisfies readonly SharedKind[];

/** An installed plugin of a kind of which several serve at once; with problems it must not be made. */
export interface SharedPlugin {
  kind: SharedKind;
  name: string;
  plugin: AnyPlugin;
  values: ValuesOf<Settings>;
  /** One line each; what does not go together only where it is wanted. */
  problems: string[];
  /** Whether the settings want it, or are wrong in its table. */
  isWanted: boolean;
}

/** Every installed plugin of such a kind, by name. Rejects when one cannot be loaded. */
export async function sharedPlugins(
  kind: SharedKind,
  catalog: Catalog,
  environment: Environment,
): Promise<SharedPlugin[]> {
  const loads = Object.entries(catalog).filter(([id]) => id.startsWith(`${kind}/`));
  const plugins = await Promise.all(loads.map(async ([, load]) => (await load()).default));
  const sorted = plugins.toSorted((one, other) => one.name.localeCompare(other.name));
  return Promise.all(sorted.map((plugin) => sharedPlugin(kind, plugin, catalog, environment)));
}

async function sharedPlugin(
  kind: SharedKind,
  plugin: AnyPlugin,
  catalog: Catalog,
  environment: Environment,
): Promise<SharedPlugin> {
  const { values, problems } = readSettings(plugin.settings as Settings, environment);
  const isWrong = problems.length > 0;
  const isWanted = isWrong || (plugin.configured?.(values) ?? true);
  const all = [...problems];
  if (isWanted && !isWrong)
    all.push(
      ...(plugin.problems?.(values) ?? []),
      ...((await plugin.faults?.(values, () => settingNames(catalog))) ?? []),
    );
  return { kind, name: plugin.name, plugin, values, problems: all, isWanted };
}

/** Every installed plugin of all such kinds, by kind and name. Rejects when one cannot be loaded. */
export async function allSharedPlugins(
  catalog: Catalog,
  environment: Environment,
): Promise<SharedPlugin[]> {
  const all = sharedKinds.map((kind) => sharedPlugins(kind, catalog, environment));
  return (await Promise.all(all)).flat();
}

/** Those of one kind that the settings want. */
export async function wantedPlugins(
  kind: SharedKind,
  catalog: Catalog,
  environment: Environment,
): Promise<SharedPlugin[]> {
  const all = await sharedPlugins(kind, catalog, environment);
  return all.filter(({ isWanted }) => isWanted);
}
