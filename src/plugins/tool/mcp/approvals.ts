import { createHash } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
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

/** What was approved, by server and function, in one file of the data folder. What was never seen is approved with its first sight. */
export class Approvals {
  readonly #folder: string;
  #known: Record<string, string> | undefined;

  constructor(dataFolder: string) {
    this.#folder = dataFolder;
  }

  /** Whether this is what was approved, or the first that is seen of it. */
  async takes(server: string, name: string, hash: string): Promise<boolean> {
    const known = await this.#read();
    const key = `${server}/${name}`;
    if (known[key] !== undefined) return known[key] === hash;
    await this.approve([{ server, name, hash }]);
    return true;
  }

  /** Rejects with a SetupError when it cannot be kept. */
  async approve(these: readonly { server: string; name: string; hash: string }[]): Promise<void> {
    const known = { ...(await this.#read()) };
    for (const { server, name, hash } of these) known[`${server}/${name}`] = hash;
    try {
      makeFolder(this.#folder);
      await writeFile(`${this.#file}.new`, `${JSON.stringify(known, undefined, 2)}\n`, {
        mode: 0o600,
      });
      await rename(`${this.#file}.new`, this.#file);
      keepOwner(this.#file);
    } catch (error) {
      throw unkept(error);
    }
    this.#known = known;
  }

  get #file(): string {
    return join(this.#folder, 'approved-tools.json');
  }

  async #read(): Promise<Record<string, string>> {
    if (this.#known) return this.#known;
    const text = await readFile(this.#file, 'utf8').catch((error: unknown) => {
      if (fileErrorCode(error) === 'ENOENT') return '{}';
      throw unkept(error);
    });
    return (this.#known = read(text));
  }
}

function read(text: string): Record<string, string> {
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
