/** Formats of pictures that phones and programs send. `heif`: HEIC and AVIF. */
export type ImageFormat = 'jpeg' | 'png' | 'webp' | 'gif' | 'heif' | 'bmp' | 'tiff';

/** How wide and high a picture is, pixels. */
export interface Size {
  width: number;
  height: number;
}

const starts: readonly [ImageFormat, RegExp][] = [
  ['jpeg', /^\u00ff\u00d8\u00ff/],
  ['png', /^\u0089PNG\r\n/],
  ['webp', /^RIFF[^]{4}WEBP/],
  ['gif', /^GIF8/],
  ['heif', /^[^]{4}ftyp(?:hei[cxms]|hev[cx]|mif1|msf1|avi[fs])/],
  ['bmp', /^BM[^]{12}\(\0\0\0/],
  ['tiff', /^(?:II\*\0|MM\0\*)/],
];

/** The format of a picture by its first bytes, whatever its name and type say; undefined: it is none. */
export function sniffImage(bytes: Uint8Array): ImageFormat | undefined {
  const start = Buffer.from(bytes.subarray(0, 32)).toString('latin1');
  return starts.find(([, pattern]) => pattern.test(start))?.[0];
}

/** How large a JPEG is, by its frame; undefined where it has none. */
export function jpegSize(jpeg: Uint8Array): Size | undefined {
  const view = new DataView(jpeg.buffer, jpeg.byteOffset, jpeg.byteLength);
  for (let at = 2; at + 9 <= jpeg.length; at += 2 + view.getUint16(at + 2)) {
    const mark = view.getUint8(at + 1);
    // All from C0 to CF but the tables among them.
    const isFrame = mark >= 0xc0 && mark <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(mark);
    if (isFrame) return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
    if (view.getUint8(at) !== 0xff) return undefined;
  }
  return undefined;
}

/** The size that a HEIF file declares for the whole of its picture, which is kept in tiles; undefined where it declares none. */
export function heifSize(bytes: Uint8Array): Size | undefined {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 65_536));
  let largest: Size | undefined;
  for (
    let at = head.indexOf('ispe');
    at >= 0 && at + 16 <= head.length;
    at = head.indexOf('ispe', at + 4)
  ) {
    const size = { width: head.readUInt32BE(at + 8), height: head.readUInt32BE(at + 12) };
    if (size.width * size.height > (largest?.width ?? 0) * (largest?.height ?? 0)) largest = size;
  }
  return largest;
}
