import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fieldsOf, SetupError } from '../../../core/plugin-api/failures.ts';
import {
  fileErrorCode,
  isMissing,
  keepOwner,
  makeFolder,
  shownPath,
} from '../../../core/plugin-api/files.ts';

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

/** The places of these instances, by the note in the data folder. Rejects when that is there and cannot be read: with a SetupError where it is damaged. */
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

/** Without a note that was there, the order alone would decide, and chats might go to an instance that is not theirs. */
async function readNote(dataFolder: string): Promise<InstancePlaces | undefined> {
  const path = join(dataFolder, fileName);
  try {
    const { home, further } = fieldsOf(JSON.parse(await readFile(path, 'utf8')));
    if (isId(home) && Array.isArray(further) && further.every(isId)) return { home, further };
  } catch (error) {
    if (isMissing(error)) return undefined;
    if (fileErrorCode(error) !== undefined) throw error;
  }
  throw new SetupError('instances', `${shownPath(path)} is damaged`, {
    suggestions: [
      'Take it from a backup, or delete it: then the first of GREEN_ID_INSTANCE is the instance whose chats have no number behind them (`wabot history list`).',
    ],
  });
}

function isId(value: unknown): value is string {
  return typeof value === 'string' && /^\d{1,20}$/.test(value);
}

async function writeNote(places: InstancePlaces, dataFolder: string): Promise<void> {
  makeFolder(dataFolder);
  const path = join(dataFolder, fileName);
  const draft = `${path}.${process.pid}`;
  await writeFile(draft, `${JSON.stringify(places)}\n`, { mode: 0o600, flush: true });
  keepOwner(draft);
  await rename(draft, path);
}
