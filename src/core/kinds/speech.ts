import type { AudioFormat } from '../audio.ts';
import type { Language } from '../language/index.ts';

export interface Audio {
  bytes: Uint8Array;
  format: AudioFormat;
}

export interface Transcript {
  /** May be empty: nothing was understood. */
  text: string;
  /** What the service says was spoken, ISO 639-1, when it says so. */
  language?: string;
  seconds?: number;
}

export interface SpeechHints {
  /** A language to expect; only a hint, dropped when the service refuses it. */
  language?: Language;
}

/** Something that hears. */
export interface Speech {
  /** Formats that it takes as they are; others are converted to MP3 first. */
  readonly formats: ReadonlySet<AudioFormat>;
  /** Largest file that it takes, in bytes. */
  readonly maxBytes: number;
  /**
   * One try. Rejects with a ServiceError, retryable or not as for `Model.answer`; code `service.<name>.audio` when this
   * very audio cannot be understood (too short, broken). Ends when `signal` aborts.
   */
  transcribe(audio: Audio, hints: SpeechHints, signal: AbortSignal): Promise<Transcript>;
}
