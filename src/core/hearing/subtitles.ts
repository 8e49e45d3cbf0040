import type { Segment } from '../kinds/speech.ts';

/** Segments as a SubRip file (`.srt`), as players read it. */
export function srtSubtitles(segments: readonly Segment[]): string {
  return written(segments, ',')
    .map((cue, index) => `${index + 1}\n${cue}\n`)
    .join('\n');
}

/** Segments as a WebVTT file (`.vtt`), as browsers read it. */
export function vttSubtitles(segments: readonly Segment[]): string {
  return `WEBVTT\n\n${written(segments, '.')
    .map((cue) => `${cue}\n`)
    .join('\n')}`;
}

/** Segments with words; an arrow or an empty line in one would end it early. */
function written(segments: readonly Segment[], point: string): string[] {
  return segments.flatMap(({ from, to, text }) => {
    const line = text.replace(/\s+/g, ' ').replaceAll('-->', '→').trim();
    return line === ''
      ? []
      : [`${clock(from, point)} --> ${clock(Math.max(from, to), point)}\n${line}`];
  });
}

function clock(seconds: number, point: string): string {
  const total = Math.round(Math.max(0, seconds) * 1000);
  const two = (value: number): string => String(Math.floor(value)).padStart(2, '0');
  const rest = String(total % 1000).padStart(3, '0');
  return `${two(total / 3_600_000)}:${two((total / 60_000) % 60)}:${two((total / 1000) % 60)}${point}${rest}`;
}
