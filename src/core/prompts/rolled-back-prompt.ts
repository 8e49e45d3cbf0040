import { WabotError } from '../errors.ts';
import type { Prompt, PromptText } from '../kinds/prompt.ts';
import type { Log } from '../log.ts';
import { hashOf, type PromptVersion, type PromptVersions } from './prompt-versions.ts';

/** The older version that was made current by hand, as long as that holds. */
export async function rolledBackTo(
  versions: Pick<PromptVersions, 'rollback' | 'get'>,
): Promise<PromptVersion | undefined> {
  const rollback = await versions.rollback();
  return rollback && versions.get(rollback.number);
}

/** A prompt whose source may say something that is not current yet: what `awaiting` tells. */
export type ReleasedPrompt = Prompt & { awaiting?(): string | undefined };

/** An older version that is current, over the text with this hash. */
interface Held {
  version: PromptVersion;
  over: string;
}

/**
 * A prompt whose owner may make an older version current (`wabot prompts rollback`), also from another process while this
 * one runs: it holds from the next turn until the source gives another text. Where it cannot be seen any more whether there is
 * one, what was known before holds, and `problem` tells.
 */
export class RolledBackPrompt implements Prompt {
  readonly #source: ReleasedPrompt;
  readonly #versions: Pick<PromptVersions, 'rollback' | 'endRollback' | 'get'>;
  readonly #log: Log;
  #held: Held | undefined;
  #problem: string | undefined;

  constructor(
    source: ReleasedPrompt,
    versions: Pick<PromptVersions, 'rollback' | 'endRollback' | 'get'>,
    log: Log,
  ) {
    this.#source = source;
    this.#versions = versions;
    this.#log = log;
  }

  async load(signal: AbortSignal): Promise<PromptText> {
    const latest = await this.#source.load(signal);
    await this.#look(latest).catch((error: unknown) => this.#report(error));
    if (!this.#held || this.#held.over !== hashOf(latest.text)) return latest;
    const { text, name } = this.#held.version;
    return { text, version: name };
  }

  problem(): string | undefined {
    return this.#problem ?? this.#source.problem?.();
  }

  async close(): Promise<void> {
    await this.#source.close?.();
  }

  /** Sees what is held now; ends what its source has overtaken. */
  async #look(latest: PromptText): Promise<void> {
    const rollback = await this.#versions.rollback();
    const version = rollback && (await this.#versions.get(rollback.number));
    const before = this.#held?.version.number;
    const over = version && hashOf(latest.text);
    // A source that cannot be used just now has not changed its mind; one whose new text has yet to pass says neither.
    const isOpen =
      this.#source.problem?.() !== undefined || this.#source.awaiting?.() !== undefined;
    const holds = over !== undefined && (over === rollback?.over || isOpen);
    this.#held = version && holds ? { version, over } : undefined;
    if (this.#held && before !== this.#held.version.number)
      this.#log.info('prompt-rolled-back', { version: this.#held.version.name });
    if (version && !this.#held) {
      this.#log.info('prompt-rollback-ended', { version: latest.version });
      await this.#versions.endRollback();
    }
    this.#problem = undefined;
  }

  /** Tells once for each outage: the bot answers on, and its owner believes that another version is current. */
  #report(error: unknown): void {
    if (this.#problem === undefined) this.#log.error('prompt-rollback-unknown', { error });
    const why = error instanceof WabotError ? error.message : 'its versions cannot be read';
    this.#problem = `Whether an older prompt was made current cannot be seen: ${why}`;
  }
}
