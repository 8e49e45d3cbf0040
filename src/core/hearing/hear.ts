import type { Listening } from './listening.ts';
import { ServiceError } from '../errors.ts';
import { isMp4WithoutAudio } from './mp4.ts';
import {
  judgeTranscript,
  transcribedSeconds,
  unclear,
  type Heard,
  type Hearing,
  type UnclearReason,
} from './heard.ts';
import type { Download } from '../kinds/channel.ts';
import type { Loudness, Span } from '../kinds/transcoder.ts';
import { cutAtSilences, isSilent, isSteady } from './silence.ts';
import { countedSeconds, leastSeconds, mostSeconds } from './note-seconds.ts';
import { isSteadyOpus } from './opus-noise.ts';
import { preparePart } from './prepare-audio.ts';
import { transcribeAudio, transcribeNote, type NoteHints } from './transcribe-audio.ts';

/** Shorter notes hold no word; services refuse or invent (their own floor is 0.1 s). */
const shortestSeconds = 0.5;

/** Opus spends about 400 bytes a second on digital silence, at WhatsApp's settings, and 1,500 and more on speech and noise. */
const silenceBytesPerSecond = 600;

/**
 * Turns one note into text, and tells what that was judged by. Rejects with the service's error when it may pass or the operator
 * must act; a note that is at fault itself is `unclear`.
 */
export async function hear(
  { bytes }: Download,
  listening: Listening,
  hints: NoteHints,
  signal: AbortSignal,
): Promise<Hearing> {
  if (isMp4WithoutAudio(bytes)) return { heard: unclear('unreadable', undefined) };
  const counted = countedSeconds(bytes);
  const measured = isTelling(bytes, counted, listening)
    ? undefined
    : await measureNote(bytes, listening, signal);
  const level = measured && { level: measured };
  const seconds = measured?.seconds ?? counted;
  const hopeless = withoutListening(bytes, seconds, measured);
  if (hopeless) return { heard: unclear(hopeless, seconds), ...level };
  try {
    if ((seconds ?? leastSeconds(bytes)) > (listening.longestSeconds ?? Infinity))
      return {
        heard: await hearParts(bytes, measured, seconds, listening, hints, signal),
        ...level,
      };
    const transcribed = await transcribeNote(bytes, seconds, listening, hints, signal);
    return {
      heard: judgeTranscript(transcribed, seconds, mostSeconds(bytes)),
      transcript: transcribed.transcript,
      ...level,
    };
  } catch (error) {
    if (!isAboutThisAudio(error)) throw error;
    return { heard: unclear(reasonOf(error), seconds), ...level };
  }
}

/** Whether an Ogg file's length and size say by themselves that it will not be heard, so that nothing has to be measured. */
function isTelling(
  bytes: Uint8Array,
  seconds: number | undefined,
  { longestSeconds = Infinity, split = false }: Listening,
): boolean {
  if (bytes.length === 0) return true;
  if (seconds === undefined) return false;
  const tooLong = !split && seconds > longestSeconds;
  return tooLong || seconds < shortestSeconds || bytes.length / seconds < silenceBytesPerSecond;
}

/** How loud a note is; undefined where the converter is missing or cannot tell: then it is heard as it is. */
export async function measureNote(
  bytes: Uint8Array,
  listening: Listening,
  signal: AbortSignal,
): Promise<Loudness | undefined> {
  const { transcoder, chat, longestSeconds = Infinity, split = false } = listening;
  // That a note is too long is known a second later.
  const most = split || longestSeconds === Infinity ? {} : { most: longestSeconds + 1 };
  try {
    return await transcoder.level?.(bytes, signal, {
      chat,
      seconds: countedSeconds(bytes),
      ...most,
    });
  } catch {
    signal.throwIfAborted();
    return undefined;
  }
}

function withoutListening(
  bytes: Uint8Array,
  seconds: number | undefined,
  level: Loudness | undefined,
): UnclearReason | undefined {
  if (bytes.length === 0) return 'too short';
  if (seconds !== undefined && seconds < shortestSeconds) return 'too short';
  if (level && isSilent(level)) return 'silence';
  if (level) return isSteady(level) ? 'noise' : undefined;
  if (seconds !== undefined && bytes.length / seconds < silenceBytesPerSecond) return 'silence';
  return isSteadyOpus(bytes) ? 'noise' : undefined;
}

/** A long note in parts, in order; what is understood of them is joined. */
async function hearParts(
  bytes: Uint8Array,
  level: Loudness | undefined,
  seconds: number | undefined,
  listening: Listening,
  hints: NoteHints,
  signal: AbortSignal,
): Promise<Heard> {
  const { longestSeconds = Infinity, split = false } = listening;
  if (!level || !split || listening.transcoder.part === undefined)
    return unclear('too long', seconds);
  const parts: Heard[] = [];
  for (const span of cutAtSilences(level, longestSeconds))
    parts.push(await hearPart(bytes, span, listening, hints, signal));
  return joined(parts, level.seconds);
}

async function hearPart(
  bytes: Uint8Array,
  span: Span,
  listening: Listening,
  hints: NoteHints,
  signal: AbortSignal,
): Promise<Heard> {
  const seconds = span.to - span.from;
  try {
    const audio = await preparePart(bytes, span, listening, signal);
    return judgeTranscript(
      await transcribeAudio(audio, listening, hints, signal),
      seconds,
      seconds,
    );
  } catch (error) {
    if (!isAboutThisAudio(error)) throw error;
    return unclear(reasonOf(error), seconds);
  }
}

function joined(parts: readonly Heard[], seconds: number): Heard {
  const transcribed = parts.reduce((sum, part) => sum + transcribedSeconds(part), 0);
  const understood = parts.filter((part) => part.type === 'understood');
  const [first] = understood;
  if (!first)
    return {
      ...(parts.find(transcribedSeconds) ?? parts[0] ?? unclear('no speech', seconds)),
      seconds,
      transcribed,
    };
  return { ...first, text: understood.map((part) => part.text).join('\n'), seconds, transcribed };
}

function isAboutThisAudio(error: unknown): error is ServiceError {
  if (!(error instanceof ServiceError) || error.retryable) return false;
  return error.about === 'audio' || error.about === 'audio-length' || error.about === 'media';
}

function reasonOf(error: ServiceError): UnclearReason {
  return error.about === 'audio-length' ? 'too short' : 'unreadable';
}
