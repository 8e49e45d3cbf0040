import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder } from './make-folder.ts';
import { keepOwner } from './owner.ts';
import type { StandIn } from './registry.ts';

/** What a `wabot serve` leaves in the data folder about itself, for `wabot status`. Whether it still runs, the journal's claim tells. */
export interface RunNote {
  version: string;
  pid: number;
  /** ISO 8601. */
  startedAt: string;
  /** Where HTTP is served. */
  address: string;
  receives: 'polling' | 'webhook';
  /** What stood in for plugins whose service was away at the start. */
  standIns?: readonly StandIn[];
  /** ISO 8601; absent while it runs, and after a kill. */
  stoppedAt?: string;
}

function noteFile(dataFolder: string): string {
  return join(dataFolder, 'run.json');
}

/** Puts the note in the place of an older one, whole or not at all. */
export async function writeRunNote(dataFolder: string, note: RunNote): Promise<void> {
  makeFolder(dataFolder);
  const draft = `${noteFile(dataFolder)}.${note.pid}`;
  await writeFile(draft, `${JSON.stringify(note)}\n`, { mode: 0o600 });
  keepOwner(draft);
  await rename(draft, noteFile(dataFolder));
}

/** The note of the latest run; undefined when there is none that can be read. */
export async function readRunNote(dataFolder: string): Promise<RunNote | undefined> {
  try {
    const note = JSON.parse(await readFile(noteFile(dataFolder), 'utf8')) as Partial<RunNote> | null;
    return typeof note?.startedAt === 'string' ? (note as RunNote) : undefined;
  } catch {
    return undefined;
  }
}
