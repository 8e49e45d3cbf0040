import { botSettings, wantsVoice } from '../settings/bot-settings.ts';
import { pluginSetting, servingKinds } from './plugin-settings.ts';
import type { AnyPlugin, Catalog, Kind } from '../kinds/plugin.ts';
import { unknownPlugin } from './registry.ts';
import { allSharedPlugins } from './shared-plugins.ts';
import { strayingSecrets } from '../origins.ts';
import type { Environment, Settings, ValuesOf } from '../settings/settings.ts';
import { readSettings } from '../settings/read-settings.ts';

/** The plugin that the settings choose for a kind, read as far as it can be: with problems it must not be made. */
export interface ChosenPlugin {
  kind: Kind;
  name: string;
  /** Absent when there is none of this name. */
  plugin?: AnyPlugin;
  values: ValuesOf<Settings>;
  /** One line each; empty when all is well. */
  problems: string[];
}

/** Whether the settings want any answers spoken; settings that cannot be read want none. */
export function isVoiceWanted(environment: Environment): boolean {
  const { voiceReply } = readSettings({ voiceReply: botSettings.voiceReply }, environment).values;
  return wantsVoice(voiceReply, true);
}

/** Whether the settings say what can be booked. */
export function isBookingWanted(environment: Environment): boolean {
  const { booking } = readSettings({ booking: botSettings.booking }, environment).values;
  return booking !== undefined;
}

/** The kinds that have something to do under these settings. */
export function kindsInUse(environment: Environment): Kind[] {
  const unused = new Set<Kind>();
  if (!isVoiceWanted(environment)) unused.add('voice');
  if (!isBookingWanted(environment)) unused.add('calendar');
  return servingKinds.filter((kind) => !unused.has(kind));
}

/** What the settings choose for each kind in use, and the fallbacks of these. Rejects only when a plugin cannot be loaded. */
export async function choosePlugins(
  catalog: Catalog,
  environment: Environment,
): Promise<ChosenPlugin[]> {
  const chosen = await Promise.all(
    kindsInUse(environment).map(async (kind) => {
      const first = await choosePlugin(kind, catalog, environment);
      return [first, await fallbackOf(first, catalog, environment)];
    }),
  );
  return chosen.flat().filter((each) => each !== undefined);
}

/** The plugin to which a chosen one leaves what it cannot do; undefined where there is none, or its own settings are wrong. */
export async function fallbackOf(
  { kind, plugin, values, problems }: ChosenPlugin,
  catalog: Catalog,
  environment: Environment,
): Promise<ChosenPlugin | undefined> {
  const name = problems.length > 0 ? undefined : plugin?.fallback?.(values);
  return name === undefined ? undefined : pluginNamed(kind, name, catalog, environment);
}

/** The name that the settings give for a kind, whether there is such a plugin or not. */
export function chosenName(kind: Kind, catalog: Catalog, environment: Environment): string {
  return readSettings({ name: pluginSetting(kind, catalog) }, environment).values.name;
}

export function choosePlugin(
  kind: Kind,
  catalog: Catalog,
  environment: Environment,
): Promise<ChosenPlugin> {
  return pluginNamed(kind, chosenName(kind, catalog, environment), catalog, environment);
}

async function pluginNamed(
  kind: Kind,
  name: string,
  catalog: Catalog,
  environment: Environment,
): Promise<ChosenPlugin> {
  const load = catalog[`${kind}/${name}`];
  if (!load) return { kind, name, values: {}, problems: [unknownPlugin(catalog, kind, name)] };
  const { default: plugin } = await load();
  return { kind, name, plugin, ...readSettings(plugin.settings as Settings, environment) };
}

/** A sentence for each secret of the chosen plugins that `.env` would send somewhere else. Rejects when a plugin cannot be loaded. */
export async function strayingProblems(
  catalog: Catalog,
  environment: Environment,
): Promise<string[]> {
  const chosen = [
    ...(await choosePlugins(catalog, environment)),
    ...(await allSharedPlugins(catalog, environment)),
  ];
  const problems = chosen.flatMap(({ plugin }) => [
    ...strayingSecrets((plugin?.settings ?? {}) as Settings, environment).values(),
  ]);
  return [...new Set(problems)];
}
