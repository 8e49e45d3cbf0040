import { randomUUID } from 'node:crypto';
import { constants, statSync } from 'node:fs';
import { copyFile, link, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { SetupError, WabotError } from '../errors.ts';
import { fileErrorCode, isMissing } from '../files/file-error.ts';
import { makeFolder } from '../files/make-folder.ts';
import { isPermissionError, keepOwner, strangersFile } from '../files/file-owner.ts';
import { shownPath } from '../files/shown-path.ts';

/**
 * A folder of small files, each written whole or not at all and for the owner's eyes only; what root writes belongs to the owner
 * of the folder around it. Rejects with a SetupError when it cannot be read or written, by this user or by that owner.
 */
export class PromptFolder {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** The names in it; none when there is no folder. */
  async names(): Promise<string[]> {
    return (await this.#use('read', () => ifThere(readdir(this.#folder)))) ?? [];
  }

  /** The fields of the JSON in a file; none when there is no file, or a damaged one. */
  async read(name: string): Promise<Readonly<Record<string, unknown>>> {
    const file = join(this.#folder, name);
    return this.#use('read', async () => {
      // Asked for at every turn, and nearly always there is nothing: a look costs a hundredth of a failed read.
      if (!statSync(file, { throwIfNoEntry: false })) return {};
      return fieldsOf(await ifThere(readFile(file, 'utf8')));
    });
  }

  /** Writes a file, in the place of an older one; false when it was to be a `new` one and the name is taken. */
  async write(name: string, content: object, as: 'new' | 'replacement'): Promise<boolean> {
    const draft = join(this.#folder, `draft-${randomUUID()}`);
    return this.#use('written', async () => {
      makeFolder(this.#folder);
      try {
        await writeSynced(draft, `${JSON.stringify(content, undefined, 2)}\n`);
        await this.#giveBack();
        const file = join(this.#folder, name);
        if (as === 'new') return await putNew(draft, file);
        await rename(draft, file);
        return true;
      } finally {
        await rm(draft, { force: true });
      }
    });
  }

  /** How large these files are, in bytes; 0 where one is not there. */
  async sizes(names: readonly string[]): Promise<number[]> {
    return names.map(
      (name) => statSync(join(this.#folder, name), { throwIfNoEntry: false })?.size ?? 0,
    );
  }

  async remove(...names: readonly string[]): Promise<void> {
    await this.#use('written', () =>
      Promise.all(names.map((name) => rm(join(this.#folder, name), { force: true }))),
    );
  }

  /** An earlier command of root's may have left everything here to root: the bot would not see what was made current. */
  async #giveBack(): Promise<void> {
    const names = await readdir(this.#folder);
    const paths = [this.#folder, ...names.map((name) => join(this.#folder, name))];
    const kept = paths.filter((path) => !keepOwner(path));
    if (kept[0] !== undefined) throw notForTheBot(kept[0]);
  }

  async #use<T>(how: 'read' | 'written', work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw failure(this.#folder, how, error);
    }
  }
}

/** What is found; undefined where there is no such file or folder. */
function ifThere<T>(reading: Promise<T>): Promise<T | undefined> {
  return reading.catch((error: unknown) => (isMissing(error) ? undefined : Promise.reject(error)));
}

async function writeSynced(file: string, text: string): Promise<void> {
  const handle = await open(file, 'wx', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Puts a whole file under a new name; false when the name is taken. */
async function putNew(from: string, to: string): Promise<boolean> {
  try {
    // Not every file system has links; there the copy may be seen half written, and counts as damaged until it is whole.
    await link(from, to).catch((error: unknown) =>
      isTaken(error) ? Promise.reject(error) : copyFile(from, to, constants.COPYFILE_EXCL),
    );
    keepOwner(to);
    return true;
  } catch (error) {
    if (isTaken(error)) return false;
    throw error;
  }
}

function fieldsOf(text: string | undefined): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text ?? '{}');
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

function isTaken(error: unknown): boolean {
  return fileErrorCode(error) === 'EEXIST';
}

/** What a failed look or write means to a person: whose the folder is, and what to do. */
function failure(folder: string, how: 'read' | 'written', error: unknown): unknown {
  const code = fileErrorCode(error);
  if (error instanceof WabotError || code === undefined) return error;
  const stranger = isPermissionError(error) ? strangersFile(folder) : undefined;
  const whose = stranger ? `: ${stranger.whose}` : '';
  return new SetupError(
    'prompts.folder',
    `The versions of the prompt in ${shownPath(folder)} cannot be ${how} (${code})${whose}`,
    {
      suggestions: [
        stranger?.advice ??
          'Make sure that the folder belongs to the user who runs the bot and that the disk has room.',
      ],
      cause: error,
    },
  );
}

function notForTheBot(path: string): SetupError {
  return new SetupError(
    'prompts.owner',
    `${shownPath(path)} still belongs to root, and the user who runs the bot could not read it`,
    {
      suggestions: [
        'Run this as the user who runs the bot, or give the folder to that user: chown -R.',
      ],
    },
  );
}
