/** Ogg's checksum of a page, taken while its own field is zero: polynomial 0x04c11db7, no reflection. */
function checksum(page: Buffer): number {
  let sum = 0;
  for (const byte of page) {
    sum = (sum ^ (byte << 24)) >>> 0;
    for (let bit = 0; bit < 8; bit += 1)
      sum = ((sum << 1) ^ (sum & 0x80_00_00_00 ? 0x04_c1_1d_b7 : 0)) >>> 0;
  }
  return sum;
}

const headBytes = 27;

/** Where the page that begins here ends. */
function endOf(bytes: Buffer, at: number): number {
  const lengths = bytes.subarray(at + headBytes, at + headBytes + bytes.readUInt8(at + 26));
  return at + headBytes + lengths.length + lengths.reduce((sum, length) => sum + length, 0);
}

/** A page like this one that holds one whole packet of less than 65,025 bytes. */
function pageOf(like: Buffer, packet: Buffer): Buffer {
  const lengths = [
    ...Array.from({ length: Math.floor(packet.length / 255) }, () => 255),
    packet.length % 255,
  ];
  const head = Buffer.from(like.subarray(0, headBytes));
  head.writeUInt32LE(0, 22);
  head.writeUInt8(lengths.length, 26);
  const page = Buffer.concat([head, Buffer.from(lengths), packet]);
  page.writeUInt32LE(checksum(page), 22);
  return page;
}

function packetOf(comments: Readonly<Record<string, string>>): Buffer {
  const counted = (text: string): Buffer[] => {
    const bytes = Buffer.from(text);
    const length = Buffer.alloc(4);
    length.writeUInt32LE(bytes.length);
    return [length, bytes];
  };
  const all = Object.entries(comments);
  const count = Buffer.alloc(4);
  count.writeUInt32LE(all.length);
  const texts = all.flatMap(([name, value]) => counted(`${name}=${value}`));
  return Buffer.concat([Buffer.from('OpusTags'), ...counted('sandbox'), count, ...texts]);
}

/** The same Ogg/Opus file with these comments and no others; its comments must stand on one page, and so must these. */
export function tagged(ogg: Buffer, comments: Readonly<Record<string, string>>): Buffer {
  const head = endOf(ogg, 0);
  const sound = endOf(ogg, head);
  return Buffer.concat([
    ogg.subarray(0, head),
    pageOf(ogg.subarray(head, sound), packetOf(comments)),
    ogg.subarray(sound),
  ]);
}
