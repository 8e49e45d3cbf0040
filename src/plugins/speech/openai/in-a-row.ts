import type { AudioFormat } from '../../../core/plugin-api/audio.ts';
import { isRetryable, ServiceError } from '../../../core/plugin-api/failures.ts';
import type { Audio, Speech, SpeechHints, Transcript } from '../../../core/kinds/speech.ts';
import type { Language } from '../../../core/plugin-api/texts.ts';
import type { World } from '../../../core/kinds/plugin.ts';

/** Half of the usual time for one answer, in milliseconds: a service that hangs must leave time for the other one. */
const longestFirstMs = 45_000;

/** A Speech that names its model. */
type Named = Speech & { readonly model: string };

export interface InARowOptions {
  log: World['log'];
  /** How long the first may take where there is a second, in milliseconds. */
  longestFirstMs?: number;
}

/** Two services, one after the other: the second is asked about a note when the first fails or refuses, unless the note is at fault. */
export class SpeechInARow implements Speech {
  readonly #first: Named;
  readonly #second: Named;
  readonly #options: InARowOptions;

  constructor(first: Named, second: Named, options: InARowOptions) {
    this.#first = first;
    this.#second = second;
    this.#options = options;
  }

  get formats(): ReadonlySet<AudioFormat> {
    return this.#first.formats;
  }

  get maxBytes(): number {
    return Math.min(this.#first.maxBytes, this.#second.maxBytes);
  }

  get model(): string {
    return this.#first.model;
  }

  get standby(): string {
    return this.#second.model;
  }

  get language(): Language | undefined {
    return this.#first.language;
  }

  /** Rejects with the error that may pass, where one of the two may. */
  async transcribe(audio: Audio, hints: SpeechHints, signal: AbortSignal): Promise<Transcript> {
    const failed = await this.#tryFirst(audio, hints, signal);
    if ('transcript' in failed) return failed.transcript;
    const { model } = this.#second;
    this.#options.log.warn('speech-fallback', {
      failed: this.#first.model,
      asked: model,
      error: failed.error,
    });
    try {
      return { ...(await this.#second.transcribe(audio, hints, signal)), model };
    } catch (error) {
      signal.throwIfAborted();
      throw isRetryable(failed.error) && !isRetryable(error) && !isAboutAudio(error)
        ? failed.error
        : error;
    }
  }

  async #tryFirst(
    audio: Audio,
    hints: SpeechHints,
    signal: AbortSignal,
  ): Promise<{ transcript: Transcript } | { error: ServiceError }> {
    const patience = AbortSignal.timeout(this.#options.longestFirstMs ?? longestFirstMs);
    try {
      return {
        transcript: await this.#first.transcribe(audio, hints, AbortSignal.any([signal, patience])),
      };
    } catch (error) {
      signal.throwIfAborted();
      if (patience.aborted) return { error: tooSlow(this.#first.model) };
      if (!(error instanceof ServiceError) || isAboutAudio(error)) throw error;
      return { error };
    }
  }
}

function isAboutAudio(error: unknown): boolean {
  if (!(error instanceof ServiceError)) return false;
  return error.about === 'audio' || error.about === 'audio-length';
}

function tooSlow(model: string): ServiceError {
  return new ServiceError('openai.slow', `${model} did not answer in time`, { retryable: true });
}
