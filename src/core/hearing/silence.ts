import type { Loudness, Span } from '../kinds/transcoder.ts';

/** Voice notes of people peak at -10 dB and above, a steady hiss at -22 dB, a muted microphone at -90 dB. */
const faintestPeakDb = -50;

/** A click of the button, in seconds. */
const shortestSound = 0.2;

/** Whether nothing in a recording can be a word. */
export function isSilent({ seconds, peakDb, silences }: Loudness): boolean {
  const silent = silences.reduce((sum, { from, to }) => sum + to - from, 0);
  return peakDb < faintestPeakDb || seconds - silent < shortestSound;
}

/**
 * Syllables and pauses swing by 10 dB and more within half a second, and by 5 dB still in a noise as strong as the voice. The
 * hiss of a microphone, a hum, a held tone swing by 3 dB at most.
 */
const leastSwingDb = 5;

/** Whether a recording is one steady noise from beginning to end; false where that cannot be told. */
export function isSteady({ swingDb }: Pick<Loudness, 'swingDb'>): boolean {
  return swingDb !== undefined && swingDb < leastSwingDb;
}

/**
 * A recording in parts of at most `longest` seconds that leave nothing out. Each ends in the middle of the last silence in
 * its second half, or at `longest` where nobody pauses.
 */
export function cutAtSilences(
  { seconds, silences }: Pick<Loudness, 'seconds' | 'silences'>,
  longest: number,
): Span[] {
  const middles = silences.map(({ from, to }) => (from + to) / 2);
  const parts: Span[] = [];
  let from = 0;
  while (seconds - from > longest) {
    const begun = from;
    const pause = middles.findLast(
      (middle) => middle >= begun + longest / 2 && middle <= begun + longest,
    );
    const to = pause ?? begun + longest;
    parts.push({ from, to });
    from = to;
  }
  return [...parts, { from, to: seconds }];
}
