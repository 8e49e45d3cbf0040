/** Something that turns any audio or video file into MP3 for a speech service. */
export interface Transcoder {
  /**
   * Converts to mono MP3 of at most `maxBytes`, squeezing the bit rate as far as needed. Rejects with a SetupError when no
   * converter is installed, and with a ServiceError that is not retryable when the file holds no readable audio.
   * Leaves nothing behind, whatever happens.
   */
  toMp3(bytes: Uint8Array, maxBytes: number, signal: AbortSignal): Promise<Uint8Array>;
}
