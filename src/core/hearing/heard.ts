import { isInvented } from './hallucination.ts';
import type { Transcript } from '../kinds/speech.ts';
import type { Loudness } from '../kinds/transcoder.ts';
import type { Transcribed } from './transcribe-audio.ts';
import type { Doubt } from './transcript-choice.ts';

/** Why a note could not be understood; `noise`: one steady sound from beginning to end. */
export type UnclearReason =
  | 'too short'
  | 'silence'
  | 'noise'
  | 'no speech'
  | 'invented'
  | 'unreadable'
  | 'too large'
  | 'too long';

interface Length {
  /** Its length, where that is known. */
  seconds?: number;
  /** How much was transcribed, where that is more than its length because of second tries. */
  transcribed?: number;
}

/** What became of a voice note. `doubted`: why it was transcribed twice; `model`: what heard it, where it was not the usual one. */
export type Heard = Length & { doubted?: Doubt; model?: string } & (
    | { type: 'understood'; text: string; language?: string }
    | { type: 'unclear'; reason: UnclearReason }
  );

/** What became of a note, and what that was judged by. */
export interface Hearing {
  heard: Heard;
  transcript?: Transcript;
  /** Measured where a converter is at hand and the cheaper rules cannot tell. */
  level?: Loudness;
}

/** How much of a note the speech service transcribed, in seconds: nothing where it was not asked, or could not. */
export function transcribedSeconds(heard: Heard): number {
  const transcribed =
    heard.type === 'understood' || heard.reason === 'no speech' || heard.reason === 'invented';
  return transcribed ? (heard.transcribed ?? heard.seconds ?? 0) : 0;
}

/** A note that could not be understood. */
export function unclear(reason: UnclearReason, seconds: number | undefined): Heard {
  return { type: 'unclear', reason, ...(seconds === undefined ? {} : { seconds }) };
}

/**
 * What became of a note by its transcript. `known`: its length; `most`: what it is counted with where neither the note nor the
 * service tells one.
 */
export function judgeTranscript(
  { transcript, doubted }: Transcribed,
  known: number | undefined,
  most: number,
): Heard {
  const seconds = known ?? transcript.seconds;
  const { model, language } = transcript;
  const about = {
    ...(seconds === undefined ? {} : { seconds }),
    ...(doubted && { doubted }),
    ...(doubted || seconds === undefined
      ? { transcribed: (doubted ? 2 : 1) * (seconds ?? most) }
      : {}),
    ...(model === undefined ? {} : { model }),
  };
  const text = transcript.text.trim();
  if (!/[\p{L}\p{N}]/u.test(text)) return { type: 'unclear', reason: 'no speech', ...about };
  if (isInvented(transcript, seconds)) return { type: 'unclear', reason: 'invented', ...about };
  return { type: 'understood', text, ...(language === undefined ? {} : { language }), ...about };
}
