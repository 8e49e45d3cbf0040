/** A box of an MP4, MOV or 3GP file, between two places in it. */
interface Box {
  kind: string;
  from: number;
  to: number;
}

/** The outermost boxes in order, up to the first that is cut or damaged. */
function* boxes(file: Buffer): Generator<Box> {
  let from = 0;
  while (from + 8 <= file.length) {
    const size = sizeAt(file, from);
    if (size < 8 || from + size > file.length) return;
    yield { kind: file.toString('latin1', from + 4, from + 8), from, to: from + size };
    from += size;
  }
}

/** How long the box at this place is; 1 stands for a size in the next 64 bits, 0 for the rest of the file. */
function sizeAt(file: Buffer, from: number): number {
  const size = file.readUInt32BE(from);
  if (size === 0) return file.length - from;
  return size === 1 && from + 16 <= file.length ? Number(file.readBigUInt64BE(from + 8)) : size;
}

/**
 * Whether a file is a film (MP4, MOV, 3GP) that certainly has no sound: its list of tracks is whole and names none. Any other
 * file, and one that is cut before that list ends, is not. Nothing is decoded. Never throws.
 */
export function isWithoutSound(bytes: Uint8Array): boolean {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [first, ...others] = boxes(file);
  if (first?.kind !== 'ftyp') return false;
  const tracks = others.find(({ kind }) => kind === 'moov');
  return tracks !== undefined && !file.subarray(tracks.from, tracks.to).includes('soun', 0, 'latin1');
}
