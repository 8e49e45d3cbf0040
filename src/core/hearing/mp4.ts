/** A box of an MP4, MOV or 3GP file: its kind, and where its contents begin and end. */
interface Box {
  kind: string;
  from: number;
  to: number;
}

/** So many boxes are looked at: films have a dozen and one track more or less; files of nothing but boxes would hold up everybody. */
const mostBoxes = 1_000;

/** Looks at the boxes of a file, at no more than `mostBoxes` in all. */
class Boxes {
  readonly #file: Buffer;
  #left = mostBoxes;

  constructor(file: Buffer) {
    this.#file = file;
  }

  /** The first box of this kind in a part of the file; undefined when there is none before the first that is cut or damaged. */
  find(kind: string, { from, to }: Pick<Box, 'from' | 'to'>): Box | undefined {
    for (const box of this.in({ from, to })) if (box?.kind === kind) return box;
    return undefined;
  }

  /** The boxes in a part of the file, in order, and undefined at the end if they do not fill it or are too many. */
  *in({ from, to }: Pick<Box, 'from' | 'to'>): Generator<Box | undefined> {
    for (let at = from; at + 8 <= to;) {
      const [size, head] = this.#sizeAt(at, to);
      this.#left -= 1;
      if (size < head || at + size > to || this.#left < 0) return yield undefined;
      yield { kind: this.#file.toString('latin1', at + 4, at + 8), from: at + head, to: at + size };
      at += size;
    }
  }

  /** Whether the handler that a track names is the one for sound; undefined when it names none. */
  isSound(track: Box): boolean | undefined {
    const media = this.find('mdia', track);
    const handler = media && this.find('hdlr', media);
    if (!handler || handler.to - handler.from < 12) return undefined;
    return this.#file.toString('latin1', handler.from + 8, handler.from + 12) === 'soun';
  }

  /** How long the box at this place and its head are; a size of 1 stands for one in the next 64 bits, 0 for the rest. */
  #sizeAt(at: number, end: number): [size: number, head: number] {
    const size = this.#file.readUInt32BE(at);
    if (size === 0) return [end - at, 8];
    return size === 1 && at + 16 <= end
      ? [Number(this.#file.readBigUInt64BE(at + 8)), 16]
      : [size, 8];
  }
}

/**
 * Whether a file is a film (MP4, MOV, 3GP) that certainly has no sound: its list of tracks is whole and names some, but none of
 * sound. Any other file, and one that is cut before that list ends or cut into very many boxes, is not. Nothing is decoded. Never throws.
 */
export function isMp4WithoutAudio(bytes: Uint8Array): boolean {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const boxes = new Boxes(file);
  const all = { from: 0, to: file.length };
  if (boxes.in(all).next().value?.kind !== 'ftyp') return false;
  const list = boxes.find('moov', all);
  if (!list) return false;
  let isTelling = false;
  for (const box of boxes.in(list)) {
    if (!box) return false;
    if (box.kind !== 'trak') continue;
    if (boxes.isSound(box) !== false) return false;
    isTelling = true;
  }
  return isTelling;
}
