import type { Recording } from '../../../core/kinds/transcoder.ts';
import { leastSeconds } from '../../../core/plugin-api/audio.ts';
import type { Bounds } from './run-ffmpeg.ts';

/** What the work on one recording may take, and is expected to. */
export interface RunBounds extends Bounds {
  /** Of sound, by which those who wait are ordered. */
  seconds: number;
  longestMs: number;
}

/** An hour of speech takes well under a minute, also on a slow machine. */
const defaultLongestMs = 120_000;

/** A program that starts, on a machine that is busy with other things, seconds. */
const startSeconds = 15;

/** A slow machine works on a minute of sound for three seconds; with neighbours, for six times as long. */
const share = { cpu: 0.05, time: 0.3 };

/** A recording of unknown length may be so many times as long as one of its size is at least. */
const mostTimes = 8;

/** Bounds in proportion to a recording's own length or, where that is not known, to its size. */
export function boundsOf(
  { bytes, seconds, most = Infinity }: Recording & { bytes: Uint8Array; most?: number },
  longestMs: number = defaultLongestMs,
): RunBounds {
  const expected = Math.min(seconds ?? leastSeconds(bytes), most);
  const longest = Math.min(seconds ?? leastSeconds(bytes) * mostTimes, most);
  return {
    seconds: expected,
    longestMs: Math.ceil(Math.min(longestMs, (startSeconds + longest * share.time) * 1000)),
    cpuSeconds: Math.ceil(Math.min(defaultLongestMs / 1000, startSeconds + longest * share.cpu)),
  };
}
