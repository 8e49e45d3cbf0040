import type { Deeds } from '../kinds/deeds.ts';
import type { ToolSource } from '../kinds/tool.ts';
import type { Log } from '../log.ts';
import type { Toolbox } from './toolbox.ts';

/** What the functions of a bot come from. */
export interface ToolboxSources {
  /** By the names of their plugins. */
  tools: ReadonlyMap<string, ToolSource>;
  /** Those that look into the documents beside the prompt; absent: there are none. */
  documents?: ToolSource | undefined;
  /** Absent where nothing that is in `tools` changes anything. */
  deeds?: Deeds | undefined;
  bot: { toolsOff?: readonly string[] | undefined; toolRounds: number; timeZone: string };
  log: Pick<Log, 'info' | 'warn'>;
  /** Whether nothing is changed: of what was, the kept result is taken. */
  dry?: boolean;
}

/** What the model may call; nothing, and not even loaded, where no plugin gives any. */
export async function openToolbox(parts: ToolboxSources): Promise<{ toolbox?: Toolbox }> {
  const { tools, documents, bot, log, deeds = noDeeds, dry = false } = parts;
  const sources = documents ? new Map([['knowledge', documents], ...tools]) : tools;
  if (sources.size === 0) return {};
  const { Toolbox: Box } = await import('./toolbox.ts');
  const { toolsOff: off = [], toolRounds: rounds, timeZone } = bot;
  return { toolbox: new Box({ sources, off, rounds, deeds, timeZone, log, dry }) };
}

/** What only looks leaves nothing behind; a write counts as begun by somebody else, so that it does not run. */
const noDeeds: Deeds = {
  begin: (deed) => Promise.resolve(deed),
  end: () => Promise.resolve(false),
  list: () => Promise.resolve([]),
};
