import { SetupError } from '../../../core/plugin-api/failures.ts';
import { encode, type Encoding } from './encode.ts';
import { tooLong } from './run-ffmpeg.ts';

/** One run of ffmpeg over one file. */
export type Job = Pick<Encoding, 'ffmpeg' | 'input' | 'inputOptions' | 'cpuSeconds'>;

/** Speech needs no more, and WhatsApp records its notes so, kbit/s. */
const noteKilobits = 24;

/** The largest note that is made, in bytes: twenty minutes. */
const largestNote = 4 * 1024 * 1024;

/** Speech as a voice note; rejects where it would become too large. */
export async function noted(job: Job, signal: AbortSignal): Promise<Uint8Array> {
  const outcome = await encode(
    { ...job, output: 'opus', kilobits: noteKilobits, maxBytes: largestNote },
    signal,
  );
  if ('bytes' in outcome) return outcome.bytes;
  throw tooLong('The audio is too long for a voice note');
}

/** This ffmpeg makes no voice notes. */
export function withoutOpus(): SetupError {
  return new SetupError(
    'transcoder.opus',
    'The ffmpeg here cannot write Opus (no libopus), so it makes no voice notes',
    {
      suggestions: ['Install a complete ffmpeg: apt install ffmpeg, or set FFMPEG_PATH to one.'],
    },
  );
}
