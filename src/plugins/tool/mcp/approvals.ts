import { createHash, randomUUID } from 'node:crypto';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
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

/**
 * What was approved, by server and function, in one file of the data folder. What was never seen is approved with its first sight.
 * The file is read each time, as a command may approve while the bot runs; what is written here is written one after another.
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
    const changed = this.#written.then(async () => {
      const known = await this.#read();
      const more = added(known);
      if (Object.keys(more).length > 0) await this.#write({ ...known, ...more });
      return { ...known, ...more };
    });
    this.#written = changed.catch(() => undefined);
    return changed;
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
