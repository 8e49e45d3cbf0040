import { isOggOpus } from '../audio.ts';
import { isRetryable, SetupError } from '../errors.ts';
import type { Channel } from '../kinds/channel.ts';
import type { Due } from '../kinds/journal.ts';
import type { Transcoder } from '../kinds/transcoder.ts';
import type { Log } from '../log.ts';
import { recordingIn, type SpokenMessage } from './recording.ts';
import type { Speaker } from './speaker.ts';

/** After so many failed tries a recording whose words are known is written. */
const mostTries = 3;

export interface VoiceNotesDependencies {
  /** Absent: the bot's own words are written. */
  speaker: Pick<Speaker, 'note'> | undefined;
  channel: Pick<Channel, 'download'>;
  transcoder: Pick<Transcoder, 'toNote'>;
  log: Pick<Log, 'warn'>;
}

/** The voice notes that go out: those of the bot, and those in which people of the business answer. */
export class VoiceNotes {
  readonly #parts: VoiceNotesDependencies;

  constructor(parts: VoiceNotesDependencies) {
    this.#parts = parts;
  }

  /**
   * The reply as a voice note; undefined when it is to be written. Rejects with the signal's reason, and where a person's note
   * cannot be had now, or never and nobody knows its words.
   */
  async note(reply: Due, signal: AbortSignal): Promise<Uint8Array | undefined> {
    const recording = recordingIn(reply.voice);
    if (!recording) return this.#parts.speaker?.note(reply, signal);
    try {
      return await this.#recorded(reply, recording, signal);
    } catch (error) {
      signal.throwIfAborted();
      const isWritten = /[\p{L}\p{N}]/u.test(reply.text);
      if (!isWritten || (isRetryable(error) && reply.tries < mostTries)) throw error;
      this.#parts.log.warn('recording-lost', { chat: reply.chat, error });
      return undefined;
    }
  }

  async #recorded(
    { chat }: Due,
    { of, media }: SpokenMessage,
    signal: AbortSignal,
  ): Promise<Uint8Array> {
    const { channel, transcoder } = this.#parts;
    const { bytes } = await channel.download(media, of, signal);
    if (isOggOpus(bytes)) return bytes;
    const note = await transcoder.toNote?.(bytes, signal, { chat });
    if (note) return note;
    throw new SetupError('transcoder.note', 'The converter in use makes no voice notes');
  }
}
