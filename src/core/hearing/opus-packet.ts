/** Samples a second by which Opus counts, whatever was recorded. */
export const opusClock = 48_000;

/** The decoder takes no larger packet; WhatsApp's have a hundred bytes. */
const mostPacketBytes = 3840;

/** A packet lasts this long at most, in samples (RFC 6716, 2). */
const mostPacketSamples = 0.12 * opusClock;

/** How long a packet lasts by its first two bytes, in samples (RFC 6716, 3.1 and 3.2). */
export function claimedSamples(packet: Uint8Array): number {
  const [head = 0] = packet;
  return framesOf(packet) * frameSamples(head >> 3);
}

/** How long a packet lasts, in samples; undefined where the decoder would refuse it: each of its frames must fit (RFC 6716, 3.4). */
export function packetSamples(packet: Uint8Array): number | undefined {
  if (packet.length === 0 || packet.length > mostPacketBytes) return undefined;
  const samples = claimedSamples(packet);
  return samples > 0 && samples <= mostPacketSamples && isFramed(packet) ? samples : undefined;
}

function framesOf([head = 0, second = 0]: Uint8Array): number {
  return [1, 2, 2, second & 63][head & 3] ?? 1;
}

/** How many samples a frame of a configuration holds. */
function frameSamples(configuration: number): number {
  if (configuration < 12) return [480, 960, 1920, 2880][configuration & 3] ?? 960;
  if (configuration < 16) return [480, 960][configuration & 1] ?? 960;
  return [120, 240, 480, 960][configuration & 3] ?? 960;
}

/** A frame has this many bytes at most. */
const mostFrameBytes = 1275;

function isFramed(packet: Uint8Array): boolean {
  const frames = framesOf(packet);
  const kind = (packet[0] ?? 0) & 3;
  if (kind === 3) return isFramedFreely(packet, frames);
  if (kind === 2) return isRestFramed(packet, { at: 1, end: packet.length }, 1);
  return (packet.length - 1) % frames === 0 && (packet.length - 1) / frames <= mostFrameBytes;
}

/** A packet that says how many frames it has, whether all are of one length, and by how much it is padded. */
function isFramedFreely(packet: Uint8Array, frames: number): boolean {
  const [, second = 0] = packet;
  let [at, padding] = [2, 0];
  for (let more = (second & 0x40) !== 0; more; at += 1) {
    const byte = packet[at] ?? 0;
    padding += Math.min(byte, 254);
    more = byte === 255;
  }
  const span = { at, end: packet.length - padding };
  if (span.at > span.end) return false;
  if ((second & 0x80) !== 0) return isRestFramed(packet, span, frames - 1);
  const each = (span.end - span.at) / frames;
  return Number.isInteger(each) && each <= mostFrameBytes;
}

/** Whether so many lengths are followed by frames of these lengths, and one more of what is left. */
function isRestFramed(
  packet: Uint8Array,
  { at, end }: { at: number; end: number },
  lengths: number,
): boolean {
  let [place, taken] = [at, 0];
  for (let left = lengths; left > 0; left -= 1) {
    const first = packet[place] ?? 0;
    const isLong = first >= 252;
    taken += isLong ? first + 4 * (packet[place + 1] ?? 0) : first;
    place += isLong ? 2 : 1;
  }
  const last = end - place - taken;
  return last >= 0 && last <= mostFrameBytes;
}
