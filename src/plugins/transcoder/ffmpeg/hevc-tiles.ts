import type { Size } from '../../../core/plugin-api/images.ts';
import {
  heifItems,
  BoxReader,
  type HeifItem,
  type HeifItems,
  type ItemProperty,
} from './heif-items.ts';

/** A HEIC picture as every ffmpeg that knows HEVC can read it. */
export interface HevcTiles {
  /** Its tiles, one frame each, as a stream. */
  stream: Uint8Array;
  /** Filters of ffmpeg that make the picture of these frames: side by side, cropped, upright. */
  filters: string[];
}

/** More tiles than a picture of fifty million points has, and the most points of all of them together. */
const [mostTiles, mostPoints] = [512, 64_000_000];

/** More pieces than the coded picture of a tile has; in the file each may take a single byte. */
const mostUnits = 256;

/**
 * The picture of a HEIC file as a stream of HEVC. iPhones keep a picture as some fifty tiles next to each other; ffmpeg puts them
 * together from version 8 on, and what is installed reads none or the first. Undefined: it is another kind of HEIF, or damaged.
 */
export function hevcTiles(file: Uint8Array): HevcTiles | undefined {
  try {
    const known = heifItems(file);
    const item = known?.items.get(known.primary);
    return known && item && (item.type === 'grid' ? ofGrid(file, known, item) : ofOne(file, item));
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function ofOne(file: Uint8Array, item: HeifItem): HevcTiles | undefined {
  const frame = frameOf(file, item);
  const size = sizeOf(item);
  return frame && size && { stream: frame, filters: transforms(item, size) };
}

function ofGrid(file: Uint8Array, { items }: HeifItems, grid: HeifItem): HevcTiles | undefined {
  const about = new BoxReader(viewOf(contentOf(file, grid))).skip(1);
  const wide = about.uint(1) & 1 ? 4 : 2;
  const [rows, columns] = [about.uint(1) + 1, about.uint(1) + 1];
  const size = { width: about.uint(wide), height: about.uint(wide) };
  const tiles = grid.madeOf.map((id) => items.get(id));
  const first = tiles[0] && sizeOf(tiles[0]);
  const count = rows * columns;
  if (!first || tiles.length !== count || count > mostTiles) return undefined;
  if (first.width * first.height * count > mostPoints) return undefined;
  if (columns * first.width < size.width || rows * first.height < size.height) return undefined;
  // A file that names the same bytes again and again is one that was built to harm.
  if (tiles.reduce((sum, tile) => sum + bytesOf(tile), 0) > 2 * file.length) return undefined;
  const frames = tiles.map((tile) => tile && frameOf(file, tile));
  if (!frames.every((frame) => frame !== undefined)) return undefined;
  const crop = `crop=${size.width}:${size.height}:0:0`;
  return {
    stream: Buffer.concat(frames),
    filters: [`tile=${columns}x${rows}`, crop, ...transforms(grid, size)],
  };
}

function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, byteLength);
}

/** How many bytes of the file make up a tile. */
function bytesOf(tile: HeifItem | undefined): number {
  return tile ? sizeIn(tile.extents) + (propertyOf(tile, 'hvcC')?.left ?? 0) : 0;
}

function sizeIn(extents: HeifItem['extents']): number {
  return extents.reduce((sum, { from, to }) => sum + to - from, 0);
}

function contentOf(file: Uint8Array, { extents }: HeifItem): Uint8Array {
  if (sizeIn(extents) > file.length) throw new RangeError('cut off');
  return Buffer.concat(extents.map(({ from, to }) => file.subarray(from, to)));
}

function propertyOf({ properties }: HeifItem, type: string): BoxReader | undefined {
  const body = properties.find((property) => property.type === type)?.body;
  return body && new BoxReader(body);
}

function sizeOf(item: HeifItem): Size | undefined {
  const ispe = propertyOf(item, 'ispe')?.skip(4);
  return ispe && { width: ispe.uint(4), height: ispe.uint(4) };
}

/** One tile as a frame that needs no other: its parameters, then its slices, each after a start code. */
function frameOf(file: Uint8Array, item: HeifItem): Uint8Array | undefined {
  const config = item.type === 'hvc1' ? propertyOf(item, 'hvcC')?.skip(21) : undefined;
  if (!config) return undefined;
  const lengthSize = (config.uint(1) & 3) + 1;
  const units: DataView[] = [];
  const take = (unit: DataView): void => {
    if (units.push(unit) > mostUnits) throw new RangeError('too many pieces');
  };
  for (let arrays = config.uint(1); arrays > 0; arrays -= 1)
    for (let left = config.skip(1).uint(2); left > 0; left -= 1) take(config.rest(config.uint(2)));
  const slices = new BoxReader(viewOf(contentOf(file, item)));
  while (slices.left > lengthSize) take(slices.rest(slices.uint(lengthSize)));
  return Buffer.concat(
    units.flatMap(({ buffer, byteOffset, byteLength }) => [
      startCode,
      new Uint8Array(buffer, byteOffset, byteLength),
    ]),
  );
}

const startCode = new Uint8Array([0, 0, 0, 1]);

/** What turns, mirrors and crops a picture, in the order of the file. */
function transforms({ properties }: HeifItem, size: Size): string[] {
  let { width, height } = size;
  return properties.flatMap((property) => {
    if (property.type !== 'irot') return transform(property, { width, height });
    const quarters = property.body.getUint8(0) & 3;
    if (quarters % 2 === 1) [width, height] = [height, width];
    return [[], ['transpose=cclock'], ['hflip', 'vflip'], ['transpose=clock']][quarters] ?? [];
  });
}

function transform({ type, body }: ItemProperty, { width, height }: Size): string[] {
  if (type === 'imir') return [body.getUint8(0) & 1 ? 'hflip' : 'vflip'];
  if (type !== 'clap') return [];
  const share = (at: number): number => body.getInt32(at) / body.getInt32(at + 4);
  const [wide, high] = [Math.round(share(0)), Math.round(share(8))];
  const left = Math.round((width - wide) / 2 + share(16));
  const top = Math.round((height - high) / 2 + share(24));
  const fits = left >= 0 && top >= 0 && left + wide <= width && top + high <= height;
  return fits && wide > 0 && high > 0 ? [`crop=${wide}:${high}:${left}:${top}`] : [];
}
