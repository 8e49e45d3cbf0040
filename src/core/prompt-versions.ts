import { createHash, randomUUID } from 'node:crypto';
import { constants, existsSync } from 'node:fs';
import { copyFile, link, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf, isMissing } from './file-error.ts';
import type { FetchedPrompt } from './kinds/prompt.ts';
import { makeFolder } from './make-folder.ts';

/** How many versions are kept; older ones are removed. */
const mostVersions = 50;

/** A text that was kept, under a number that no other text will ever get. */
export interface PromptVersion {
  /** From 1 upwards. */
  number: number;
  /** As it stands on the records of replies: `gdocs-12`. */
  name: string;
  text: string;
  /** SHA-256 of the text, in hexadecimal. */
  hash: string;
  source: string;
  /** When it was fetched, Unix milliseconds. */
  at: number;
}

/** An older version that was put in force by hand. It holds as long as the source gives the text of this hash. */
export interface Rollback {
  number: number;
  over: string;
}

export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/**
 * The versions of the prompt in `<data folder>/prompts`: one file each, written whole or not at all and for the owner's eyes
 * only. Every call looks at the folder, so that what another process does is seen at once. Rejects when the folder cannot be
 * read or written; a damaged file counts as absent.
 */
export class PromptVersions {
  readonly #folder: string;
  /** What was read or written here; a version never changes. */
  readonly #known = new Map<number, PromptVersion>();

  constructor(dataFolder: string) {
    this.#folder = join(dataFolder, 'prompts');
  }

  /** All versions, newest first. */
  async list(): Promise<PromptVersion[]> {
    const found = await Promise.all((await this.#numbers()).map((number) => this.get(number)));
    return found.filter((version) => version !== undefined);
  }

  /** The newest version, of one source where it is named. */
  async newest(source?: string): Promise<PromptVersion | undefined> {
    for (const number of await this.#numbers()) {
      const version = await this.get(number);
      if (version && (source === undefined || version.source === source)) return version;
    }
    return undefined;
  }

  async get(number: number): Promise<PromptVersion | undefined> {
    const known = this.#known.get(number) ?? understand(number, await readOrNothing(this.#file(number)));
    if (known) this.#known.set(number, known);
    return known;
  }

  /** Keeps a text under the next number, which ends a rollback. The newest version again when it is the same text. */
  async keep({ text, source, kind }: FetchedPrompt, at: number): Promise<PromptVersion> {
    const hash = hashOf(text);
    for (;;) {
      const newest = await this.newest();
      if (newest?.hash === hash && newest.source === source) return newest;
      const number = ((await this.#numbers())[0] ?? 0) + 1;
      const version: PromptVersion = { number, name: `${kind}-${number}`, text, hash, source, at };
      if (!(await this.#write(this.#file(number), version, putNew))) continue;
      await this.endRollback();
      await this.#forget(number - mostVersions);
      return version;
    }
  }

  /** The rollback in force, if any. It may have been overtaken by its source: compare `over`. */
  async rollback(): Promise<Rollback | undefined> {
    const { number, over } = fieldsOf(await readOrNothing(this.#rollbackFile));
    return typeof number === 'number' && typeof over === 'string' ? { number, over } : undefined;
  }

  /** Puts an older version in force for as long as the source gives the text with the hash `over`. */
  async rollBack(rollback: Rollback): Promise<void> {
    await this.#write(this.#rollbackFile, rollback, replace);
  }

  async endRollback(): Promise<void> {
    await rm(this.#rollbackFile, { force: true });
  }

  get #rollbackFile(): string {
    return join(this.#folder, 'rollback.json');
  }

  #file(number: number): string {
    return join(this.#folder, `${number}.json`);
  }

  /** The numbers that are taken, highest first. */
  async #numbers(): Promise<number[]> {
    const names = await readdir(this.#folder).catch((error: unknown) => (isMissing(error) ? [] : Promise.reject(error)));
    const numbers = names.flatMap((name) => (/^[1-9]\d{0,14}\.json$/.test(name) ? [Number.parseInt(name, 10)] : []));
    for (const number of this.#known.keys()) if (!numbers.includes(number)) this.#known.delete(number);
    return numbers.sort((one, other) => other - one);
  }

  async #write(file: string, content: object, put: (from: string, to: string) => Promise<boolean>): Promise<boolean> {
    makeFolder(this.#folder);
    const draft = join(this.#folder, `draft-${randomUUID()}`);
    try {
      await writeSynced(draft, `${JSON.stringify(content, undefined, 2)}\n`);
      return await put(draft, file);
    } finally {
      await rm(draft, { force: true });
    }
  }

  async #forget(last: number): Promise<void> {
    const old = (await this.#numbers()).filter((number) => number <= last);
    await Promise.all(old.map((number) => rm(this.#file(number), { force: true })));
  }
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
    return true;
  } catch (error) {
    if (isTaken(error)) return false;
    throw error;
  }
}

async function replace(from: string, to: string): Promise<boolean> {
  await rename(from, to);
  return true;
}

function understand(number: number, text: string | undefined): PromptVersion | undefined {
  const fields = fieldsOf(text);
  const whole = typeof fields['text'] === 'string' && hashOf(fields['text']) === fields['hash'];
  const named = ['name', 'source'].every((name) => typeof fields[name] === 'string') && typeof fields['at'] === 'number';
  return whole && named && fields['number'] === number ? (fields as unknown as PromptVersion) : undefined;
}

function fieldsOf(text: string | undefined): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text ?? '{}');
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

/** Asked for at every turn, and nearly always there is nothing: a look costs a hundredth of a failed read. */
async function readOrNothing(file: string): Promise<string | undefined> {
  if (!existsSync(file)) return undefined;
  return readFile(file, 'utf8').catch((error: unknown) => (isMissing(error) ? undefined : Promise.reject(error)));
}

function isTaken(error: unknown): boolean {
  return codeOf(error) === 'EEXIST';
}
