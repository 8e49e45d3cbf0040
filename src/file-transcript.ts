import { readFile } from 'node:fs/promises';
import type { Ears } from './core/ears.ts';
import { WabotError } from './core/errors.ts';
import type { Segment } from './core/kinds/speech.ts';
import { retrying } from './core/retry.ts';
import { toSrt, toVtt } from './core/subtitles.ts';
import { hearFile, signalsOf, type FileHearing, type FileWishes } from './core/transcribing.ts';

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
  /** How long one file may take, retries included, in milliseconds. */
  timeoutMs: number;
  signal: AbortSignal;
}

/** Transcribes one file, patiently. Rejects when the signal aborts or on a bug. */
export async function transcribeFile(
  file: string,
  ears: Ears,
  wishes: FileWishes,
  { timeoutMs, signal }: Limits,
): Promise<FileOutcome> {
  const begun = Date.now();
  const limits = { deadline: begun + timeoutMs, signal, now: Date.now };
  const bytes = await readFile(file);
  try {
    const hearing = await retrying(() => hearFile(bytes, ears, wishes, signal), limits);
    return { transcript: { file, ms: Date.now() - begun, ...described(hearing, wishes.verbose) } };
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof WabotError)) throw error;
    return { transcript: { file, ms: Date.now() - begun, text: '', problem: error.message }, failure: error };
  }
}

function described(hearing: FileHearing, verbose: boolean): Omit<FileTranscript, 'file' | 'ms'> {
  const { heard, transcript } = hearing;
  const language = heard.type === 'understood' ? (heard.language ?? hearing.detected?.language) : undefined;
  const understood =
    heard.type === 'understood' ? { text: heard.text } : { text: '', problem: `nothing understood (${heard.reason})` };
  return {
    ...understood,
    ...(language === undefined ? {} : { language }),
    ...(heard.seconds === undefined ? {} : { seconds: heard.seconds }),
    ...(heard.type === 'understood' && transcript?.segments ? { segments: transcript.segments } : {}),
    ...(verbose ? { signals: signalsOf(hearing) } : {}),
  };
}

/** A transcript as a person wants to see it; undefined where there is nothing to show. */
export function written(transcript: FileTranscript, format: FileWishes['format'], named: boolean): string | undefined {
  const { file, text, segments = [] } = transcript;
  if (format === 'json') return JSON.stringify(transcript);
  if (text === '') return undefined;
  if (format === 'srt') return toSrt(segments).trimEnd();
  if (format === 'vtt') return toVtt(segments).trimEnd();
  return named ? `${file}: ${text}` : text;
}
