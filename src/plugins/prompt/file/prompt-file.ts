import type { FetchedPrompt, Prompt, PromptText } from '../../../core/kinds/prompt.ts';
import { largePromptBytes, PromptVersions } from '../../../core/plugin-api/prompts.ts';
import { lastSynced, readFirst, type FileWorld, type PromptSource } from './first-reading.ts';
import { look, promptOf, read, wholeHash, type Found } from './read.ts';
import { write } from './write.ts';

/** A file that was written less than this ago, in milliseconds, may still be half of what it is to become. */
const settleMs = 500;

/** A prompt in a file that the owner edits while the bot runs. */
export class PromptFile implements Prompt {
  readonly #source: PromptSource;
  readonly #world: FileWorld;
  readonly #versions: PromptVersions | undefined;
  #good: PromptText;
  /** When the file was last read, Unix milliseconds. */
  #readAt: number;
  /** What the file looked like when it was last read. */
  #stamp: string;
  #problem: string | undefined;
  #refreshing: Promise<void> | undefined;
  /** The last that was begun. */
  #saving: Promise<unknown> = Promise.resolve();

  private constructor(
    source: PromptSource,
    world: FileWorld,
    {
      good,
      stamp,
      at,
      problem,
    }: { good: PromptText; stamp: string; at: number; problem: string | undefined },
  ) {
    this.#source = source;
    this.#world = world;
    this.#versions =
      world.dataFolder === undefined ? undefined : new PromptVersions(world.dataFolder);
    this.#readAt = at;
    this.#good = good;
    this.#stamp = stamp;
    this.#problem = problem;
  }

  /**
   * Reads the file for the first time; of one that is gone or broken, what `prompts sync` last found in it. Rejects with a
   * SetupError when there is nothing good to begin with.
   */
  static async open(source: PromptSource, world: FileWorld): Promise<PromptFile> {
    const at = world.now();
    const { stamp } = look(source.file);
    const first = await readFirst(source).catch((error: unknown) =>
      lastSynced(error, source, world),
    );
    if (first.builtIn) world.log.info('prompt-built-in', { file: source.file });
    if (first.bytes > largePromptBytes)
      world.log.warn('prompt-large', { file: source.file, bytes: first.bytes });
    return new PromptFile(source, world, { good: first.prompt, stamp, at, problem: first.problem });
  }

  async load(signal: AbortSignal): Promise<PromptText> {
    signal.throwIfAborted();
    this.#refreshing ??= this.#refresh().finally(() => (this.#refreshing = undefined));
    await this.#refreshing;
    return this.#good;
  }

  problem(): string | undefined {
    return this.#problem === undefined
      ? undefined
      : `The prompt file cannot be used: ${this.#problem}`;
  }

  async fetch(signal: AbortSignal): Promise<FetchedPrompt> {
    signal.throwIfAborted();
    const { prompt, builtIn } = await readFirst(this.#source);
    return {
      text: prompt.text,
      source: builtIn ? 'the built-in prompt' : this.#source.file,
      kind: 'file',
    };
  }

  /** One after the other, so that the second of two over the same text finds what the first has written. */
  save(text: string, over: string): Promise<boolean> {
    const saved = this.#saving.then(() => this.#save(text, over));
    this.#saving = saved.catch(() => {});
    return saved;
  }

  /** What is there already was saved before, and the answer lost. */
  async #save(text: string, over: string): Promise<boolean> {
    const { text: before, source } = await this.fetch(new AbortController().signal);
    if (source === this.#source.file && before.trim() === text.trim()) return true;
    if (wholeHash(before) !== over) return false;
    await write(this.#source.file, text);
    return true;
  }

  /** Takes the file's new text once it has settled; of one that is gone or broken, what was last made current by hand. */
  async #refresh(): Promise<void> {
    const found = look(this.#source.file);
    if (found.stamp === this.#stamp) return;
    const at = this.#world.now();
    const reading = this.#isBeingWritten(found)
      ? undefined
      : 'problem' in found
        ? found
        : await read(this.#source.file);
    if (!reading || look(this.#source.file).stamp !== found.stamp) return this.#takeSynced();
    this.#stamp = found.stamp;
    if ('prompt' in reading) return this.#take(reading.prompt, reading.bytes, at);
    await this.#takeSynced();
    this.#report(reading.problem);
  }

  /** The text that `prompts sync` found here after the last reading: this process may have missed it. */
  async #takeSynced(): Promise<void> {
    try {
      const version = await this.#versions?.confirmedAfter(this.#readAt, this.#source.file);
      if (version)
        this.#take(promptOf(version.text), Buffer.byteLength(version.text), this.#world.now());
    } catch (error) {
      this.#world.log.error('prompt-versions-unreadable', { error });
    }
  }

  #isBeingWritten(found: Found): boolean {
    return 'changedMs' in found && Math.abs(this.#world.now() - found.changedMs) < settleMs;
  }

  #report(problem: string): void {
    this.#problem = problem;
    this.#world.log.warn('prompt-broken', {
      file: this.#source.file,
      problem,
      version: this.#good.version,
    });
  }

  #take(prompt: PromptText, bytes: number, at: number): void {
    const changed = prompt.version !== this.#good.version;
    if (changed || this.#problem !== undefined)
      this.#world.log.info('prompt-changed', {
        file: this.#source.file,
        version: prompt.version,
        bytes,
      });
    if (changed && bytes > largePromptBytes)
      this.#world.log.warn('prompt-large', { file: this.#source.file, bytes });
    this.#problem = undefined;
    this.#good = prompt;
    this.#readAt = at;
  }
}
