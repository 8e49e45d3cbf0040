import type { PromptFolder } from '../prompts/prompt-folder.ts';
import { PromptVersions } from '../prompts/prompt-versions.ts';
import { shortHash } from '../prompts/version-label.ts';

const currentFile = 'current.json';

/** Which version is current, without its text: a small file that can be read at every turn. */
export interface Current {
  number: number;
  name: string;
  /** The begin of the hash of its text; empty in what an older version kept. */
  hash: string;
  /** An estimate. */
  tokens: number;
  /** What the sources showed when it was read. */
  stamp: string;
}

/** The folder of the versions, within the data folder. */
export const knowledgeFolder = 'knowledge';

/**
 * A sheet may change all day long, and somebody who asks what an answer rested on comes a day or two later: more versions are kept than of
 * the prompt.
 */
const limits = { versions: 300, bytes: 100_000_000 };

/** Every version of the documents, as commands show them. */
export function keptKnowledge(dataFolder: string): PromptVersions {
  return new PromptVersions(dataFolder, knowledgeFolder, limits);
}

/** The versions of the documents, kept as those of the prompt are, and which is current. Rejects with a SetupError. */
export class KnowledgeVersions {
  readonly #folder: PromptFolder;
  readonly #dataFolder: string;

  constructor(folder: PromptFolder, dataFolder: string) {
    this.#folder = folder;
    this.#dataFolder = dataFolder;
  }

  /** What is current; undefined while nothing was read. */
  async current(): Promise<Current | undefined> {
    const { number, name, hash = '', tokens, stamp } = await this.#folder.read(currentFile);
    const isWhole =
      typeof number === 'number' &&
      typeof name === 'string' &&
      typeof hash === 'string' &&
      typeof tokens === 'number' &&
      typeof stamp === 'string';
    return isWhole ? { number, name, hash, tokens, stamp } : undefined;
  }

  /** The text of a version; undefined when it is not kept any more. Nothing of it stays in memory here. */
  async textOf(number: number): Promise<string | undefined> {
    return (await this.kept().get(number))?.text;
  }

  /** Keeps a text as a version, and makes it current. */
  async take(
    fetched: { text: string; source: string },
    { tokens, stamp, at }: { tokens: number; stamp: string; at: number },
  ): Promise<Current> {
    const version = await this.kept().keep({ ...fetched, kind: 'kb' }, at);
    const { number, name } = version;
    const current = { number, name, hash: shortHash(version.hash), tokens, stamp };
    await this.#folder.write(currentFile, current, 'replacement');
    return current;
  }

  /** Every version, as commands show them. */
  kept(): PromptVersions {
    return keptKnowledge(this.#dataFolder);
  }
}
