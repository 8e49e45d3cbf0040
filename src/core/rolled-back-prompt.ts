import type { Prompt, PromptText } from './kinds/prompt.ts';
import type { Log } from './log.ts';
import { hashOf, type PromptVersion, type PromptVersions } from './prompt-versions.ts';

/** The older version that was put in force by hand, as long as that holds. */
export async function rolledBackTo(versions: Pick<PromptVersions, 'rollback' | 'get'>): Promise<PromptVersion | undefined> {
  const rollback = await versions.rollback();
  return rollback && versions.get(rollback.number);
}

/**
 * A prompt whose owner may put an older version in force (`wabot prompts rollback`), also from another process while this
 * one runs: it holds from the next turn until the source gives another text.
 */
export class RolledBackPrompt implements Prompt {
  readonly #source: Prompt;
  readonly #versions: Pick<PromptVersions, 'rollback' | 'endRollback' | 'get'>;
  readonly #log: Log;
  #said: number | undefined;

  constructor(source: Prompt, versions: Pick<PromptVersions, 'rollback' | 'endRollback' | 'get'>, log: Log) {
    this.#source = source;
    this.#versions = versions;
    this.#log = log;
  }

  async load(signal: AbortSignal): Promise<PromptText> {
    const latest = await this.#source.load(signal);
    return (await this.#older(latest).catch(() => undefined)) ?? latest;
  }

  problem(): string | undefined {
    return this.#source.problem?.();
  }

  async close(): Promise<void> {
    await this.#source.close?.();
  }

  async #older(latest: PromptText): Promise<PromptText | undefined> {
    const rollback = await this.#versions.rollback();
    const version = rollback && (await this.#versions.get(rollback.number));
    if (version === undefined) {
      this.#said = undefined;
      return undefined;
    }
    if (rollback?.over !== hashOf(latest.text)) {
      this.#log.info('prompt-rollback-ended', { version: latest.version });
      await this.#versions.endRollback();
      return undefined;
    }
    if (this.#said !== version.number) this.#log.info('prompt-rolled-back', { version: version.name });
    this.#said = version.number;
    return { text: version.text, version: version.name };
  }
}
