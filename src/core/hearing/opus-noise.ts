import { bufferOf, isOggOpus, oggPages } from '../audio.ts';
import { claimedSamples, opusClock } from './opus-packet.ts';

/** The stretch that is looked at as a whole, milliseconds: Opus spends on a syllable and on the pause after it differently. */
const stretchMs = 100;

/** A shorter recording may be one long vowel, seconds. */
const shortestTelling = 1.5;

/** So many packets tell enough: five minutes of WhatsApp's. */
const mostPackets = 15_000;

/** The two packets of the head, and those in which the coder finds its feet. */
const headPackets = 7;

/**
 * By so much of their mean the bytes of stretches vary, at least, where somebody speaks: by 0.065 for a voice in the noise of a
 * street, 0.08 to 0.5 for recorded notes; by 0.05 at most for hiss, rumble and hum, at 16 to 32 kbit/s.
 */
const leastVariation = 0.055;

/** Packets of noise still vary by 0.04 and more; those of a constant bit rate do not at all, and tell nothing. */
const constant = 0.01;

/**
 * Whether an Ogg/Opus file is one steady noise from beginning to end, told from the sizes of its packets without decoding: the
 * coder spends as much as there is to tell. False where that cannot be told. Never throws.
 */
export function isSteadyOpus(bytes: Uint8Array): boolean {
  if (!isOggOpus(bytes)) return false;
  const { sizes, packetMs } = packetsOf(bufferOf(bytes));
  if (packetMs === 0 || (sizes.length * packetMs) / 1000 < shortestTelling) return false;
  return (
    variation(sizes) > constant &&
    variation(means(sizes, Math.max(1, Math.round(stretchMs / packetMs)))) < leastVariation
  );
}

/** The sizes of the packets in order, and how long one lasts. */
function packetsOf(file: Buffer): { sizes: number[]; packetMs: number } {
  const sizes: number[] = [];
  let [size, packetMs] = [0, 0];
  for (const { bodyAt, at, end } of oggPages(file)) {
    if (end > file.length || sizes.length > mostPackets) break;
    let begin = bodyAt;
    for (const segment of file.subarray(at + 27, bodyAt)) {
      size += segment;
      if (segment === 255) continue;
      sizes.push(size);
      if (sizes.length === headPackets) packetMs = lasting(file.subarray(begin));
      begin += size;
      size = 0;
    }
  }
  return { sizes: sizes.slice(headPackets), packetMs };
}

/** How many milliseconds a packet lasts, as its first bytes say. */
function lasting(packet: Uint8Array): number {
  return (claimedSamples(packet) / opusClock) * 1000;
}

/** The means of every so many neighbours. */
function means(values: readonly number[], count: number): number[] {
  const found: number[] = [];
  let sum = 0;
  for (const [index, value] of values.entries()) {
    sum += value - (values[index - count] ?? 0);
    if (index + 1 >= count) found.push(sum / count);
  }
  return found;
}

/** The standard deviation as a share of the mean. */
function variation(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const square = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return mean === 0 ? 0 : Math.sqrt(square) / mean;
}
