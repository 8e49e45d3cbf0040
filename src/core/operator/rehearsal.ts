import type { OpenPlugins } from '../assembly/open-plugins.ts';
import { createTurnDependencies, type turnKinds } from '../bot/turn-dependencies.ts';
import { toolModeOf } from '../drafts/withhold.ts';
import type { Kinds } from '../kinds/plugin.ts';
import type { Settings } from '../settings/settings.ts';
import { openToolbox } from '../tools/open-toolbox.ts';
import type { DryRunOptions } from '../turn/dry-run.ts';
import type { TurnDependencies } from '../turn/turn-parts.ts';

type TurnKind = (typeof turnKinds)[number];

/** What turns without WhatsApp are made of; the journal is there where functions may write, or where it was asked for. */
export type Rehearsed = Omit<OpenPlugins<TurnKind, Settings>, 'plugins'> & {
  plugins: Pick<Kinds, TurnKind> & Partial<Pick<Kinds, 'journal' | 'channel' | 'calendar'>>;
};

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
