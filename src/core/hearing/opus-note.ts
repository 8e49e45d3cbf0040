import { bufferOf } from '../audio.ts';
import { opusClock, packetSamples } from './opus-packet.ts';

/** What an ordinary voice note holds: Ogg with one stream of Opus, whole and undamaged. */
export interface OpusNote {
  /** The packets of sound, in order; each is framed as the decoder wants it. */
  packets: Uint8Array[];
  /** How long they last, in seconds. */
  seconds: number;
  /** What is not meant to be heard at either end, in seconds. */
  skip: { begin: number; end: number };
}

/** Larger files are not read, bytes: an hour of pages that hold nothing would hold up everybody. */
const mostBytes = 512 * 1024;

/** So many packets are a minute of the shortest that there are. */
const mostPackets = 24_000;

/** A packet that goes on for many pages is copied for each: tags with a picture are no voice note's. */
const mostBegun = 64 * 1024;

/** The packets with which every stream begins: `OpusHead` and `OpusTags` (RFC 7845, 5). */
const headers = 2;

/**
 * Reads an Ogg/Opus file, strictly. Undefined for everything that is not as voice recorders write it or lasts longer than
 * `longest` seconds: cut or damaged files (checksums count), several streams, more than two channels, a gain, packets that the
 * decoder would refuse. Never throws.
 */
export function readOpusNote(bytes: Uint8Array, longest: number): OpusNote | undefined {
  if (bytes.length > mostBytes) return undefined;
  const stream = streamOf(bufferOf(bytes));
  if (!stream) return undefined;
  const { head, packets, granule } = stream;
  let [samples, before] = [0, 0];
  for (const [index, packet] of packets.entries()) {
    const lasting = packetSamples(packet);
    if (lasting === undefined) return undefined;
    samples += lasting;
    if (index < stream.lastPage) before = samples;
  }
  if (samples > longest * opusClock) return undefined;
  // Only the last page may end early (RFC 7845, 4.4); other counters that disagree are those of a recording under way.
  const end = granule > before && granule < samples ? samples - granule : 0;
  const skip = {
    begin: Math.min(head.readUInt16LE(10), samples) / opusClock,
    end: end / opusClock,
  };
  return { packets, seconds: samples / opusClock, skip };
}

interface Stream {
  head: Buffer;
  packets: Buffer[];
  /** Which packet is the first that ends on the last page. */
  lastPage: number;
  /** Samples up to the end of the last page, as it says. */
  granule: number;
}

/** The packets of a file that is nothing but one stream; undefined for any other. */
function streamOf(file: Buffer): Stream | undefined {
  const packets: Buffer[] = [];
  let [begun, lastPage, granule]: [Buffer | undefined, number, number] = [undefined, 0, 0];
  for (let [at, page] = [0, 0]; at < file.length; page += 1) {
    const bodyAt = bodyOfPage(file, at, { page, continues: begun !== undefined });
    if (bodyAt === undefined) return undefined;
    let [from, to] = [bodyAt, bodyAt];
    lastPage = packets.length;
    for (const segment of file.subarray(at + pageHeadBytes, bodyAt)) {
      to += segment;
      if (segment === 255) continue;
      packets.push(whole(begun, file.subarray(from, to)));
      [begun, from] = [undefined, to];
    }
    if (to > file.length || checksum(file, at, to) !== file.readUInt32LE(at + 22)) return undefined;
    if (from < to) begun = whole(begun, file.subarray(from, to));
    if (packets.length > mostPackets || (begun?.length ?? 0) > mostBegun) return undefined;
    granule = Math.max(granule, Number(file.readBigInt64LE(at + 6)));
    at = to;
  }
  const [head, tags] = packets;
  if (begun !== undefined || !head || !tags || !isPlain(head, tags)) return undefined;
  return { head, packets: packets.slice(headers), lastPage: lastPage - headers, granule };
}

function whole(begun: Buffer | undefined, more: Buffer): Buffer {
  return begun === undefined ? more : Buffer.concat([begun, more]);
}

/** Whether a stream is mono or stereo, as loud as it was recorded, and followed by its tags. */
function isPlain(head: Buffer, tags: Buffer): boolean {
  if (head.length < 19) return false;
  const [channels, gain, family] = [head[9], head.readInt16LE(16), head[18]];
  return (
    head.toString('latin1', 0, 8) === 'OpusHead' &&
    (channels === 1 || channels === 2) &&
    gain === 0 &&
    family === 0 &&
    tags.toString('latin1', 0, 8) === 'OpusTags'
  );
}

const pageHeadBytes = 27;

/** What the head of a page begins with, and the version of the format. */
const pageMark = Buffer.from('OggS\0');

/** Where the body of the page at this place begins; undefined where that is not the next page of one stream (RFC 3533, 6). */
function bodyOfPage(
  file: Buffer,
  at: number,
  { page, continues }: { page: number; continues: boolean },
): number | undefined {
  const bodyAt = at + pageHeadBytes + (file[at + 26] ?? 0);
  if (bodyAt > file.length || !file.subarray(at, at + 5).equals(pageMark)) return undefined;
  const flags = file[at + 5] ?? 0;
  const isNext =
    (flags & 3) === (continues ? 1 : 0) + (page === 0 ? 2 : 0) &&
    file.readUInt32LE(at + 14) === file.readUInt32LE(14) &&
    file.readUInt32LE(at + 18) === (file.readUInt32LE(18) + page) % 2 ** 32;
  return isNext ? bodyAt : undefined;
}

/** The polynomial 0x04c11db7 over each byte, the highest bit first. */
const remainders = Uint32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte << 24;
  for (let bit = 0; bit < 8; bit += 1) rest = (rest << 1) ^ (rest < 0 ? 0x04_c1_1d_b7 : 0);
  return rest;
});

/** The checksum of a page, taken as if its own field were zero. */
function checksum(file: Buffer, at: number, end: number): number {
  let rest = 0;
  for (let place = at; place < end; place += 1) {
    const byte = place >= at + 22 && place < at + 26 ? 0 : (file[place] ?? 0);
    rest = (rest << 8) ^ (remainders[(rest >>> 24) ^ byte] ?? 0);
  }
  return rest >>> 0;
}
