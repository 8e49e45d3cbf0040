import type { BotValues } from '../settings/bot-settings.ts';
import { pluginVariable } from '../assembly/plugin-settings.ts';
import type { Archive } from '../kinds/archive.ts';
import type { Memory } from '../kinds/memory.ts';
import type { Log } from '../log.ts';
import { openPlugins } from '../assembly/open-plugins.ts';
import { countrySetting } from '../settings/country.ts';
import type { Catalog, Plugin, World } from '../kinds/plugin.ts';
import type { Environment } from '../settings/settings.ts';
import { settingsError } from '../settings/read-settings.ts';
import { away, confined } from './tally.ts';

/** An archive and the memory that takes its chats in. */
export interface OpenedArchive {
  archive: Archive;
  memory: Memory;
  bot: BotValues;
  country: string;
  log: Log;
  world: World;
}

/** Names of archives: every one of the catalog. */
export function archiveNames(catalog: Catalog): string[] {
  return Object.keys(catalog).flatMap((id) =>
    id.startsWith('archive/') ? [id.slice('archive/'.length)] : [],
  );
}

/**
 * Opens an archive and, by the name of its memory, the place for its chats, whatever the settings choose; closes them after
 * the work. Rejects like `open`, and never with a stand-in.
 */
export async function withArchive<T>(
  { from, to }: { from: string; to: string },
  { catalog, environment }: { catalog: Catalog; environment: Environment },
  work: (opened: OpenedArchive) => Promise<T>,
): Promise<T> {
  const plugin = await loadArchive(from, catalog);
  const settings = { ...plugin.settings, country: countrySetting };
  const chosen = { ...environment, [pluginVariable('memory')]: to };
  const opened = await openPlugins({
    catalog,
    environment: chosen,
    kinds: ['memory'],
    settings,
    log: 'stderr',
  });
  const { memory } = opened.plugins;
  opened.onClose(async () => memory.disconnect?.());
  try {
    if (opened.standIns.length > 0) throw away(to);
    if (memory.confined === true) throw confined(to);
    const problems = plugin.problems?.(opened.own) ?? [];
    if (problems.length > 0) throw settingsError(problems);
    const archive = await plugin.create(opened.own, opened.world);
    opened.onClose(() => archive.close());
    return await work({ ...opened, archive, memory, country: opened.own.country });
  } finally {
    await opened.close();
  }
}

async function loadArchive(name: string, catalog: Catalog): Promise<Plugin<'archive'>> {
  const load = catalog[`archive/${name}`];
  if (!load) throw new Error(`there is no archive ${name}`);
  return (await load()).default as Plugin<'archive'>;
}
