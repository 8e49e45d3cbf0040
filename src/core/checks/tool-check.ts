import { wantedPlugins, type SharedPlugin } from '../assembly/shared-plugins.ts';
import { fine, problem, type Finding } from '../kinds/finding.ts';
import type { HealthCheck } from './check-runner.ts';
import type { PluginCheckDependencies } from './plugin-checks.ts';

const fixIt =
  'Fix the file that WABOT_TOOLS names, or the settings; docs/tools.md says what may stand there.';

/** The names of the checks of functions that may be there. */
export function toolCheckNames({ catalog }: Pick<PluginCheckDependencies, 'catalog'>): string[] {
  return Object.keys(catalog)
    .filter((id) => id.startsWith('tool/'))
    .toSorted();
}

/** The own check of everything that gives the model functions under these settings. */
export async function toolChecks(parts: PluginCheckDependencies): Promise<HealthCheck[]> {
  const sources = await wantedPlugins('tool', parts.catalog, parts.environment);
  return sources.map((source) => ({
    name: `tool/${source.name}`,
    run: (signal) => checkSource(source, parts, signal),
  }));
}

async function checkSource(
  { plugin, values, problems }: SharedPlugin,
  { world, deep = false }: PluginCheckDependencies,
  signal: AbortSignal,
): Promise<Finding[]> {
  if (problems.length > 0) return problems.map((each) => problem(each, fixIt));
  return (
    (await plugin.check?.(values, world, signal, { deep })) ?? [fine('it has no check of its own')]
  );
}
