import type { Ears } from './ears.ts';
import type { Audio, SpeechHints, Transcript } from './kinds/speech.ts';
import type { Language } from './language/index.ts';
import { betterOf, doubtOf, hintFor, type Doubt } from './transcript-choice.ts';

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
export async function transcribeAudio(audio: Audio, ears: Ears, hints: NoteHints, signal: AbortSignal): Promise<Transcribed> {
  const { speech, languages } = ears;
  const { previous, ...told } = hints;
  const transcript = await speech.transcribe(audio, told, signal);
  if (languages === undefined || told.language !== undefined || speech.language !== undefined) return { transcript };
  const expectation = { languages, previous };
  const doubted = doubtOf(transcript, expectation);
  const language = doubted && hintFor(transcript, expectation);
  if (language === undefined) return { transcript };
  const second = await secondTry(speech.transcribe(audio, { ...told, language }, signal), signal);
  if (second === undefined || doubted === undefined) return { transcript };
  return { transcript: betterOf(transcript, second, expectation), doubted };
}

/** What comes of a try that may fail: the first transcript is there already. */
async function secondTry(transcript: Promise<Transcript>, signal: AbortSignal): Promise<Transcript | undefined> {
  try {
    return await transcript;
  } catch {
    signal.throwIfAborted();
    return undefined;
  }
}
