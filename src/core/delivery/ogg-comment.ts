import { bufferOf, oggPages, type OggPage } from '../audio.ts';

/** What every note that was spoken for the bot says of itself, for programs: the law asks for a mark that a machine can read. */
export const madeByAi = 'COMMENT=AI-generated';

const headBytes = 27;
const mostSegments = 255;
const segmentBytes = 255;
const tagsMark = 'OpusTags';

/** The polynomial of Ogg's checksum, from the highest bit on. */
const polynomial = 0x04c11db7;
const checksums = Uint32Array.from({ length: 256 }, (_, byte) => {
  let sum = byte << 24;
  for (let bit = 0; bit < 8; bit += 1) sum = sum & 0x80000000 ? (sum << 1) ^ polynomial : sum << 1;
  return sum >>> 0;
});

/**
 * The same Ogg/Opus note with one more comment of the form `NAME=value` among its tags. One whose tags are not as usual (a page
 * of their own behind the first page, whole) comes back as it is. Never throws.
 */
export function withOggComment(note: Uint8Array, comment: string): Uint8Array {
  const file = bufferOf(note);
  const [, page] = oggPages(file);
  if (!page || page.end > file.length || !isOnePacket(file, page)) return note;
  const tags = withComment(file.subarray(page.bodyAt, page.end), comment);
  if (!tags || tags.length >= mostSegments * segmentBytes) return note;
  const written = pageOf(file.subarray(page.at, page.at + headBytes), tags);
  return Buffer.concat([file.subarray(0, page.at), written, file.subarray(page.end)]);
}

/** Whether a packet begins on this page and ends with it, and no other does. */
function isOnePacket(file: Buffer, { at, bodyAt }: OggPage): boolean {
  const lengths = file.subarray(at + headBytes, bodyAt);
  const isContinued = ((file[at + 5] ?? 0) & 1) === 1;
  return (
    !isContinued && lengths.findIndex((length) => length < segmentBytes) === lengths.length - 1
  );
}

/** The tags with one more; undefined when they are broken, or have it. What stands behind them (padding) stays. */
function withComment(tags: Buffer, comment: string): Buffer | undefined {
  const countAt = tags.length >= 12 ? 12 + tags.readUInt32LE(8) : Number.POSITIVE_INFINITY;
  if (tags.toString('latin1', 0, 8) !== tagsMark || countAt + 4 > tags.length) return undefined;
  const count = tags.readUInt32LE(countAt);
  let end = countAt + 4;
  for (let each = 0; each < count && end <= tags.length; each += 1)
    end += 4 + (end + 4 <= tags.length ? tags.readUInt32LE(end) : tags.length);
  if (end > tags.length || tags.subarray(0, end).includes(comment)) return undefined;
  const text = Buffer.from(comment);
  const head = Buffer.from(tags.subarray(0, end));
  head.writeUInt32LE(count + 1, countAt);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(text.length);
  return Buffer.concat([head, length, text, tags.subarray(end)]);
}

/** A page that holds this one packet, with the head of another page. */
function pageOf(head: Buffer, packet: Buffer): Buffer {
  const full = Math.floor(packet.length / segmentBytes);
  const lengths = Buffer.alloc(full + 1, segmentBytes);
  lengths[full] = packet.length % segmentBytes;
  const page = Buffer.concat([head, lengths, packet]);
  page[headBytes - 1] = lengths.length;
  page.writeUInt32LE(0, 22);
  page.writeUInt32LE(checksum(page), 22);
  return page;
}

/** Of a page whose own checksum is 0. */
export function checksum(page: Uint8Array): number {
  let sum = 0;
  for (const byte of page)
    sum = ((sum << 8) ^ (checksums[((sum >>> 24) ^ byte) & 0xff] ?? 0)) >>> 0;
  return sum;
}
