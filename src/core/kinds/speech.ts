import type { AudioFormat } from '../audio.ts';
import type { Language } from '../language/index.ts';

/** A recording to be transcribed. */
export interface Audio {
  bytes: Uint8Array;
  format: AudioFormat;
  /** Its length, where that is known. */
  seconds?: number;
}

/** What a speech service understood of a recording. */
export interface Transcript {
  /** May be empty: nothing was understood. */
  text: string;
  /** What the service says was spoken, ISO 639-1, when it says so. */
  language?: string;
  seconds?: number;
  /** What was said when, in order; only where the caller asked for times. */
  segments?: readonly Segment[];
  /** Words that were sent along to help the spelling: services repeat them when they hear nothing. */
  prompted?: string;
  /** The model that answered, where it was not the usual one. */
  model?: string;
}

/** A stretch of speech; `from` and `to` in seconds from the beginning. */
export interface Segment {
  from: number;
  to: number;
  text: string;
  /** How sure the service is of the words, up to 1. */
  confidence?: number;
  /** How likely the service finds it that nobody speaks, up to 1. */
  noSpeech?: number;
}

/** What may help the recognition, or is wanted besides the text. */
export interface SpeechHints {
  /** A language to expect; only a hint, dropped when the service refuses it. */
  language?: Language;
  /** Whether segments are wanted; rejects with an error about `times` where the service gives none. */
  times?: boolean;
}

/** Something that hears. */
export interface Speech {
  /** Formats that it takes as they are; others are converted to MP3 first. */
  readonly formats: ReadonlySet<AudioFormat>;
  /** Largest file that it takes, in bytes. */
  readonly maxBytes: number;
  /** The model that hears, as the service names it: what a minute costs goes by it. Absent where nobody counts. */
  readonly model?: string;
  /** The model that is asked when that one fails, where there is one. */
  readonly standby?: string | undefined;
  /** The language that a person set for every note: other hints are passed over. */
  readonly language?: Language | undefined;
  /**
   * One try. Rejects with a ServiceError, retryable or not as for `Model.answer`; its `about` is `audio` when this very
   * audio cannot be understood as it is (broken, a form that is not taken), `audio-length` when it is too short in any form.
   * `audio` is left as it is. Ends when `signal` aborts, with the signal's reason.
   */
  transcribe(audio: Audio, hints: SpeechHints, signal: AbortSignal): Promise<Transcript>;
}
