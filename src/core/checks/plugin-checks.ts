import {
  choosePlugin,
  chosenName,
  fallbackOf,
  kindsInUse,
  type ChosenPlugin,
} from '../assembly/chosen-plugins.ts';
import type { HealthCheck } from './check-runner.ts';
import { fine, problem, type Finding } from '../kinds/finding.ts';
import type { Catalog, CheckOptions, Kind, World } from '../kinds/plugin.ts';
import type { Environment } from '../settings/settings.ts';
import { setThem } from '../settings/read-settings.ts';

/** What plugins are looked at with. */
export interface PluginCheckDependencies extends CheckOptions {
  catalog: Catalog;
  environment: Environment;
  world: World;
}

/** The name of the check of the plugin that the settings choose for a kind. */
export function pluginCheckName(kind: Kind, catalog: Catalog, environment: Environment): string {
  return `${kind}/${chosenName(kind, catalog, environment)}`;
}

/** The own checks of the plugins that the settings choose for these kinds (all in use, when left out). */
export function pluginChecks(
  parts: PluginCheckDependencies,
  of: readonly Kind[] = kindsInUse(parts.environment),
): HealthCheck[] {
  return of.map((kind) => pluginCheck(kind, parts));
}

function pluginCheck(
  kind: Kind,
  { catalog, environment, world, deep = false }: PluginCheckDependencies,
): HealthCheck {
  return {
    name: pluginCheckName(kind, catalog, environment),
    async run(signal) {
      const chosen = await choosePlugin(kind, catalog, environment);
      const fallback = await fallbackOf(chosen, catalog, environment);
      const look = (each: ChosenPlugin): Promise<Finding[]> => lookAt(each, world, signal, deep);
      return [...(await look(chosen)), ...(fallback ? await look(fallback) : [])];
    },
  };
}

function lookAt(
  { plugin, values, problems }: ChosenPlugin,
  world: World,
  signal: AbortSignal,
  deep: boolean,
): Promise<Finding[]> {
  if (problems.length > 0)
    return Promise.resolve([problem(`not checked: ${problems.join('; ')}`, setThem)]);
  if (!plugin?.check) return Promise.resolve([fine('it has no check of its own')]);
  return plugin.check(values, world, signal, { deep });
}
