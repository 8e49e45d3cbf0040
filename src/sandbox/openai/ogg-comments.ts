/** The bytes of an Ogg file's packets, as far as the second one; later ones carry sound. */
function secondPacket(bytes: Buffer): Buffer | undefined {
  let packets = 0;
  const parts: Buffer[] = [];
  for (let at = 0; at + 27 <= bytes.length && bytes.toString('latin1', at, at + 4) === 'OggS';) {
    const lengths = bytes.subarray(at + 27, at + 27 + bytes.readUInt8(at + 26));
    let from = at + 27 + lengths.length;
    for (const length of lengths) {
      if (packets === 1) parts.push(bytes.subarray(from, from + length));
      from += length;
      if (length < 255) packets += 1;
      if (packets === 2) return Buffer.concat(parts);
    }
    at = from;
  }
  return undefined;
}

/** The comments of an Ogg/Opus or Ogg/Vorbis file, by their names in capitals; none for anything else. */
export function oggComments(bytes: Buffer): Map<string, string> {
  const packet = secondPacket(bytes);
  const head = packet?.toString('latin1', 0, 8) ?? '';
  if (!packet || !(head === 'OpusTags' || head.startsWith('\x03vorbis'))) return new Map();
  try {
    return readComments(packet.subarray(head === 'OpusTags' ? 8 : 7));
  } catch (error) {
    if (error instanceof RangeError) return new Map();
    throw error;
  }
}

/** Vendor, count, then `NAME=value`, each with its length in front. */
function readComments(packet: Buffer): Map<string, string> {
  const comments = new Map<string, string>();
  let at = 4 + packet.readUInt32LE(0);
  const count = packet.readUInt32LE(at);
  at += 4;
  for (let index = 0; index < count; index += 1) {
    const length = packet.readUInt32LE(at);
    const comment = packet.toString('utf8', at + 4, at + 4 + length);
    at += 4 + length;
    const [name = '', ...value] = comment.split('=');
    comments.set(name.toUpperCase(), value.join('='));
  }
  return comments;
}

/** The length of an Ogg/Opus file in seconds, by its last page's counter of 48,000 a second; 0 when it has none. */
export function lengthOfOgg(bytes: Buffer): number {
  const last = bytes.lastIndexOf('OggS');
  if (last === -1 || last + 14 > bytes.length) return 0;
  return Math.max(0, Number(bytes.readBigInt64LE(last + 6))) / 48_000;
}
