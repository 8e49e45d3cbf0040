import type { BotValues } from '../settings/bot-settings.ts';
import { pluginSettings, pluginVariable } from '../assembly/plugin-settings.ts';
import { openPlugins } from '../assembly/open-plugins.ts';
import type { Storage } from './migration.ts';
import type { Catalog } from '../kinds/plugin.ts';
import type { Environment } from '../settings/settings.ts';
import type { Log } from '../log.ts';
import { MemoryCalls } from '../store/memory-calls.ts';
import { away } from './tally.ts';

export interface OpenedPlace extends Storage {
  log: Log;
  bot: BotValues;
  close(): Promise<void>;
}

/** Names of places: every memory of the catalog. */
export function placeNames(catalog: Catalog): string[] {
  return Object.keys(catalog).flatMap((id) =>
    id.startsWith('memory/') ? [id.slice('memory/'.length)] : [],
  );
}

/**
 * Opens a place by the name of its memory, whatever the settings choose. Its journal is the one of the same name, the usual
 * one beside the usual memory, and none beside any other. Rejects like `open`, and never with a stand-in.
 */
async function openPlace(
  name: string,
  catalog: Catalog,
  environment: Environment,
): Promise<OpenedPlace> {
  const journal = journalBeside(name, catalog);
  const chosen = {
    ...environment,
    [pluginVariable('memory')]: name,
    ...(journal ? { [pluginVariable('journal')]: journal } : {}),
  };
  const kinds = journal ? (['journal', 'memory'] as const) : (['memory'] as const);
  const opened = await openPlugins({
    catalog,
    environment: chosen,
    kinds,
    settings: {},
    log: 'stderr',
  });
  const { memory, journal: kept } = opened.plugins as {
    memory: Storage['memory'];
    journal?: Storage['journal'];
  };
  opened.onClose(() => new MemoryCalls(opened.log).close(async () => memory.disconnect?.()));
  opened.onClose(async () => kept?.close());
  if (opened.standIns.length === 0)
    return {
      name,
      memory,
      ...(kept ? { journal: kept } : {}),
      log: opened.log,
      bot: opened.bot,
      close: opened.close,
    };
  await opened.close();
  throw away(name);
}

/** Opens both places for this work and closes them afterwards. */
export async function withPlaces<T>(
  { from, to }: { from: string; to: string },
  { catalog, environment }: { catalog: Catalog; environment: Environment },
  work: (source: OpenedPlace, target: OpenedPlace) => Promise<T>,
): Promise<T> {
  const source = await openPlace(from, catalog, environment);
  try {
    const target = await openPlace(to, catalog, environment);
    try {
      return await work(source, target);
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
}

function journalBeside(name: string, catalog: Catalog): string | undefined {
  if (`journal/${name}` in catalog) return name;
  const { memory, journal } = pluginSettings(catalog);
  return name === memory.default ? journal.default : undefined;
}
