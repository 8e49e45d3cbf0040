import type { Listening } from './listening.ts';
import { ServiceError } from '../errors.ts';
import { hear, measureNote } from './hear.ts';
import type { Hearing } from './heard.ts';
import type { Segment, Transcript } from '../kinds/speech.ts';
import type { Loudness } from '../kinds/transcoder.ts';
import { detectLanguage, type Language } from '../language/index.ts';

/** How a person wants to see a transcript. */
export const transcriptFormats = ['text', 'json', 'srt', 'vtt'] as const;
export type TranscriptFormat = (typeof transcriptFormats)[number];

export interface FileHearingOptions {
  format: TranscriptFormat;
  /** What is spoken; absent: the service finds out. */
  language?: Language | undefined;
  /** Whether everything that can be told is wanted. */
  verbose: boolean;
}

/** What became of one file, and everything that it was judged by. */
export interface FileHearing extends Hearing {
  /** The language of the words by the bot's own detector; absent where nothing was heard. */
  detected?: { language: Language; confidence: number };
}

/**
 * Hears one file for a person. Times are needed for subtitles, and the error of a service without them stands; for the
 * other forms they are taken where they are to be had.
 */
export async function hearFile(
  bytes: Uint8Array,
  listening: Listening,
  options: FileHearingOptions,
  signal: AbortSignal,
): Promise<FileHearing> {
  const { format, language, verbose } = options;
  const spoken = language === undefined ? {} : { language };
  const once = (times: boolean): Promise<Hearing> =>
    hear({ bytes }, listening, times ? { ...spoken, times } : spoken, signal);
  const hearing = await (format === 'text' && !verbose
    ? once(false)
    : once(true).catch((error: unknown) => {
        const optional = format === 'text' || format === 'json';
        if (!optional || !(error instanceof ServiceError) || error.about !== 'times') throw error;
        return once(false);
      }));
  const level = verbose
    ? (hearing.level ?? (await measureNote(bytes, listening, signal)))
    : hearing.level;
  const text = hearing.transcript?.text ?? '';
  return {
    ...hearing,
    ...(level ? { level } : {}),
    ...(text === '' ? {} : { detected: detectLanguage(text) }),
  };
}

/** What a file was judged by, a line each. */
export function signalsOf({ heard, transcript, level, detected }: FileHearing): string[] {
  const { seconds, doubted } = heard;
  return [
    `duration: ${seconds === undefined ? 'unknown' : `${seconds.toFixed(1)} s`}`,
    ...(level
      ? [
          `loudness: mean ${tenths(level.meanDb)} dB, peak ${tenths(level.peakDb)} dB, ${pauses(level)} s of silence`,
        ]
      : []),
    ...languageLines(transcript, detected),
    ...confidenceLines(transcript?.segments),
    ...(doubted ? [`heard twice: the first transcript looked wrong (${doubted})`] : []),
    `verdict: ${verdict(heard, transcript)}`,
  ];
}

function pauses({ silences }: Loudness): string {
  return silences.reduce((sum, { from, to }) => sum + to - from, 0).toFixed(1);
}

function languageLines(
  transcript: Transcript | undefined,
  detected: FileHearing['detected'],
): string[] {
  if (!transcript) return [];
  const said = transcript.language ?? 'not told';
  if (!detected) return [`language: ${said} by the service`];
  return [
    `language: ${said} by the service, ${detected.language} by the words (${percent(detected.confidence)})`,
  ];
}

/** Each segment counts by its length. */
function confidenceLines(segments: readonly Segment[] = []): string[] {
  const mean = (
    values: readonly { length: number; value: number | undefined }[],
  ): number | undefined => {
    const known = values.flatMap(({ length, value }) =>
      value === undefined ? [] : { length, value },
    );
    const total = known.reduce((sum, { length }) => sum + length, 0);
    return total === 0
      ? undefined
      : known.reduce((sum, { length, value }) => sum + length * value, 0) / total;
  };
  const sure = mean(
    segments.map(({ from, to, confidence: value }) => ({ length: to - from, value })),
  );
  const silent = mean(
    segments.map(({ from, to, noSpeech: value }) => ({ length: to - from, value })),
  );
  return [
    ...(sure === undefined ? [] : [`confidence: ${percent(sure)}`]),
    ...(silent === undefined ? [] : [`chance of no speech: ${percent(silent)}`]),
  ];
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

function verdict(heard: Hearing['heard'], transcript: Transcript | undefined): string {
  if (heard.type === 'understood') return 'understood';
  const text = transcript?.text.trim() ?? '';
  return text === '' ? heard.reason : `${heard.reason}: "${text}"`;
}

function tenths(decibels: number): number {
  return Math.round(decibels * 10) / 10;
}
