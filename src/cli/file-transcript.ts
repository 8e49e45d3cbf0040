import { traits } from '../core/costs/budget.ts';
import type { Listening } from '../core/hearing/listening.ts';
import { SetupError, WabotError } from '../core/errors.ts';
import { TimedOut, within } from '../core/deadline.ts';
import type { Segment, Speech } from '../core/kinds/speech.ts';
import { retrying } from '../core/retry.ts';
import { modelTimeout } from '../core/history/model-timeout.ts';
import { srtSubtitles, vttSubtitles } from '../core/hearing/subtitles.ts';
import { readBounded } from './read-bounded.ts';
import { printable } from '../core/printable.ts';
import {
  hearFile,
  signalsOf,
  type FileHearing,
  type FileHearingOptions,
} from '../core/hearing/file-hearing.ts';

/** What became of one file. `text` is empty when nothing was understood; `problem` says why, or why it failed. */
export interface FileTranscript {
  file: string;
  text: string;
  language?: string;
  seconds?: number;
  ms: number;
  problem?: string;
  segments?: readonly Segment[];
  /** What it was judged by, a line each. */
  signals?: string[];
}

/** A transcript, or the failure in its place. */
export interface FileOutcome {
  transcript: FileTranscript;
  failure?: WabotError;
}

export interface Limits {
  /** How long one call may take, in milliseconds; this long after the beginning a file is not tried again, either. */
  timeoutMs: number;
  signal: AbortSignal;
}

/** Transcribes one file, patiently. Rejects when the signal aborts or on a bug. */
export async function transcribeFile(
  file: string,
  listening: Listening,
  options: FileHearingOptions,
  { timeoutMs, signal }: Limits,
): Promise<FileOutcome> {
  const begun = Date.now();
  const limits = { deadline: begun + timeoutMs, signal, now: Date.now };
  const bytes = await readBounded(
    file,
    AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
  ).catch((error: unknown) => {
    throw error instanceof DOMException && error.name === 'TimeoutError'
      ? nothingComes(file)
      : error;
  });
  try {
    const timely = { ...listening, speech: punctual(listening.speech, timeoutMs) };
    const hearing = await retrying(() => hearFile(bytes, timely, options, signal), limits);
    const transcript = { file, ms: Date.now() - begun, ...described(hearing, options.verbose) };
    return holdsAudio(hearing, bytes) ? { transcript } : failed(transcript, noAudioIn(file));
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof WabotError)) throw error;
    return failed({ file, ms: Date.now() - begun, text: '' }, error);
  }
}

/** Speech whose every call ends in time: a long file is heard in many, and a service may never answer. */
function punctual(speech: Speech, timeoutMs: number): Speech {
  return {
    ...traits(speech),
    transcribe: (audio, hints, signal) =>
      within(timeoutMs, signal, (limited) => speech.transcribe(audio, hints, limited)).catch(
        (error: unknown) => {
          throw error instanceof TimedOut ? modelTimeout(timeoutMs, error) : error;
        },
      ),
  };
}

function failed(transcript: FileTranscript, failure: WabotError): FileOutcome {
  return { transcript: { ...transcript, problem: failure.message }, failure };
}

function holdsAudio({ heard }: FileHearing, bytes: Uint8Array): boolean {
  return bytes.length > 0 && (heard.type === 'understood' || heard.reason !== 'unreadable');
}

function noAudioIn(file: string): SetupError {
  const suggestions = ['Name an audio or video file; play it to see whether it is complete.'];
  return new SetupError('audio', `${printable(file)} holds no audio that can be read`, {
    suggestions,
  });
}

function nothingComes(file: string): SetupError {
  const suggestions = ['Name a file, or a pipe whose other end writes a recording and closes it.'];
  return new SetupError('audio', `${printable(file)} was not finished in time`, {
    suggestions,
  });
}

function described(hearing: FileHearing, verbose: boolean): Omit<FileTranscript, 'file' | 'ms'> {
  const { heard, transcript } = hearing;
  const language =
    heard.type === 'understood' ? (heard.language ?? hearing.detected?.language) : undefined;
  const understood =
    heard.type === 'understood'
      ? { text: heard.text }
      : { text: '', problem: `nothing understood (${heard.reason})` };
  return {
    ...understood,
    ...(language === undefined ? {} : { language }),
    ...(heard.seconds === undefined ? {} : { seconds: heard.seconds }),
    ...(heard.type === 'understood' && transcript?.segments
      ? { segments: transcript.segments }
      : {}),
    ...(verbose ? { signals: signalsOf(hearing) } : {}),
  };
}

/** A transcript as a person wants to see it, without what would steer a terminal; undefined where there is nothing to show. */
export function transcriptText(
  transcript: FileTranscript,
  format: FileHearingOptions['format'],
  named: boolean,
): string | undefined {
  if (format === 'json') return JSON.stringify(transcript).replace(unescaped, escaped);
  const text = plainly(transcript, format, named);
  return text === undefined ? undefined : printable(text);
}

/** What steers a terminal, or turns its direction, and is not escaped in JSON. */
const unescaped = /[\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

function plainly(
  { file, text, segments = [] }: FileTranscript,
  format: FileHearingOptions['format'],
  named: boolean,
): string | undefined {
  if (text === '') return undefined;
  if (format === 'srt') return srtSubtitles(segments).trimEnd();
  if (format === 'vtt') return vttSubtitles(segments).trimEnd();
  return named ? `${file}: ${text}` : text;
}
