import { createHash, randomUUID } from 'node:crypto';
import { open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fieldsOf, SetupError } from '../../../core/plugin-api/failures.ts';
import { fileErrorCode, keepOwner, makeFolder } from '../../../core/plugin-api/files.ts';

/** What a server says of a function, as far as a model or a person goes by it. */
export interface Described {
  name: string;
  title?: string | undefined;
  description?: string | undefined;
  inputSchema: unknown;
  outputSchema?: unknown;
  annotations?: unknown;
}

/** The hash of everything that a server says of a function: what is not seen by the model may still be read as an instruction. */
export function descriptionHash({ name, title, description, ...rest }: Described): string {
  const { inputSchema, outputSchema, annotations } = rest;
  const said = [name, title, description, inputSchema, outputSchema, annotations];
  return createHash('sha256').update(canonical(said)).digest('hex');
}

/** JSON whose keys are in order. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) => {
    const fields = Object.entries(fieldsOf(inner));
    return fields.length === 0
      ? inner
      : Object.fromEntries(fields.toSorted(([one], [other]) => (one < other ? -1 : 1)));
  });
}

/** A change takes moments: a lock that is older is of a process that died. Milliseconds. */
const longestHeldMs = 5_000;

/** The pause between two looks at a lock, milliseconds. */
const lookPauseMs = 15;

/**
 * What was approved, by server and function, in one file of the data folder. What was never seen is approved with its first sight.
 * The file is read each time, as a command may approve while the bot runs; what is written is written one after another, also
 * by several processes.
 */
export class Approvals {
  readonly #folder: string;
  #written: Promise<unknown> = Promise.resolve();

  constructor(dataFolder: string) {
    this.#folder = dataFolder;
  }

  /** Whether this is what was approved, or the first that is seen of it. Rejects with a SetupError as `approve` does. */
  async takes(server: string, name: string, hash: string): Promise<boolean> {
    const key = `${server}/${name}`;
    const known = await this.#read();
    if (known[key] !== undefined) return known[key] === hash;
    const after = await this.#change((now) => (now[key] === undefined ? { [key]: hash } : {}));
    return after[key] === hash;
  }

  /** Rejects with a SetupError when it cannot be kept. */
  async approve(these: readonly { server: string; name: string; hash: string }[]): Promise<void> {
    const added = these.map(({ server, name, hash }) => [`${server}/${name}`, hash] as const);
    await this.#change(() => Object.fromEntries(added));
  }

  get #file(): string {
    return join(this.#folder, 'approved-tools.json');
  }

  /** Adds to what is known when its turn comes; what is known then. */
  #change(added: (known: Approved) => Approved): Promise<Approved> {
    const changed = this.#written.then(() =>
      this.#alone(async () => {
        const known = await this.#read();
        const more = added(known);
        if (Object.keys(more).length > 0) await this.#write({ ...known, ...more });
        return { ...known, ...more };
      }),
    );
    this.#written = changed.catch(() => undefined);
    return changed;
  }

  /** Does work while no other process does; a lock that was left behind does not hold for long. */
  async #alone<T>(work: () => Promise<T>): Promise<T> {
    const lock = `${this.#file}.lock`;
    await this.#take(lock);
    try {
      return await work();
    } finally {
      await rm(lock, { force: true }).catch(() => undefined);
    }
  }

  async #take(lock: string): Promise<void> {
    try {
      makeFolder(this.#folder);
      const handle = await open(lock, 'wx', 0o600);
      keepOwner(lock);
      await handle.close();
    } catch (error) {
      if (fileErrorCode(error) !== 'EEXIST') throw unkept(error);
      const since = await stat(lock).then(({ mtimeMs }) => mtimeMs, Date.now);
      if (Date.now() - since > longestHeldMs) await rm(lock, { force: true });
      await sleep(lookPauseMs);
      return this.#take(lock);
    }
  }

  async #write(known: Approved): Promise<void> {
    const begun = `${this.#file}.${randomUUID()}`;
    try {
      makeFolder(this.#folder);
      await writeFile(begun, `${JSON.stringify(known, undefined, 2)}\n`, { mode: 0o600 });
      keepOwner(begun);
      await rename(begun, this.#file);
    } catch (error) {
      await rm(begun, { force: true }).catch(() => undefined);
      throw unkept(error);
    }
  }

  async #read(): Promise<Approved> {
    const text = await readFile(this.#file, 'utf8').catch((error: unknown) => {
      if (fileErrorCode(error) === 'ENOENT') return '{}';
      throw unkept(error);
    });
    return read(text);
  }
}

/** Hashes, by server and function. */
type Approved = Readonly<Record<string, string>>;

function read(text: string): Approved {
  try {
    const entries = Object.entries(fieldsOf(JSON.parse(text)));
    return Object.fromEntries(
      entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
    );
  } catch (error) {
    throw unkept(error);
  }
}

function unkept(cause: unknown): SetupError {
  const why = fileErrorCode(cause) ?? 'it is damaged';
  return new SetupError(
    'tools-approved',
    `What was approved of MCP servers cannot be read or kept: approved-tools.json (${why})`,
    { cause, suggestions: ['Look at that file in the data folder (WABOT_DATA).'] },
  );
}
