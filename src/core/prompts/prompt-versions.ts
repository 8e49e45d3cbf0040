import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FetchedPrompt } from '../kinds/prompt.ts';
import { PromptFolder } from './prompt-folder.ts';

const rollbackFile = 'rollback.json';
const confirmedFile = 'confirmed.json';
const savingFile = 'saving.json';

/** How often it is asked whether somebody else has done his work, and after what pause: ten seconds in all. */
const mostWaits = 500;
const waitMs = 20;

/** How much is kept; older versions are removed. */
export interface KeptLimits {
  versions: number;
  /** All of them together, as files; the newest three stay in any case. */
  bytes?: number;
}

const usualLimits: KeptLimits = { versions: 50 };
const leastKept = 3;

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

/** An older version that was made current by hand. It holds as long as the source gives the text of this hash. */
export interface Rollback {
  number: number;
  over: string;
}

export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/**
 * The versions of the prompt in `<data folder>/prompts`, or of what else is kept like it in a folder of its own: one file each, written whole or not at all and for the owner's eyes
 * only. Every call looks at the folder, so that what another process does is seen at once. Rejects with a SetupError when the
 * folder cannot be read or written; a damaged file counts as absent.
 */
export class PromptVersions {
  readonly #folder: PromptFolder;
  readonly #limits: KeptLimits;
  /** What was read or written here; a version never changes. */
  readonly #known = new Map<number, PromptVersion>();

  constructor(dataFolder: string, folder = 'prompts', limits = usualLimits) {
    this.#folder = new PromptFolder(join(dataFolder, folder));
    this.#limits = limits;
  }

  /** All versions, newest first. */
  async list(): Promise<PromptVersion[]> {
    const found = await Promise.all((await this.#numbers()).map((number) => this.get(number)));
    return found.filter((version) => version !== undefined);
  }

  /** The newest version, of one source where it is named. */
  async newest(source?: string): Promise<PromptVersion | undefined> {
    return this.#newestOf(await this.#numbers(), source);
  }

  async get(number: number): Promise<PromptVersion | undefined> {
    const known =
      this.#known.get(number) ?? understand(number, await this.#folder.read(fileOf(number)));
    if (known) this.#known.set(number, known);
    return known;
  }

  /** Keeps a text under the next number, which ends a rollback. The newest version again when it is the same text. */
  async keep({ text, source, kind }: FetchedPrompt, at: number): Promise<PromptVersion> {
    const hash = hashOf(text);
    for (;;) {
      // One look: what another process keeps after it takes the number, and is compared in the next round.
      const numbers = await this.#numbers();
      const newest = await this.#newestOf(numbers);
      if (newest?.hash === hash && newest.source === source) return newest;
      const number = (numbers[0] ?? 0) + 1;
      const version: PromptVersion = { number, name: `${kind}-${number}`, text, hash, source, at };
      if (!(await this.#folder.write(fileOf(number), version, 'new'))) continue;
      await this.endRollback();
      await this.#forget();
      return version;
    }
  }

  /** Notes that somebody saw this to be the text of its source, and make it current, at this moment (Unix milliseconds). */
  async confirm({ number }: PromptVersion, at: number): Promise<void> {
    await this.#folder.write(confirmedFile, { number, at }, 'replacement');
  }

  /** The version whose text this source was last confirmed to have, if that was after the moment (Unix milliseconds). */
  async confirmedAfter(moment: number, source: string): Promise<PromptVersion | undefined> {
    const { number, at } = await this.#folder.read(confirmedFile);
    if (typeof number !== 'number' || typeof at !== 'number' || at <= moment) return undefined;
    const version = await this.get(number);
    return version?.source === source ? version : undefined;
  }

  /** The current rollback, if any. It may have been overtaken by its source: compare `over`. */
  async rollback(): Promise<Rollback | undefined> {
    const { number, over } = await this.#folder.read(rollbackFile);
    return typeof number === 'number' && typeof over === 'string' ? { number, over } : undefined;
  }

  /** Makes an older version current for as long as the source gives the text with the hash `over`. */
  async rollBack(rollback: Rollback): Promise<void> {
    await this.#folder.write(rollbackFile, rollback, 'replacement');
  }

  async endRollback(): Promise<void> {
    await this.#folder.remove(rollbackFile);
  }

  /** Does a piece of work while no other process does one so; what a killed one has left is taken for done after ten seconds. */
  async alone<T>(work: () => Promise<T>): Promise<T> {
    for (let waits = 0; waits < mostWaits; waits += 1) {
      if (await this.#folder.write(savingFile, {}, 'new')) break;
      await sleep(waitMs);
    }
    try {
      return await work();
    } finally {
      await this.#folder.remove(savingFile);
    }
  }

  async #newestOf(numbers: readonly number[], source?: string): Promise<PromptVersion | undefined> {
    for (const number of numbers) {
      const version = await this.get(number);
      if (version && (source === undefined || version.source === source)) return version;
    }
    return undefined;
  }

  /** The numbers that are taken, highest first. */
  async #numbers(): Promise<number[]> {
    const names = await this.#folder.names();
    const numbers = names.flatMap((name) =>
      /^[1-9]\d{0,14}\.json$/.test(name) ? [Number.parseInt(name, 10)] : [],
    );
    for (const number of this.#known.keys())
      if (!numbers.includes(number)) this.#known.delete(number);
    return numbers.sort((one, other) => other - one);
  }

  async #forget(): Promise<void> {
    const { versions, bytes = Infinity } = this.#limits;
    const files = (await this.#numbers()).map(fileOf);
    const sizes = bytes === Infinity ? [] : await this.#folder.sizes(files);
    let total = 0;
    const old = files.filter((_, index) => {
      total += sizes[index] ?? 0;
      return index >= versions || (index >= leastKept && total > bytes);
    });
    await this.#folder.remove(...old);
  }
}

function fileOf(number: number): string {
  return `${number}.json`;
}

function understand(
  number: number,
  fields: Readonly<Record<string, unknown>>,
): PromptVersion | undefined {
  const whole = typeof fields['text'] === 'string' && hashOf(fields['text']) === fields['hash'];
  const named =
    ['name', 'source'].every((name) => typeof fields[name] === 'string') &&
    typeof fields['at'] === 'number';
  return whole && named && fields['number'] === number
    ? (fields as unknown as PromptVersion)
    : undefined;
}
