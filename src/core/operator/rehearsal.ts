import type { OpenPlugins } from '../assembly/open-plugins.ts';
import { createTurnDependencies, type turnKinds, writtenForms } from '../bot/turn-dependencies.ts';
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

/** What such turns go by in the place of what the settings say. */
export interface Rehearsing {
  /** Functions look, and change nothing. */
  dry?: boolean;
  prompt?: TurnDependencies['prompt'] | undefined;
  /** Where the customer is taken to write, as people call it. */
  messenger?: string | undefined;
}

/** The parts of such turns. */
export async function rehearsedDependencies(
  opened: Rehearsed,
  download: TurnDependencies['download'],
  { dry = false, prompt, messenger }: Rehearsing = {},
): Promise<TurnDependencies> {
  const dependencies = await createTurnDependencies(opened, download);
  const documents = dependencies.knowledge?.tools;
  const { channel, journal } = opened.plugins;
  const deeds = journal?.deeds;
  const named = {
    ...(channel && writtenForms(channel)),
    ...(prompt && { prompt }),
    ...(messenger !== undefined && { messenger }),
  };
  return {
    ...dependencies,
    ...named,
    ...(await openToolbox({ ...opened, documents, deeds, dry })),
  };
}

/** Which functions run in a chat, as its mode has it. */
export async function rehearsedMode(
  chat: string,
  { plugins: { journal }, bot }: Rehearsed,
): Promise<Pick<DryRunOptions, 'toolMode'>> {
  return journal ? { toolMode: await toolModeOf(chat, { ...bot, rules: journal.rules }) } : {};
}
