import { isBookingWanted } from '../core/assembly/chosen-plugins.ts';
import { openPlugins, type OpenPlugins } from '../core/assembly/open-plugins.ts';
import { wantedPlugins } from '../core/assembly/shared-plugins.ts';
import { createTurnDependencies, turnKinds } from '../core/bot/turn-dependencies.ts';
import { toolModeOf } from '../core/drafts/withhold.ts';
import type { Catalog, Kinds } from '../core/kinds/plugin.ts';
import type { Environment, Settings } from '../core/settings/settings.ts';
import { openToolbox } from '../core/tools/open-toolbox.ts';
import type { DryRunOptions } from '../core/turn/dry-run.ts';
import type { TurnDependencies } from '../core/turn/turn-parts.ts';

type TurnKind = (typeof turnKinds)[number];

/** What turns without WhatsApp are made of; the journal is there where functions may write, or where it was asked for. */
export type Rehearsed = Omit<OpenPlugins<TurnKind, Settings>, 'plugins'> & {
  plugins: Pick<Kinds, TurnKind> & Partial<Pick<Kinds, 'journal' | 'channel' | 'calendar'>>;
};

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

/** The parts of such turns. With `dry`, functions look, and change nothing. */
export async function rehearsedDependencies(
  opened: Rehearsed,
  download: TurnDependencies['download'],
  { dry = false }: { dry?: boolean } = {},
): Promise<TurnDependencies> {
  const dependencies = await createTurnDependencies(opened, download);
  const documents = dependencies.knowledge?.tools;
  const deeds = opened.plugins.journal?.deeds;
  return { ...dependencies, ...(await openToolbox({ ...opened, documents, deeds, dry })) };
}

/** Which functions run in a chat, as its mode has it. */
export async function rehearsedMode(
  chat: string,
  { plugins: { journal }, bot }: Rehearsed,
): Promise<Pick<DryRunOptions, 'toolMode'>> {
  return journal ? { toolMode: await toolModeOf(chat, { ...bot, rules: journal.rules }) } : {};
}
