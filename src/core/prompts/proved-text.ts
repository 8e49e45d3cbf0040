import { join } from 'node:path';
import type { PromptText } from '../kinds/prompt.ts';
import { PromptFolder } from './prompt-folder.ts';

const file = 'proved.json';

/** The last text of the prompt that passed its conversations, in `<data folder>/prompts`. Rejects with a SetupError when the folder cannot be read or written. */
export class ProvedText {
  readonly #folder: PromptFolder;

  constructor(dataFolder: string) {
    this.#folder = new PromptFolder(join(dataFolder, 'prompts'));
  }

  /** Undefined where none did, or the file is damaged. */
  async read(): Promise<PromptText | undefined> {
    const { text, version } = await this.#folder.read(file);
    return typeof text === 'string' && typeof version === 'string' ? { text, version } : undefined;
  }

  async write({ text, version }: PromptText): Promise<void> {
    await this.#folder.write(file, { text, version }, 'replacement');
  }
}
