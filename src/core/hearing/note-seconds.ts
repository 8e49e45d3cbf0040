import { oggSeconds, sniffAudio, type AudioFormat } from '../audio.ts';

/** Opus cannot spend more: a file that does has a broken or forged counter. */
const mostBytesPerSecond = 64_000;

/** The length of an Ogg note in seconds as its counters say, where they can be true. */
export function countedSeconds(bytes: Uint8Array): number | undefined {
  const seconds = oggSeconds(bytes);
  return seconds !== undefined && seconds * mostBytesPerSecond >= bytes.length
    ? seconds
    : undefined;
}

/** What phones and messengers spend on a second at most: twice WhatsApp's voice notes, the best AMR, 128 kbit/s. */
const usualBytesPerSecond: Readonly<Record<AudioFormat, number>> = {
  ogg: 4_000,
  amr: 1_600,
  '3gp': 4_000,
  mp3: 16_000,
  m4a: 16_000,
  aac: 16_000,
  webm: 16_000,
  flac: 64_000,
  wav: 176_400,
  unknown: 64_000,
};

/**
 * How many seconds a note of unknown length lasts at least, by its size: exact for WAV, elsewhere as if it spent as much on
 * a second as notes of its format do at most. Only for telling that a note is too long, where nothing can measure it.
 */
export function leastSeconds(bytes: Uint8Array): number {
  const format = sniffAudio(bytes);
  const rate = format === 'wav' ? wavRate(bytes) : usualBytesPerSecond[format];
  return bytes.length / rate;
}

/** A WAV file names its bytes a second in its head. */
function wavRate(bytes: Uint8Array): number {
  if (bytes.length < 32) return usualBytesPerSecond.wav;
  const rate = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(28, true);
  return rate === 0 ? usualBytesPerSecond.wav : rate;
}

/** Speech is not coded with fewer bytes a second than this. */
const fewestBytesPerSecond = 600;

/** The longest that audio of unknown length can be, in seconds. */
export function mostSeconds({ length }: Uint8Array): number {
  return length / fewestBytesPerSecond;
}
