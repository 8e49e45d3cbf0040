import type { Prompt, PromptText } from '../kinds/prompt.ts';
import type { Log } from '../log.ts';
import type { ProvedText } from './proved-text.ts';

/** How a text did in the conversations that it has to pass. */
export interface Proof {
  /** Why it must not be used, in one line for the owner; undefined where it passed. */
  problem?: string;
  /** Whether it could not be tried at all, so that it is tried again later. */
  untried?: boolean;
}

export interface ProvedPromptParts {
  proved: ProvedText;
  /** Tries a text; takes as long as its conversations do. Rejects with the signal's reason alone. */
  prove(text: string, signal: AbortSignal): Promise<Proof>;
  log: Log;
  /** Unix milliseconds. */
  now(): number;
}

/** What could not be tried is tried again after so long, then after twice as long, up to an hour, milliseconds: each trial may cost something. */
const again = { first: 10 * 60_000, longest: 60 * 60_000 };

/** The source is looked at so often, milliseconds, also while no customer writes. */
const lookMs = 30_000;

/** A text that did not become current. */
interface Held extends Proof {
  text: string;
  /** How often it could not be tried. */
  tries: number;
  /** Unix milliseconds. */
  at: number;
}

/**
 * A prompt whose new text becomes current only once it has passed: until then, and for as long as it fails, the bot goes on with
 * the last one that did, also after a restart, and `problem` says why. The first text of all is taken as it is.
 */
export class ProvedPrompt implements Prompt {
  readonly fetch?: NonNullable<Prompt['fetch']>;
  readonly save?: NonNullable<Prompt['save']>;
  readonly #source: Prompt;
  readonly #parts: ProvedPromptParts;
  readonly #stopping = new AbortController();
  /** What the source said last. */
  #latest: PromptText | undefined;
  #good: PromptText | undefined;
  #held: Held | undefined;
  #trying: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(source: Prompt, parts: ProvedPromptParts) {
    this.#source = source;
    this.#parts = parts;
    if (source.fetch) this.fetch = source.fetch.bind(source);
    if (source.save) this.save = source.save.bind(source);
  }

  async load(signal: AbortSignal): Promise<PromptText> {
    const latest = await this.#source.load(signal);
    this.#latest = latest;
    this.#timer ??= setInterval(() => void this.#look(), lookMs).unref();
    const good = await this.#goodBeside(latest);
    if (good.text !== latest.text) {
      this.#try(latest);
      return good;
    }
    this.#good = latest;
    this.#held = undefined;
    return latest;
  }

  problem(): string | undefined {
    return this.#held?.problem ?? this.#source.problem?.();
  }

  /** What the source says and is not current yet: it is being tried, or has not passed. */
  awaiting(): string | undefined {
    const said = this.#latest?.text;
    return said === this.#good?.text ? undefined : said;
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    this.#stopping.abort(new Error('The prompt was closed'));
    await this.#trying;
    await this.#source.close?.();
  }

  /** What is current while the source has this text: another process may have proved one since. */
  async #goodBeside(latest: PromptText): Promise<PromptText> {
    if (this.#good?.text === latest.text) return latest;
    try {
      const kept = await this.#parts.proved.read();
      if (kept && (kept.text === latest.text || !this.#good)) this.#good = kept;
      if (this.#good) return this.#good;
      await this.#parts.proved.write(latest);
    } catch (error) {
      this.#parts.log.error('prompt-proof-unreadable', { error });
    }
    return (this.#good ??= latest);
  }

  #try(latest: PromptText): void {
    const { now } = this.#parts;
    const known = this.#held?.text === latest.text ? this.#held : undefined;
    if (this.#trying || (known && !isTimeFor(known, now()))) return;
    this.#trying = this.#prove(latest).finally(() => (this.#trying = undefined));
  }

  /** Never rejects. */
  async #prove({ text, version }: PromptText): Promise<void> {
    const { proved, prove, log, now } = this.#parts;
    try {
      const proof = await prove(text, this.#stopping.signal);
      // The owner has taken it back meanwhile: what comes of it matters no more.
      if (this.#latest?.text !== text) return;
      const before = this.#held?.text === text ? this.#held : undefined;
      const tries = (before?.tries ?? 0) + 1;
      this.#held = proof.problem === undefined ? undefined : { ...proof, text, tries, at: now() };
      if (this.#held && before?.problem !== proof.problem)
        log.warn('prompt-not-proved', { version, problem: proof.problem });
      if (this.#held) return;
      // Before it is written down: where it cannot be, a trial that has passed is not paid for again.
      this.#good = { text, version };
      log.info('prompt-proved', { version });
      await proved.write({ text, version });
    } catch (error) {
      if (!this.#stopping.signal.aborted) log.error('prompt-proof-unreadable', { error });
    }
  }

  async #look(): Promise<void> {
    await this.load(this.#stopping.signal).catch(() => {});
  }
}

/** Whether what could not be tried is to be tried again now, Unix milliseconds. */
function isTimeFor({ untried = false, tries, at }: Held, now: number): boolean {
  return untried && now - at >= Math.min(again.longest, again.first * 2 ** (tries - 1));
}
