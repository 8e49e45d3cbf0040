import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fieldsOf } from '../../../core/plugin-api/failures.ts';
import { makeFolder } from '../../../core/plugin-api/files.ts';

/**
 * Which instance has its chats under their plain ids (`home`), and which have a mark behind them. It is noted when a second
 * instance comes, and holds from then on, in whatever order they are named and also when some are gone.
 */
export interface InstancePlaces {
  home: string;
  further: readonly string[];
}

const fileName = 'instances.json';

/** The places of these instances by what was noted before; another may take the place of a home that is gone. */
export function placesOfInstances(
  ids: readonly string[],
  noted: InstancePlaces | undefined,
): InstancePlaces {
  const { home: before = ids[0] ?? '', further = [] } = noted ?? {};
  const successor = ids.find((id) => !further.includes(id));
  const home = ids.includes(before) ? before : (successor ?? before);
  return { home, further: [...new Set([...further, ...ids])].filter((id) => id !== home) };
}

/** The places of these instances, by the note in the data folder. Rejects when that is there and cannot be read. */
export async function readInstancePlaces(
  ids: readonly string[],
  dataFolder: string,
): Promise<InstancePlaces> {
  return placesOfInstances(ids, await readNote(dataFolder));
}

/** The same, noted where several have been named. */
export async function keepInstancePlaces(
  ids: readonly string[],
  dataFolder: string,
): Promise<InstancePlaces> {
  const noted = await readNote(dataFolder);
  const places = placesOfInstances(ids, noted);
  if (places.further.length > 0 && JSON.stringify(places) !== JSON.stringify(noted))
    await writeNote(places, dataFolder);
  return places;
}

async function readNote(dataFolder: string): Promise<InstancePlaces | undefined> {
  const text = await readFile(join(dataFolder, fileName), 'utf8').catch(absent);
  if (text === undefined) return undefined;
  const { home, further } = fieldsOf(JSON.parse(text));
  if (typeof home !== 'string' || !Array.isArray(further)) return undefined;
  return { home, further: further.map(String) };
}

function absent(error: unknown): undefined {
  if (fieldsOf(error)['code'] !== 'ENOENT') throw error;
}

async function writeNote(places: InstancePlaces, dataFolder: string): Promise<void> {
  makeFolder(dataFolder);
  const path = join(dataFolder, fileName);
  const draft = `${path}.${process.pid}`;
  await writeFile(draft, `${JSON.stringify(places)}\n`, { mode: 0o600 });
  await rename(draft, path);
}
