import { readFileSync } from 'node:fs';
import { heifItems } from '../../../../src/plugins/transcoder/ffmpeg/heif-items.ts';

/**
 * Pictures that heif-enc of libheif 1.15.1 with x265 made: `red` and `blue` of 64 × 64 points by `heif-enc -q 50`, `odd` of 201 × 151
 * points (ffmpeg's testsrc) by `heif-enc -q 40`.
 */
export function heic(name: 'red' | 'blue' | 'odd'): Buffer {
  return readFileSync(new URL(`heic/${name}.heic`, import.meta.url));
}

/** What is to be different in a grid of two tiles. */
interface Wishes {
  rows?: number;
  columns?: number;
  width?: number;
  height?: number;
  /** Boxes of properties of the whole: how it is turned, mirrored, cropped. */
  turns?: readonly Buffer[];
  tiles?: readonly Buffer[];
  /** Of whom the grid says that it is made. */
  madeOf?: readonly number[];
  /** What stands in the place of each tile's coded picture. */
  coded?: Buffer;
}

/** A picture kept as phones keep it: tiles side by side, `red` and `blue`, and beside them how they belong together. */
export function tiled({
  rows = 1,
  columns = 2,
  width = 100,
  height = 64,
  turns = [],
  tiles = [heic('red'), heic('blue')],
  madeOf = tiles.map((_, index) => index + 2),
  coded,
}: Wishes = {}): Buffer {
  const parts = tiles.map(partsOf).map((part) => ({ ...part, ...(coded && { data: coded }) }));
  const grid = Buffer.from([0, 0, rows - 1, columns - 1, ...u16(width), ...u16(height)]);
  const front = box('ftyp', Buffer.from('heic\0\0\0\0mif1heic'));
  const made = (at: number): Buffer => meta({ parts, grid, turns, width, height, madeOf, at });
  const at = front.length + made(0).length + 8;
  return Buffer.concat([
    front,
    made(at),
    box(
      'mdat',
      parts.map(({ data }) => data),
    ),
  ]);
}

/** A file that names so many items with so many pieces each, and so often which properties they have; pieces without a byte. */
export function crowded({ items = 0, pieces = 0, lists = 0 }): Buffer {
  const iloc = Array.from({ length: items }, () => Buffer.from([...u16(1), 0, 0, ...u16(pieces)]));
  const ipma = full('ipma', 0, [Buffer.from(u32(100)), Buffer.alloc(300)]);
  return full('meta', 0, [
    full('pitm', 0, Buffer.from(u16(1))),
    full('iloc', 0, [Buffer.from([0, 0, ...u16(items)]), ...iloc]),
    full('iinf', 0, Buffer.from(u16(0))),
    box('iprp', Array<Buffer>(lists).fill(ipma)),
  ]);
}

/** A box of a type around these bytes; `turn('irot', 1)`. */
export function turn(type: 'irot' | 'imir', value: number): Buffer {
  return box(type, Buffer.from([value]));
}

/** What crops: how wide and high, and how far from the middle. */
export function clap(wide: number, high: number, right: number, down: number): Buffer {
  return box(
    'clap',
    Buffer.from([wide, high, right, down].flatMap((value) => [...u32(value), ...u32(1)])),
  );
}

interface Part {
  data: Buffer;
  config: Buffer;
}

function partsOf(file: Buffer): Part {
  const known = heifItems(file);
  const item = known?.items.get(known.primary);
  const config = item?.properties.find(({ type }) => type === 'hvcC')?.body;
  const [extent] = item?.extents ?? [];
  if (!config || !extent) throw new Error('no picture by HEVC');
  const { buffer, byteOffset, byteLength } = config;
  return {
    data: file.subarray(extent.from, extent.to),
    config: box('hvcC', Buffer.from(buffer.slice(byteOffset, byteOffset + byteLength))),
  };
}

interface Meta extends Required<Pick<Wishes, 'turns' | 'width' | 'height' | 'madeOf'>> {
  parts: readonly Part[];
  grid: Buffer;
  at: number;
}

function meta({ parts, grid, turns, width, height, madeOf, at }: Meta): Buffer {
  const ids = [1, ...parts.map((_, index) => index + 2)];
  const infe = ids.map((id) =>
    full(
      'infe',
      2,
      Buffer.concat([Buffer.from([...u16(id), 0, 0]), Buffer.from(id === 1 ? 'grid\0' : 'hvc1\0')]),
    ),
  );
  const starts = parts.map(
    (_, index) => at + parts.slice(0, index).reduce((sum, { data }) => sum + data.length, 0),
  );
  const iloc = ids.map((id, index) =>
    Buffer.from([
      ...u16(id),
      0,
      id === 1 ? 1 : 0,
      0,
      0,
      0,
      1,
      ...u32(id === 1 ? 0 : (starts[index - 1] ?? 0)),
      ...u32(id === 1 ? grid.length : (parts[index - 1]?.data.length ?? 0)),
    ]),
  );
  const properties = [
    ispe(width, height),
    ...turns,
    ispe(64, 64),
    ...parts.map(({ config }) => config),
  ];
  const tileSize = turns.length + 2;
  const ofTile = parts.map((_, index) => [
    ...u16(index + 2),
    2,
    tileSize,
    0x80 | (tileSize + 1 + index),
  ]);
  const ofGrid = [...u16(1), turns.length + 1, 1, ...turns.map((_, index) => 0x80 | (index + 2))];
  return full('meta', 0, [
    full('pitm', 0, Buffer.from(u16(1))),
    full('iloc', 1, [Buffer.from([0x44, 0, ...u16(ids.length)]), ...iloc]),
    full('iinf', 0, [Buffer.from(u16(ids.length)), ...infe]),
    full(
      'iref',
      0,
      box('dimg', Buffer.from([...u16(1), ...u16(madeOf.length), ...madeOf.flatMap(u16)])),
    ),
    box('iprp', [
      box('ipco', properties),
      full('ipma', 0, Buffer.from([...u32(ids.length), ...ofGrid, ...ofTile.flat()])),
    ]),
    box('idat', grid),
  ]);
}

function ispe(width: number, height: number): Buffer {
  return full('ispe', 0, Buffer.from([...u32(width), ...u32(height)]));
}

function full(type: string, version: number, body: Buffer | readonly Buffer[]): Buffer {
  return box(type, [Buffer.from([version, 0, 0, 0]), ...[body].flat()]);
}

function box(type: string, body: Buffer | readonly Buffer[]): Buffer {
  const content = Buffer.concat([body].flat());
  return Buffer.concat([Buffer.from(u32(content.length + 8)), Buffer.from(type), content]);
}

function u16(value: number): number[] {
  return [value >> 8, value & 255];
}

function u32(value: number): number[] {
  return [...u16((value >> 16) & 0xffff), ...u16(value & 0xffff)];
}
