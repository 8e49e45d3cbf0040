import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { fileErrorCode } from '../files/file-error.ts';
import { makeFolder } from '../files/make-folder.ts';
import { keepOwner } from '../files/file-owner.ts';
import type { StandIn } from '../assembly/registry.ts';

/** What a `wabot serve` leaves in the data folder about itself, for `wabot status`. Whether any still runs, the journal's claim tells. */
export interface RunNote {
  version: string;
  pid: number;
  /** The machine (or container) that `pid` is of; absent in notes of older versions. */
  host?: string;
  /** ISO 8601. */
  startedAt: string;
  /** Where HTTP is served. */
  address: string;
  receives: 'polling' | 'webhook';
  /** What stood in for plugins whose service was unavailable at startup. */
  standIns?: readonly StandIn[];
  /** ISO 8601; absent while it runs, and after a kill. */
  stoppedAt?: string;
}

/** Several may run with one data folder: each has a note of its own. */
const noteName = /^run(?:-[\w.-]+)?\.json$/;

/** Puts the note in the place of an older one of this process, whole or not at all, and removes those of processes that are gone. */
export async function writeRunNote(dataFolder: string, note: RunNote): Promise<void> {
  makeFolder(dataFolder);
  const name = `run-${(note.host ?? hostname()).replaceAll(/[^\w.-]/g, '_')}-${note.pid}.json`;
  const draft = join(dataFolder, `${name}.draft`);
  await writeFile(draft, `${JSON.stringify(note)}\n`, { mode: 0o600 });
  keepOwner(draft);
  await rename(draft, join(dataFolder, name));
  const others = (await readNotes(dataFolder)).filter(
    (each) => each.name !== name && !isAlive(each.note),
  );
  await Promise.all(others.map((each) => rm(join(dataFolder, each.name), { force: true })));
}

/** The note of the newest run that still goes on, as far as can be told from here; undefined when there is none. */
export async function liveRun(dataFolder: string): Promise<RunNote | undefined> {
  return newest((await readNotes(dataFolder)).filter(({ note }) => isAlive(note)));
}

/** The note of the latest run; undefined when there is none that can be read. */
export async function readRunNote(dataFolder: string): Promise<RunNote | undefined> {
  return newest(await readNotes(dataFolder));
}

interface Kept {
  name: string;
  note: RunNote;
}

function newest(notes: readonly Kept[]): RunNote | undefined {
  return notes.toSorted((one, other) => other.note.startedAt.localeCompare(one.note.startedAt))[0]
    ?.note;
}

async function readNotes(dataFolder: string): Promise<Kept[]> {
  const names = await readdir(dataFolder).catch(() => []);
  const notes = await Promise.all(
    names.filter((name) => noteName.test(name)).map((name) => readNote(dataFolder, name)),
  );
  return notes.filter((note) => note !== undefined);
}

async function readNote(dataFolder: string, name: string): Promise<Kept | undefined> {
  try {
    const note = JSON.parse(
      await readFile(join(dataFolder, name), 'utf8'),
    ) as Partial<RunNote> | null;
    return typeof note?.startedAt === 'string' ? { name, note: note as RunNote } : undefined;
  } catch {
    // It is being replaced, or damaged: the process that it is of is told of by the journal all the same.
    return undefined;
  }
}

/** Whether its process may still run: it has not said goodbye, and is not known to be dead. Of another machine nothing is known. */
function isAlive({ stoppedAt, host, pid }: RunNote): boolean {
  if (stoppedAt !== undefined) return false;
  if (host !== hostname()) return true;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return fileErrorCode(error) !== 'ESRCH';
  }
}
