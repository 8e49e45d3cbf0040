/** Where the bytes of one item are: pieces of the file, in their order. */
type Extents = readonly { from: number; to: number }[];

/** A property of an item: the type of its box, and what the box holds. */
export interface ItemProperty {
  type: string;
  body: DataView;
}

/** One item of a HEIF file: a picture, a tile of one, or what describes it. */
export interface HeifItem {
  /** Four letters: `hvc1` is a picture by HEVC, `grid` one that is made of others. */
  type: string;
  /** In the order in which those that turn and crop are done. */
  properties: readonly ItemProperty[];
  /** The items it is made of, for a grid its tiles line by line. */
  madeOf: readonly number[];
  extents: Extents;
}

/** What a HEIF file keeps, and which of it is the picture. */
export interface HeifItems {
  primary: number;
  items: ReadonlyMap<number, HeifItem>;
}

/** More items, and more pieces of all of them, than any phone writes; each costs some memory, and in the file perhaps not a byte. */
const mostItems = 2_000;

/** The items of a HEIF file (ISO 23008-12). Throws a RangeError where it is cut off, or its boxes are none. */
export function heifItems(file: Uint8Array): HeifItems | undefined {
  const whole = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const meta = boxes(whole).find(({ type }) => type === 'meta');
  if (!meta) return undefined;
  const parts = boxes(new BoxReader(meta.body).skip(4).rest());
  const find = (type: string): BoxReader | undefined => {
    const body = parts.find((part) => part.type === type)?.body;
    return body && new BoxReader(body);
  };
  const [pitm, iinf, iloc, iprp] = [find('pitm'), find('iinf'), find('iloc'), find('iprp')];
  if (!pitm || !iinf || !iloc || !iprp) return undefined;
  const types = itemTypes(iinf);
  const idat = find('idat')?.rest().byteOffset;
  const places = itemPlaces(iloc, idat === undefined ? undefined : idat - file.byteOffset);
  const properties = itemProperties(iprp.rest());
  const made = find('iref');
  const references = made ? madeOf(made) : new Map<number, number[]>();
  const items = [...types].map(([id, type]): [number, HeifItem] => [
    id,
    {
      type,
      properties: properties.get(id) ?? [],
      madeOf: references.get(id) ?? [],
      extents: places.get(id) ?? [],
    },
  ]);
  const { version } = pitm.head();
  return { primary: pitm.uint(version === 0 ? 2 : 4), items: new Map(items) };
}

/** Reads one number after the other. Throws a RangeError at the end. */
export class BoxReader {
  readonly #view: DataView;
  #at = 0;

  constructor(view: DataView) {
    this.#view = view;
  }

  get left(): number {
    return this.#view.byteLength - this.#at;
  }

  /** A number of so many bytes, at most eight, the highest first; 0 bytes are 0. */
  uint(bytes: number): number {
    let value = 0;
    for (let index = 0; index < bytes; index += 1)
      value = value * 256 + this.#view.getUint8(this.#at++);
    return value;
  }

  /** Four letters. */
  letters(): string {
    return String.fromCharCode(this.uint(1), this.uint(1), this.uint(1), this.uint(1));
  }

  /** What stands before the content of a full box. */
  head(): { version: number; flags: number } {
    return { version: this.uint(1), flags: this.uint(3) };
  }

  skip(bytes: number): this {
    this.#at += bytes;
    return this;
  }

  /** So many of the next bytes, apart; all that are left where nothing is said. */
  rest(bytes: number = this.left): DataView {
    const { buffer, byteOffset } = this.#view;
    if (bytes < 0 || bytes > this.left) throw new RangeError('cut off');
    const part = new DataView(buffer, byteOffset + this.#at, bytes);
    this.#at += bytes;
    return part;
  }
}

function boxes(view: DataView): ItemProperty[] {
  const reader = new BoxReader(view);
  const found: ItemProperty[] = [];
  while (reader.left >= 8) {
    const size = reader.uint(4);
    const type = reader.letters();
    const length = size === 1 ? reader.uint(8) - 16 : size - 8;
    // 0: to the end of the file.
    found.push({ type, body: reader.rest(size === 0 ? reader.left : length) });
    if (found.length > mostItems) throw new RangeError('too many boxes');
  }
  return found;
}

function itemTypes(iinf: BoxReader): Map<number, string> {
  const { version } = iinf.head();
  iinf.skip(version === 0 ? 2 : 4);
  const types = boxes(iinf.rest()).map(({ body }): [number, string] => {
    const entry = new BoxReader(body);
    const id = entry.head().version < 3 ? entry.uint(2) : entry.uint(4);
    return [id, entry.skip(2).letters()];
  });
  return new Map(types);
}

/** Of what lies in neither the file nor `idat` (`idatAt`: where that begins) nothing is known. */
function itemPlaces(iloc: BoxReader, idatAt: number | undefined): Map<number, Extents> {
  const { version } = iloc.head();
  const [sizes, more] = [iloc.uint(1), iloc.uint(1)];
  const [offsetSize, lengthSize, baseSize] = [sizes >> 4, sizes & 15, more >> 4];
  const indexSize = version === 0 ? 0 : more & 15;
  const wide = version === 2 ? 4 : 2;
  const places = new Map<number, Extents>();
  let pieces = 0;
  for (let left = bounded(iloc.uint(wide)); left > 0; left -= 1) {
    const id = iloc.uint(wide);
    const method = version === 0 ? 0 : iloc.uint(2) & 15;
    const base = iloc.skip(2).uint(baseSize);
    const start = [base, idatAt === undefined ? undefined : base + idatAt][method];
    const count = iloc.uint(2);
    pieces = bounded(pieces + count);
    const extents = Array.from({ length: count }, () => {
      const from = iloc.skip(indexSize).uint(offsetSize) + (start ?? 0);
      return { from, to: from + iloc.uint(lengthSize) };
    });
    if (start !== undefined) places.set(id, extents);
  }
  return places;
}

function itemProperties(iprp: DataView): Map<number, ItemProperty[]> {
  const parts = boxes(iprp);
  const all = boxes(parts.find(({ type }) => type === 'ipco')?.body ?? new DataView(empty));
  const known = new Map<number, ItemProperty[]>();
  let entries = 0;
  for (const { body } of parts.filter(({ type }) => type === 'ipma')) {
    const reader = new BoxReader(body);
    const { version, flags } = reader.head();
    const count = reader.uint(4);
    entries = bounded(entries + count);
    for (let left = count; left > 0; left -= 1) {
      const id = reader.uint(version === 0 ? 2 : 4);
      // The highest bit says only that a reader must know the property.
      const numbers = Array.from({ length: reader.uint(1) }, () =>
        flags & 1 ? reader.uint(2) & 0x7fff : reader.uint(1) & 0x7f,
      );
      known.set(
        id,
        numbers.flatMap((number) => all[number - 1] ?? []),
      );
    }
  }
  return known;
}

const empty = new ArrayBuffer(0);

function madeOf(iref: BoxReader): Map<number, number[]> {
  const wide = iref.head().version === 0 ? 2 : 4;
  const made = boxes(iref.rest()).filter(({ type }) => type === 'dimg');
  return new Map(
    made.map(({ body }) => {
      const reader = new BoxReader(body);
      const id = reader.uint(wide);
      return [id, Array.from({ length: bounded(reader.uint(2)) }, () => reader.uint(wide))];
    }),
  );
}

function bounded(count: number): number {
  if (count > mostItems) throw new RangeError('too many items');
  return count;
}
