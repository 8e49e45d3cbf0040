import { SetupError } from '../errors.ts';
import { kindDefaults, type AnyPlugin, type Catalog } from '../kinds/plugin.ts';
import { versionRefusal } from './plugin-version.ts';

/** What oclif's `runHook` resolves with, as far as it matters here. */
export interface HookResults {
  successes: readonly { result: unknown; plugin: { name: string } }[];
  failures: readonly { error: Error; plugin: { name: string } }[];
}

/** A plugin that can be chosen. */
export interface InstalledPlugin {
  /** `kind/name`. */
  id: string;
  /** The npm package that brings it. */
  package: string;
  load: () => Promise<{ default: AnyPlugin }>;
}

/**
 * Everything that the `wabot:plugins` hooks returned, by id. A hook that failed, or two packages that bring the same plugin,
 * are a SetupError that names the packages; so is a plugin that cannot be imported, or was written for another wabot, once it is loaded.
 */
export function installedPlugins({ successes, failures }: HookResults): InstalledPlugin[] {
  const [failure] = failures;
  if (failure) throw unloadable(failure.plugin.name, failure.error);
  const found = new Map<string, InstalledPlugin>();
  for (const { result, plugin } of successes) {
    for (const [id, load] of Object.entries((result ?? {}) as Catalog)) {
      const other = found.get(id);
      if (other) throw twice(id, other.package, plugin.name);
      found.set(id, { id, package: plugin.name, load: () => imported(load, plugin.name) });
    }
  }
  return [...found.values()].toSorted((one, other) => one.id.localeCompare(other.id));
}

/** The same as a catalog, with the first defaults of kinds that a package brings; throws the same errors. */
export function mergeCatalogs(results: HookResults): Catalog {
  const plugins = installedPlugins(results).map(({ id, load }) => [id, load] as const);
  const brought = results.successes.map(
    ({ result }) => (result as Catalog | undefined)?.[kindDefaults],
  );
  const defaults = brought.find((each) => each !== undefined);
  return { ...Object.fromEntries(plugins), ...(defaults && { [kindDefaults]: defaults }) };
}

async function imported(load: Catalog[string], name: string): Promise<{ default: AnyPlugin }> {
  const loaded = await load().catch((error: unknown) => {
    throw unloadable(name, error);
  });
  const refusal = versionRefusal(loaded.default, name);
  if (refusal) throw refusal;
  return loaded;
}

function unloadable(name: string, cause: unknown): SetupError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new SetupError('plugin', `The plugin package ${name} cannot be loaded: ${reason}`, {
    suggestions: [`Update or remove it: npm uninstall ${name}`],
    cause,
  });
}

function twice(id: string, one: string, other: string): SetupError {
  return new SetupError(
    'plugin',
    `Both ${one} and ${other} bring a plugin ${id}, and only one of them can.`,
    {
      suggestions: [`Remove one of the packages: npm uninstall ${other === 'wabot' ? one : other}`],
    },
  );
}
