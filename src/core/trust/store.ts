import { readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { writeWhole } from '../settings/env-file.ts';
import { fileErrorCode } from '../files/file-error.ts';
import { makeFolder } from '../files/make-folder.ts';
import type { Environment } from '../settings/settings.ts';
import type { Thing } from './things.ts';

/** Something that a person has agreed to, for one folder. */
export interface Agreed extends Thing {
  folder: string;
  /** Its content then, as `fingerprint.ts` has it. */
  content: string;
}

interface Contents {
  /** Folders that are trusted with everything they bring. */
  folders: string[];
  things: Agreed[];
}

/** The user's own file of what may be run, outside of every folder that it speaks about; undefined where the user has no home. */
export function trustFile(real: Environment): string | undefined {
  const state =
    real['XDG_STATE_HOME'] || (process.platform === 'win32' ? real['LOCALAPPDATA'] : undefined);
  if (state) return join(state, 'wabot', 'trust.json');
  const home = homeFolder();
  return home === undefined ? undefined : join(home, '.local', 'state', 'wabot', 'trust.json');
}

function homeFolder(): string | undefined {
  try {
    return homedir() || undefined;
  } catch {
    // A user without an entry and without HOME, as in some containers.
    return undefined;
  }
}

/** Contents that are remembered of one thing: two installations of wabot see a plugin differently, and an update may be taken back. */
const mostContents = 8;

/** What a user has agreed to run. A file that cannot be read, or that others may write to, holds nothing. */
export class TrustStore {
  readonly #file: string | undefined;

  constructor(file: string | undefined) {
    this.#file = file;
  }

  hasFolder(folder: string): boolean {
    return this.#read().folders.includes(folder);
  }

  /** Whether this was agreed to in this folder with this content; where it was never asked for, the content is not looked at. */
  has(folder: string, thing: Thing, content: () => string): boolean {
    const known = this.#read().things.filter((agreed) => isSame(agreed, { ...thing, folder }));
    if (known.length === 0) return false;
    const now = content();
    return known.some((agreed) => agreed.content === now);
  }

  /** Rejects with the system's error, or with a SetupError `setup.file`, when it cannot be kept. */
  async addThings(agreed: readonly Agreed[]): Promise<void> {
    const { folders, things } = this.#read();
    await this.#write({ folders, things: agreed.reduce(withThing, things) });
  }

  /** Rejects as `addThings`. */
  async addFolder(folder: string): Promise<void> {
    const { folders, things } = this.#read();
    if (!folders.includes(folder)) await this.#write({ folders: [...folders, folder], things });
  }

  #read(): Contents {
    const none = { folders: [], things: [] };
    if (this.#file === undefined) return none;
    try {
      if (!isOurs(this.#file)) return none;
      const { folders, things } = JSON.parse(readFileSync(this.#file, 'utf8')) as Record<
        keyof Contents,
        unknown
      >;
      return {
        folders: listOf(folders, (folder) => typeof folder === 'string'),
        things: listOf(things, isAgreed),
      };
    } catch {
      // Absent at first; what cannot be read holds nothing, and people are asked again.
      return none;
    }
  }

  async #write(contents: Contents): Promise<void> {
    if (this.#file === undefined) throw new Error('this user has no home folder');
    makeFolder(dirname(this.#file));
    await writeWhole(this.#file, `${JSON.stringify(contents, undefined, 2)}\n`, { secret: true });
  }
}

/** With one more at the end; of the same thing with other contents only the newest stay. */
function withThing(things: readonly Agreed[], added: Agreed): Agreed[] {
  const same = things.filter((thing) => isSame(thing, added) && thing.content !== added.content);
  const others = things.filter((thing) => !isSame(thing, added));
  return [...others, ...same.slice(1 - mostContents), added];
}

function listOf<T>(value: unknown, isOne: (each: unknown) => each is T): T[] {
  return Array.isArray(value) ? value.filter(isOne) : [];
}

function isAgreed(value: unknown): value is Agreed {
  if (typeof value !== 'object' || value === null) return false;
  const { kind, name, path, folder, content } = value as Record<string, unknown>;
  return [kind, name, path, folder, content].every((each) => typeof each === 'string');
}

function isSame(one: Agreed, other: Omit<Agreed, 'content'>): boolean {
  return (
    one.folder === other.folder &&
    one.kind === other.kind &&
    one.name === other.name &&
    one.path === other.path
  );
}

/** Whether nobody but this user and root can have written to a file. */
function isOurs(file: string): boolean {
  const { uid, mode } = statSync(file);
  return (
    process.getuid === undefined ||
    ((uid === process.getuid() || uid === 0) && (mode & 0o022) === 0)
  );
}

/** Why something could not be kept, in a word. */
export function keepingProblem(error: unknown): string {
  return fileErrorCode(error) ?? (error instanceof Error ? error.message : String(error));
}
