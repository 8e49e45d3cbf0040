/** A page of an Ogg file, to be changed and written again. */
export interface Page {
  flags: number;
  granule: bigint;
  serial: number;
  sequence: number;
  segments: number[];
  body: Buffer;
}

/** The pages of a whole Ogg file. */
export function pagesOf(bytes: Uint8Array): Page[] {
  const file = Buffer.from(bytes);
  const pages: Page[] = [];
  for (let at = 0; at < file.length;) {
    const segments = [...file.subarray(at + 27, at + 27 + (file[at + 26] ?? 0))];
    const bodyAt = at + 27 + segments.length;
    const end = bodyAt + segments.reduce((sum, segment) => sum + segment, 0);
    pages.push({
      flags: file[at + 5] ?? 0,
      granule: file.readBigInt64LE(at + 6),
      serial: file.readUInt32LE(at + 14),
      sequence: file.readUInt32LE(at + 18),
      segments,
      body: file.subarray(bodyAt, end),
    });
    at = end;
  }
  return pages;
}

/** The file that these pages make, with the checksums that belong to them. */
export function oggFile(pages: readonly Page[]): Buffer {
  return Buffer.concat(pages.map(written));
}

function written({ flags, granule, serial, sequence, segments, body }: Page): Buffer {
  const head = Buffer.alloc(27);
  head.write('OggS', 0, 'latin1');
  head[5] = flags;
  head.writeBigInt64LE(granule, 6);
  head.writeUInt32LE(serial, 14);
  head.writeUInt32LE(sequence, 18);
  head[26] = segments.length;
  const page = Buffer.concat([head, Buffer.from(segments), body]);
  page.writeUInt32LE(checksum(page), 22);
  return page;
}

/** Bit by bit, as RFC 3533 has it. */
function checksum(page: Buffer): number {
  let rest = 0;
  for (const byte of page) {
    rest ^= byte << 24;
    for (let bit = 0; bit < 8; bit += 1) rest = (rest << 1) ^ (rest < 0 ? 0x04_c1_1d_b7 : 0);
  }
  return rest >>> 0;
}

/** The lengths of segments of one packet that ends with them. */
export function laced(length: number): number[] {
  return [...Array.from({ length: Math.floor(length / 255) }, () => 255), length % 255];
}

/** A file of one stream with these packets of sound behind the head and tags of this note, each on a page of its own. */
export function noteOf(note: Uint8Array, packets: readonly Buffer[]): Buffer {
  const [head, tags] = pagesOf(note);
  if (!head || !tags) throw new Error('that is no note');
  const pages = packets.map((body, index) => ({
    ...head,
    flags: 0,
    sequence: index + 2,
    granule: BigInt(index + 1) * 960n,
    segments: laced(body.length),
    body,
  }));
  return oggFile([head, tags, ...pages]);
}
