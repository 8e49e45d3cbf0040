import { choosePlugins } from './chosen-plugins.ts';
import { allSharedPlugins } from './shared-plugins.ts';
import { coreSettings } from './core-settings.ts';
import { namesIn, prefixesOf } from './plugin-settings.ts';
import type { ReadEnvironment, Source } from '../settings/environment.ts';
import { maskShapes } from '../mask/shapes.ts';
import { isSecretValue } from '../settings/misplaced-secret.ts';
import { didYouMean } from '../did-you-mean.ts';
import { isFromFile, strayingSecrets, traceOrigins } from '../origins.ts';
import type { Catalog } from '../kinds/plugin.ts';
import type { Environment, Setting, Settings } from '../settings/settings.ts';
import { readSettings, defaultOf } from '../settings/read-settings.ts';

/** A setting with its current value. */
export interface CurrentSetting {
  name: string;
  /** As it was written, a secret masked; undefined when there is none. */
  value: string | undefined;
  source: Source | 'default' | 'not set';
  /** The other name under which it was found, where that is not its own. */
  alias?: string;
  /** Why it cannot be used, with its name. */
  problem?: string;
}

export interface SettingGroup {
  title: string;
  settings: CurrentSetting[];
}

/** A name in `.env` that nothing reads. */
export interface UnknownName {
  name: string;
  meant: string | undefined;
}

/** A secret for people: enough to tell two of them apart. */
export function masked(secret: string): string {
  return secret.length >= 12 && !/\s/.test(secret) ? `***${secret.slice(-2)}` : '***';
}

/** Every setting of the bot and of the chosen plugins, with where each value came from. */
export async function currentSettings(
  catalog: Catalog,
  environment: ReadEnvironment,
): Promise<SettingGroup[]> {
  const chosen = [
    ...(await choosePlugins(catalog, environment.values)),
    ...(await allSharedPlugins(catalog, environment.values)),
  ];
  const plugins = chosen.map(({ kind, name, plugin }) => ({
    title: `${kind}/${name}`,
    settings: (plugin?.settings ?? {}) as Settings,
  }));
  const seen = new Set<string>();
  const groups = [...plugins, ...coreSettings(catalog)].map(({ title, settings }) => {
    const first = Object.values(settings).filter(
      ({ env }) => !seen.has(env) && Boolean(seen.add(env)),
    );
    const straying = strayingSecrets(
      settings,
      traceOrigins(environment.values, environment.file, environment.sources),
    );
    return { title, settings: first.map((setting) => inForce(setting, environment, straying)) };
  });
  return groups.filter(({ settings }) => settings.length > 0);
}

function inForce(
  setting: Setting<unknown>,
  { values, sources }: ReadEnvironment,
  straying: ReadonlyMap<string, string>,
): CurrentSetting {
  const { env, aliases = [], secret } = setting;
  const fallback = defaultOf(setting, values);
  const found = [env, ...aliases].find((name) => (values[name]?.trim() ?? '') !== '');
  const { problems } = readSettings({ setting }, values);
  const problem = problems[0] ?? straying.get(found ?? '');
  const value = found === undefined ? fallback : values[found]?.trim();
  return {
    name: env,
    value:
      value === undefined
        ? undefined
        : shown(value, secret || isSecretValue(value, values, setting)),
    source:
      found === undefined
        ? fallback === undefined
          ? 'not set'
          : 'default'
        : (sources[found] ?? 'environment'),
    ...(found === undefined || found === env ? {} : { alias: found }),
    ...(problem === undefined ? {} : { problem }),
  };
}

/** How names of the bot itself begin, so that one which nothing reads is a slip; plugins declare theirs. */
const ownPrefixes = ['WABOT_', 'LOG_', 'AUDIO_'];

/** A secret may be a part of any value, such as the password in an address. */
function shown(value: string, secret: boolean): string {
  return secret ? masked(value) : maskShapes(value);
}

/** For so many of them is it looked up what was meant. */
const mostGuesses = 50;

/** Names in `.env` that look like settings but are not, the first of them with what was probably meant. */
export async function unknownNames(
  catalog: Catalog,
  environment: Environment,
): Promise<UnknownName[]> {
  const known = coreSettings(catalog).flatMap(({ settings }) => namesIn(settings));
  const prefixes = [...ownPrefixes];
  for (const load of Object.values(catalog)) {
    // One that cannot be loaded is told of where it is chosen.
    const plugin = (await load().catch(() => undefined))?.default;
    if (!plugin) continue;
    known.push(...namesIn(plugin.settings as Settings));
    prefixes.push(...prefixesOf(plugin));
  }
  const isOurs = (name: string): boolean =>
    prefixes.some((prefix) => name.toUpperCase().startsWith(prefix));
  const written = Object.keys(environment).filter(
    (name) => isFromFile(name, environment) && isOurs(name),
  );
  const readers = new Set(known);
  const unread = written.filter((name) => !readers.has(name));
  return unread.map((name, index) => ({
    name,
    meant: index < mostGuesses ? didYouMean(name, known) : undefined,
  }));
}
