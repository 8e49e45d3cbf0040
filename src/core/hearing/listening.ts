import type { AudioFormat } from '../audio.ts';
import type { Conversion } from '../settings/bot-settings.ts';
import type { Speech } from '../kinds/speech.ts';
import type { Transcoder } from '../kinds/transcoder.ts';
import type { Language } from '../language/index.ts';

/** What it takes to understand a voice note. */
export interface Listening {
  speech: Speech;
  transcoder: Transcoder;
  convert: Conversion;
  /** Languages of the business; absent: a transcript may be in any. */
  languages?: readonly Language[];
  /** The longest note that is heard whole, in seconds; absent: any length. */
  longestSeconds?: number;
  /** Whether longer notes are heard in parts. */
  split?: boolean;
  /** What the service says it takes but refused, while it took the same note as MP3: grows with what is found out. */
  refused?: Set<AudioFormat>;
  /** The chat that waits, where one does. */
  chat?: string;
}
