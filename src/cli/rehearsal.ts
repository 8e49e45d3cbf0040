import { isBookingWanted } from '../core/assembly/chosen-plugins.ts';
import { openPlugins } from '../core/assembly/open-plugins.ts';
import { wantedPlugins } from '../core/assembly/shared-plugins.ts';
import { turnKinds } from '../core/bot/turn-dependencies.ts';
import type { Catalog, Kinds } from '../core/kinds/plugin.ts';
import type { Rehearsed } from '../core/operator/rehearsal.ts';
import type { Environment } from '../core/settings/settings.ts';

/** Opens what turns need, with what the model may call; `others` are wanted in any case. Rejects as `openPlugins` does. */
export async function openRehearsed<K extends 'channel' | 'journal' = never>(
  { catalog, environment }: { catalog: Catalog; environment: Environment },
  others: readonly K[] = [],
): Promise<Rehearsed & { plugins: Pick<Kinds, K> }> {
  const tools = await wantedPlugins('tool', catalog, environment);
  const isActing = tools.length > 0;
  const kinds = new Set([
    ...others,
    ...(isActing ? (['journal'] as const) : []),
    ...turnKinds,
    ...(isActing && isBookingWanted(environment) ? (['calendar'] as const) : []),
  ]);
  const opened = await openPlugins({
    catalog,
    environment,
    kinds: [...kinds],
    settings: {},
    knowledge: true,
    tools: true,
    log: 'stderr',
  });
  const { journal }: Partial<Pick<Kinds, 'journal'>> = opened.plugins;
  if (journal) opened.onClose(() => journal.close());
  return opened;
}
