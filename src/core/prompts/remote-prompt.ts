import { SetupError, WabotError } from '../errors.ts';
import type { FetchedPrompt, Prompt, PromptText } from '../kinds/prompt.ts';
import type { World } from '../kinds/plugin.ts';
import { reviewPrompt } from './prompt-review.ts';
import type { PromptVersion, PromptVersions } from './prompt-versions.ts';
import { askedPause, backoff } from '../retry.ts';

/** The longest time one fetch may take, all its requests together, in milliseconds. */
const fetchTimeoutMs = 30_000;

/** The longest pause after failures in a row, in milliseconds, unless the usual one is longer. */
const longestPauseMs = 60 * 60 * 1000;

/** Node's longest timer, in milliseconds. */
const longestTimerMs = 2 ** 31 - 1;

/** A place behind a network where a prompt lies. */
export interface RemoteSource extends Omit<FetchedPrompt, 'text'> {
  /** The text as it is there now. Rejects with a WabotError, or with the signal's reason. */
  fetch(signal: AbortSignal): Promise<string>;
}

/** What a remote prompt is made of. */
export interface RemotePromptParts extends Pick<World, 'log' | 'now'> {
  remote: RemoteSource;
  versions: PromptVersions;
  /** From one look at the source to the next, milliseconds. */
  refreshMs: number;
}

/**
 * A prompt that lies behind a network. Every text that it gives was kept as a version, so that it is there at once after a
 * restart; the source is looked at in the background, and a source that breaks changes nothing but `problem`.
 */
export class RemotePrompt implements Prompt {
  readonly #parts: RemotePromptParts;
  readonly #stopping = new AbortController();
  #good: PromptVersion | undefined;
  #first: Promise<PromptVersion> | undefined;
  #broken: { reason: string; message: string } | undefined;
  #failures = 0;
  #timer: NodeJS.Timeout | undefined;
  #refreshing: Promise<void> = Promise.resolve();

  constructor(parts: RemotePromptParts) {
    this.#parts = parts;
  }

  async load(signal: AbortSignal): Promise<PromptText> {
    signal.throwIfAborted();
    const { remote, versions } = this.#parts;
    // Without its folder the bot goes on with what it has in memory, and says so.
    const kept = await versions
      .newest(remote.source)
      .catch((error: unknown) => this.#report(error));
    const good = kept ?? this.#good ?? (await this.#begin(signal));
    this.#adopt(good);
    if (this.#timer === undefined) this.#refreshIn(this.#first ? this.#parts.refreshMs : 0);
    return { text: good.text, version: good.name };
  }

  async fetch(signal: AbortSignal): Promise<FetchedPrompt> {
    const { fetch, source, kind } = this.#parts.remote;
    const limited = AbortSignal.any([
      signal,
      this.#stopping.signal,
      AbortSignal.timeout(fetchTimeoutMs),
    ]);
    return { text: await fetch(limited), source, kind };
  }

  problem(): string | undefined {
    return this.#broken?.message;
  }

  async close(): Promise<void> {
    this.#stopping.abort(new Error('The prompt was closed'));
    clearTimeout(this.#timer);
    await this.#refreshing;
  }

  /** The very first text, for which there is no substitute. */
  #begin(signal: AbortSignal): Promise<PromptVersion> {
    this.#first ??= this.#take(signal).catch((error: unknown) => {
      this.#first = undefined;
      throw error;
    });
    return this.#first;
  }

  async #take(signal: AbortSignal): Promise<PromptVersion> {
    const fetched = await this.fetch(signal);
    const { problem } = reviewPrompt(fetched.text);
    if (problem !== undefined) throw unusablePrompt(fetched.source, problem);
    const version = await this.#parts.versions.keep(fetched, this.#parts.now());
    this.#adopt(version);
    return version;
  }

  /** Makes a version current, with a word to the log when it is another one. */
  #adopt(version: PromptVersion): void {
    if (version.number === this.#good?.number) return;
    this.#good = version;
    const { bytes, warnings } = reviewPrompt(version.text);
    this.#parts.log.info('prompt-changed', { version: version.name, bytes });
    if (warnings.length === 0) return;
    const lines = warnings.flatMap(({ line }) => line ?? []);
    this.#parts.log.warn('prompt-unfinished', {
      version: version.name,
      warnings: warnings.length,
      lines,
    });
  }

  #refreshIn(pauseMs: number): void {
    if (this.#stopping.signal.aborted) return;
    const wait = Math.min(pauseMs * (1 - Math.random() / 10), longestTimerMs);
    this.#timer = setTimeout(() => {
      this.#refreshing = this.#refresh();
    }, wait).unref();
  }

  /** Looks at the source once and says when to do so again. Never rejects. */
  async #refresh(): Promise<void> {
    const { log, refreshMs } = this.#parts;
    let pauseMs = refreshMs;
    try {
      const { name } = await this.#take(this.#stopping.signal);
      if (this.#broken) log.info('prompt-mended', { version: name });
      this.#broken = undefined;
      this.#failures = 0;
    } catch (error) {
      if (this.#stopping.signal.aborted) return;
      const longest = Math.max(refreshMs, longestPauseMs);
      pauseMs = Math.max(
        askedPause(error) ?? 0,
        backoff(this.#failures, { first: refreshMs, longest }),
      );
      this.#failures += 1;
      this.#report(error);
    }
    this.#refreshIn(pauseMs);
  }

  #report(error: unknown): undefined {
    const reason = error instanceof WabotError ? error.code : reasonOf(error);
    const known = this.#broken?.reason === reason;
    this.#broken = {
      reason,
      message:
        error instanceof WabotError ? error.message : `The prompt cannot be refreshed (${reason})`,
    };
    if (!known) this.#parts.log.warn('prompt-broken', { error, version: this.#good?.name });
  }
}

/** The error for a text that no bot should use; `problem` completes "it …". */
export function unusablePrompt(source: string, problem: string): SetupError {
  return new SetupError('prompt', `The prompt cannot be used: it ${problem} (${source})`, {
    suggestions: ['Fix it at its source. Until then the bot keeps the last good version.'],
  });
}

/** The system's word for what went wrong (`ENOSPC`), or the error's name. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown reason';
  return 'code' in error ? String(error.code) : error.name;
}
