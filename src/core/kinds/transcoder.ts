import type { Image } from './model.ts';

/** What is known of a recording beforehand, so that nobody waits for what another chat sent. */
export interface Recording {
  /** The chat that waits for it; work without one stands for itself. */
  chat?: string | undefined;
  /** Its length in seconds, as its sender's program counted. */
  seconds?: number | undefined;
}

/** Something that turns any audio or video file into MP3 for a speech service, speech into a voice note, and pictures into JPEG. */
export interface Transcoder {
  /**
   * Converts to mono MP3 of at most `maxBytes`, squeezing the bit rate as far as needed. Rejects with a SetupError when no
   * converter is installed, and with a ServiceError about `audio` that is not retryable when the file holds no readable audio
   * or cannot be made so small. Leaves `bytes` as they are and nothing behind, whatever happens. Ends when `signal` aborts,
   * with its reason.
   */
  toMp3(
    bytes: Uint8Array,
    maxBytes: number,
    signal: AbortSignal,
    of?: Recording,
  ): Promise<Uint8Array>;
  /**
   * Listens to how loud a file is, but to its first `most` seconds only; rejects as `toMp3` does. Absent where the converter
   * cannot tell.
   */
  level?(
    bytes: Uint8Array,
    signal: AbortSignal,
    of?: Recording & { most?: number },
  ): Promise<Loudness>;
  /** As `toMp3`, only this part of the file. Absent where the converter cannot cut. */
  part?(
    bytes: Uint8Array,
    span: Span,
    maxBytes: number,
    signal: AbortSignal,
    of?: Recording,
  ): Promise<Uint8Array>;
  /**
   * Converts speech to a voice note as WhatsApp records them (Ogg/Opus, mono); rejects as `toMp3` does, also with a
   * SetupError when the converter cannot write Opus. Absent where it never can.
   */
  toNote?(bytes: Uint8Array, signal: AbortSignal, of?: Recording): Promise<Uint8Array>;
  /**
   * Makes a picture upright and at most `longest` pixels long on either side, as JPEG without anything besides its pixels; the
   * first frame of one that moves. Rejects as `toMp3` does, about `image`: also where the file declares more pixels than can be held.
   * Absent where the converter reads no pictures.
   */
  toJpeg?(bytes: Uint8Array, longest: number, signal: AbortSignal, of?: Recording): Promise<Image>;
}

/** A stretch of a recording, in seconds from its beginning. */
export interface Span {
  from: number;
  to: number;
}

/** How loud a recording is, in decibels below the loudest that can be recorded (0). */
export interface Loudness {
  seconds: number;
  meanDb: number;
  peakDb: number;
  /** Where it is silent for half a second or longer, in order. */
  silences: readonly Span[];
  /** By how much it swings within the half second in which it swings most, where speech is loud; absent where it is too short to tell. */
  swingDb?: number;
}
