import { wantedPlugins, type SharedPlugin } from '../assembly/shared-plugins.ts';
import { fine, problem, type Finding } from '../kinds/finding.ts';
import type { HealthCheck } from './check-runner.ts';
import type { PluginCheckDependencies } from './plugin-checks.ts';

/** The kinds of which every configured plugin is looked at, and what to do where its settings are wrong; alerts have checks of their own. */
const advice = {
  knowledge: 'Fix the settings; docs/knowledge.md says what they mean.',
  sink: 'Fix the settings; docs/requests.md says what they mean.',
  tool: 'Fix the file that WABOT_TOOLS names, or the settings; docs/tools.md says what may stand there.',
} as const;
type CheckedKind = keyof typeof advice;
const checkedKinds = Object.keys(advice) as CheckedKind[];

/** The names of the checks of documents, sinks and functions that may be there, or of some of these kinds. */
export function sharedCheckNames(
  { catalog }: Pick<PluginCheckDependencies, 'catalog'>,
  kinds: readonly CheckedKind[] = checkedKinds,
): string[] {
  return Object.keys(catalog)
    .filter((id) => kinds.some((kind) => id.startsWith(`${kind}/`)))
    .toSorted();
}

/** The own check of every plugin of these kinds that the settings want. */
export async function sharedChecks(parts: PluginCheckDependencies): Promise<HealthCheck[]> {
  const all = await Promise.all(checkedKinds.map((kind) => checksOf(kind, parts)));
  return all.flat();
}

async function checksOf(kind: CheckedKind, parts: PluginCheckDependencies): Promise<HealthCheck[]> {
  const plugins = await wantedPlugins(kind, parts.catalog, parts.environment);
  return plugins.map((each) => ({
    name: `${kind}/${each.name}`,
    run: (signal) => checkOne(each, advice[kind], parts, signal),
  }));
}

async function checkOne(
  { plugin, values, problems }: SharedPlugin,
  fixIt: string,
  { world, deep = false }: PluginCheckDependencies,
  signal: AbortSignal,
): Promise<Finding[]> {
  if (problems.length > 0) return problems.map((each) => problem(each, fixIt));
  return (
    (await plugin.check?.(values, world, signal, { deep })) ?? [fine('it has no check of its own')]
  );
}
