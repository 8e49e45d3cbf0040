import { oggSeconds, sniffAudio } from './audio.ts';
import { ServiceError, SetupError } from './errors.ts';
import { isHallucination } from './hallucination.ts';
import type { Download } from './kinds/channel.ts';
import type { Audio, Speech, SpeechHints, Transcript } from './kinds/speech.ts';
import type { Transcoder } from './kinds/transcoder.ts';

/** When a note is converted to MP3: only if the service cannot take it, always, or never. */
export const conversions = ['auto', 'mp3', 'never'] as const;
export type Conversion = (typeof conversions)[number];

/** What it takes to understand a voice note. */
export interface Ears {
  speech: Speech;
  transcoder: Transcoder;
  convert: Conversion;
}

/** Why a note could not be understood. */
export type UnclearReason = 'too short' | 'silence' | 'no speech' | 'invented' | 'unreadable' | 'too large';

/** What became of a voice note. `seconds` is its length where that is known. */
export type Heard =
  | { type: 'understood'; text: string; language?: string; seconds?: number }
  | { type: 'unclear'; reason: UnclearReason; seconds?: number };

/** Shorter notes hold no word; services refuse or invent (their own floor is 0.1 s). */
const shortestSeconds = 0.5;

/** Opus spends about 400 bytes a second on digital silence and 1,500 and more on speech, at WhatsApp's settings. */
const silenceBytesPerSecond = 600;

/**
 * Turns one note into text. Rejects with the service's error when it may pass or a person must act; a note that is at
 * fault itself is `unclear`.
 */
export async function hear(note: Download, ears: Ears, hints: SpeechHints, signal: AbortSignal): Promise<Heard> {
  const seconds = oggSeconds(note.bytes);
  const length = seconds === undefined ? {} : { seconds };
  const hopeless = withoutListening(note.bytes, seconds);
  if (hopeless) return { type: 'unclear', reason: hopeless, ...length };
  try {
    const transcript = await ears.speech.transcribe(await prepare(note.bytes, ears, signal), hints, signal);
    return judge(transcript, seconds);
  } catch (error) {
    if (!isAboutThisAudio(error)) throw error;
    return { type: 'unclear', reason: 'unreadable', ...length };
  }
}

function withoutListening(bytes: Uint8Array, seconds: number | undefined): 'too short' | 'silence' | undefined {
  if (bytes.length === 0) return 'too short';
  if (seconds === undefined) return undefined;
  if (seconds < shortestSeconds) return 'too short';
  return bytes.length / seconds < silenceBytesPerSecond ? 'silence' : undefined;
}

/** The audio in a form that the service takes, by the person's wish (`convert`) and the service's limits. */
async function prepare(bytes: Uint8Array, { speech, transcoder, convert }: Ears, signal: AbortSignal): Promise<Audio> {
  const format = sniffAudio(bytes);
  const taken = speech.formats.has(format) && bytes.length <= speech.maxBytes;
  if (convert === 'never' || (convert === 'auto' && taken)) return { bytes, format };
  try {
    return { bytes: await transcoder.toMp3(bytes, speech.maxBytes, signal), format: 'mp3' };
  } catch (error) {
    if (taken && error instanceof SetupError) return { bytes, format };
    throw error;
  }
}

function judge(transcript: Transcript, known: number | undefined): Heard {
  const seconds = known ?? transcript.seconds;
  const length = seconds === undefined ? {} : { seconds };
  const text = transcript.text.trim();
  if (!/[\p{L}\p{N}]/u.test(text)) return { type: 'unclear', reason: 'no speech', ...length };
  if (isHallucination(text, seconds)) return { type: 'unclear', reason: 'invented', ...length };
  return { type: 'understood', text, ...(transcript.language === undefined ? {} : { language: transcript.language }), ...length };
}

function isAboutThisAudio(error: unknown): boolean {
  return error instanceof ServiceError && !error.retryable && /\.(audio|media)$/.test(error.code);
}
