import type { Listening } from './listening.ts';
import { ServiceError } from '../errors.ts';
import type { Audio, SpeechHints, Transcript } from '../kinds/speech.ts';
import type { Language } from '../language/index.ts';
import { asMp3, prepareAudio } from './prepare-audio.ts';
import { betterTranscript, doubtOf, hintFor, type Doubt } from './transcript-choice.ts';

/** What is known of a note before it is heard. */
export interface NoteHints extends SpeechHints {
  /** The language of the chat so far: not told to the service unless what it hears is doubtful. */
  previous?: Language | undefined;
}

/** A transcript, and why there was a second try; `doubted` only where there was one. */
export interface Transcribed {
  transcript: Transcript;
  doubted?: Doubt;
}

/**
 * One transcript of one audio file. Without a language that a person set, none is forced: the service hears for itself
 * which one is spoken, and a transcript that looks wrong is tried once more with a hint; the better one is taken.
 */
export async function transcribeAudio(
  audio: Audio,
  listening: Listening,
  hints: NoteHints,
  signal: AbortSignal,
): Promise<Transcribed> {
  const { speech, languages } = listening;
  const { previous, ...told } = hints;
  const transcript = await speech.transcribe(audio, told, signal);
  if (languages === undefined || told.language !== undefined || speech.language !== undefined)
    return { transcript };
  const expectation = { languages, previous, seconds: audio.seconds };
  const doubted = doubtOf(transcript, expectation);
  const language = doubted && hintFor(transcript, expectation);
  if (language === undefined) return { transcript };
  const second = await orUndefined(speech.transcribe(audio, { ...told, language }, signal), signal);
  if (second === undefined || doubted === undefined) return { transcript };
  return { transcript: betterTranscript(transcript, second, expectation), doubted };
}

/**
 * One transcript of one note, in the form that the service takes. A service that refuses a note as it is although it should
 * take it is given the same note as MP3, once; when it takes that, later notes of that format become MP3 at once.
 */
export async function transcribeNote(
  bytes: Uint8Array,
  seconds: number | undefined,
  listening: Listening,
  hints: NoteHints,
  signal: AbortSignal,
): Promise<Transcribed> {
  const audio = await prepareAudio(bytes, seconds, listening, signal);
  try {
    return await transcribeAudio(audio, listening, hints, signal);
  } catch (error) {
    if (listening.convert !== 'auto' || audio.format === 'mp3' || !isRefusal(error)) throw error;
    const mp3 = await orUndefined(asMp3(bytes, seconds, listening, signal), signal);
    if (!mp3) throw error;
    const transcribed = await transcribeAudio(mp3, listening, hints, signal);
    listening.refused?.add(audio.format);
    return transcribed;
  }
}

/** Whether the service read the request and cannot do anything with this very audio as it is. */
function isRefusal(error: unknown): boolean {
  if (!(error instanceof ServiceError) || error.about !== 'audio') return false;
  return [400, 415, 422].includes(error.status ?? 0);
}

/** What comes of a try that may fail, because there is something to fall back on. */
async function orUndefined<T>(tried: Promise<T>, signal: AbortSignal): Promise<T | undefined> {
  try {
    return await tried;
  } catch {
    signal.throwIfAborted();
    return undefined;
  }
}
