import { join } from 'node:path';
import { WabotError } from '../errors.ts';
import type { Knowledge } from '../kinds/knowledge.ts';
import type { ToolSource } from '../kinds/tool.ts';
import type { World } from '../kinds/plugin.ts';
import type { Rested } from '../kinds/turn-record.ts';
import { PromptFolder } from '../prompts/prompt-folder.ts';
import { KnowledgeVersions, type Current } from './knowledge-versions.ts';
import type { PassageIndex, SearchOptions } from './passage-index.ts';
import type { KnowledgePassage } from './passages.ts';
import { knowledgeTools } from './knowledge-tools.ts';
import { foundFor } from './found-passages.ts';
import { syncKnowledge } from './knowledge-sync.ts';

/** The longest time that one look at the sources may take, all of them together, milliseconds. */
const syncTimeoutMs = 5 * 60_000;

/** What is current now. */
export interface KnowledgeNow {
  /** As it stands on the records of replies: `kb-12`. */
  version: string;
  /** What something rests on that was found as these passages, or that had all of it. */
  restedOn(passages?: readonly KnowledgePassage[]): Rested;
  /** Its size, estimated. */
  tokens: number;
  /** All of it, where that fits into every question; otherwise it is searched. */
  whole?: string;
  /** What fits a question best, best first; nothing where the whole is given anyway. */
  find(question: string, options: SearchOptions): KnowledgePassage[];
  /** The passages that are put before the model ahead of its first answer to these words, and the same in lines; `before` is what the customer said last before. */
  foundFor(
    words: string,
    before: string | undefined,
  ): { passages: KnowledgePassage[]; lines: string[] };
}

/** What it is made of. */
export interface BusinessKnowledgeParts extends Pick<World, 'log' | 'now' | 'dataFolder'> {
  sources: readonly Knowledge[];
  /** What is larger, in estimated tokens, is not given whole. */
  wholeTokens: number;
  /** From one look at the sources to the next, milliseconds. */
  refreshMs: number;
}

/**
 * The documents of the business as they are now. What was read is kept as a version and is there at once after a restart; the
 * sources are looked at in the background, and one that breaks changes nothing but `problem`.
 */
export class BusinessKnowledge {
  /** By which a model looks into what it was not given whole. */
  readonly tools: ToolSource = knowledgeTools((signal) => this.load(signal));
  readonly #parts: BusinessKnowledgeParts;
  readonly #folder: string;
  readonly #versions: KnowledgeVersions;
  readonly #stopping = new AbortController();
  #number: number | undefined;
  #index: PassageIndex | undefined;
  #now: KnowledgeNow | undefined;
  #problem: string | undefined;
  #first: Promise<void> | undefined;
  #adopting: Promise<void> | undefined;
  #refreshing: Promise<void> = Promise.resolve();
  #timer: NodeJS.Timeout | undefined;

  constructor(parts: BusinessKnowledgeParts) {
    this.#parts = parts;
    this.#folder = join(parts.dataFolder, 'knowledge');
    this.#versions = new KnowledgeVersions(new PromptFolder(this.#folder), parts.dataFolder);
  }

  /**
   * What is current, also where another process has just made it so; undefined while nothing could be read. Only the first call
   * waits for the sources. Rejects only with the reason of a signal that has aborted.
   */
  async load(signal: AbortSignal): Promise<KnowledgeNow | undefined> {
    signal.throwIfAborted();
    const current = await this.#versions.current().catch((error: unknown) => this.#report(error));
    if (current && current.number !== this.#number) await this.#adoptOnce(current);
    if (!this.#now) await (this.#first ??= this.#refresh());
    if (this.#timer === undefined) this.#refreshIn(this.#first ? this.#parts.refreshMs : 0);
    return this.#now;
  }

  /** Why what is current may be old, in one line without secrets; undefined while all is well. */
  problem(): string | undefined {
    return this.#problem;
  }

  async close(): Promise<void> {
    this.#stopping.abort(new Error('The documents were closed'));
    clearTimeout(this.#timer);
    await this.#refreshing;
    for (const source of this.#parts.sources) await source.close?.();
    this.#index?.close();
    this.#index = undefined;
  }

  #adoptOnce(current: Current): Promise<void> {
    this.#adopting ??= this.#adopt(current)
      .catch((error: unknown) => this.#report(error))
      .finally(() => (this.#adopting = undefined));
    // With something older at hand nobody waits for an index.
    return this.#now ? Promise.resolve() : this.#adopting;
  }

  async #adopt({ number, name, hash, tokens }: Current): Promise<void> {
    const fits = tokens <= this.#parts.wholeTokens;
    const { signal } = this.#stopping;
    const index = fits ? undefined : await openIndex(this.#folder, number, signal);
    const whole = fits ? await this.#versions.textOf(number) : undefined;
    this.#index?.close();
    this.#index = index;
    const find: KnowledgeNow['find'] = (question, options) =>
      index?.search(question, options) ?? [];
    this.#now = {
      version: name,
      restedOn: (passages) => ({
        version: name,
        hash,
        ...(passages ? { passages: passages.map((passage) => passage.number ?? 0) } : {}),
      }),
      tokens,
      ...(whole === undefined ? {} : { whole }),
      find,
      foundFor: (words, before) => foundFor(find, words, before),
    };
    this.#number = number;
    this.#parts.log.info('knowledge-changed', { version: name, tokens, whole: fits });
  }

  #refreshIn(pauseMs: number): void {
    if (this.#stopping.signal.aborted) return;
    this.#timer = setTimeout(
      () => {
        this.#refreshing = this.#refresh().finally(() => this.#refreshIn(this.#parts.refreshMs));
      },
      pauseMs * (1 - Math.random() / 10),
    ).unref();
  }

  /** Looks at the sources once, and takes what is new. Never rejects. */
  async #refresh(): Promise<void> {
    const limited = AbortSignal.any([this.#stopping.signal, AbortSignal.timeout(syncTimeoutMs)]);
    try {
      const { current, problem } = await syncKnowledge(this.#parts, this.#versions, limited);
      if (current.number !== this.#number) await this.#adoptOnce(current);
      if (problem === undefined) this.#recovered(current.name);
      else this.#tell(problem);
    } catch (error) {
      if (!this.#stopping.signal.aborted) this.#report(error);
    }
  }

  #recovered(version: string): void {
    if (this.#problem !== undefined) this.#parts.log.info('knowledge-mended', { version });
    this.#problem = undefined;
  }

  #report(error: unknown): undefined {
    const message =
      error instanceof WabotError ? error.message : 'The documents cannot be read at present';
    this.#tell(message, error);
  }

  #tell(problem: string, error?: unknown): void {
    if (problem !== this.#problem)
      this.#parts.log.warn('knowledge-broken', { problem, version: this.#now?.version, error });
    this.#problem = problem;
  }
}

/** What searches is loaded where there is more than fits. */
async function openIndex(
  folder: string,
  number: number,
  signal: AbortSignal,
): Promise<PassageIndex> {
  const { versionIndex } = await import('./version-index.ts');
  return versionIndex(folder, number, signal);
}
