import { inflateRawSync } from 'node:zlib';
import type { FileProblem } from './file-kind.ts';

/** A file of a zip, as its central directory has it. */
export interface ZipEntry {
  name: string;
  /** Bytes within the zip, and unpacked as it says. */
  packed: number;
  plain: number;
  encrypted: boolean;
  /** 0: stored, 8: deflated. */
  method: number;
  offset: number;
}

/** Honest office files stay far below: a bomb unpacks to a hundred times and more of its size. */
const most = { entries: 2_000, plain: 30_000_000, part: 20_000_000, ratio: 100 } as const;

/** The longest name that a part of an honest office file has, bytes; no more of one is looked at. */
const longestName = 512;

/** The files of a zip, of more than may be unpacked only the first; undefined where it is none that can be read. */
export function zipEntries(file: Buffer): ZipEntry[] | undefined {
  const end = file.lastIndexOf('PK\u0005\u0006', undefined, 'latin1');
  if (end < 0 || end + 22 > file.length) return undefined;
  const count = Math.min(file.readUInt16LE(end + 10), most.entries + 1);
  let at = file.readUInt32LE(end + 16);
  const entries: ZipEntry[] = [];
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > file.length || file.readUInt32LE(at) !== 0x02014b50) return undefined;
    const [name, extra, comment] = [28, 30, 32].map((field) => file.readUInt16LE(at + field));
    const start = at + 46;
    entries.push({
      name: file.toString('utf8', start, start + Math.min(name ?? 0, longestName)),
      packed: file.readUInt32LE(at + 20),
      plain: file.readUInt32LE(at + 24),
      encrypted: (file.readUInt16LE(at + 8) & 1) === 1,
      method: file.readUInt16LE(at + 10),
      offset: file.readUInt32LE(at + 42),
    });
    at = start + (name ?? 0) + (extra ?? 0) + (comment ?? 0);
  }
  return entries;
}

/** Why a zip must not be unpacked; undefined where it may. */
export function zipDanger(entries: readonly ZipEntry[]): FileProblem | undefined {
  if (entries.some(({ encrypted }) => encrypted))
    return { fault: 'protected', says: 'is encrypted' };
  const plain = entries.reduce((sum, entry) => sum + entry.plain, 0);
  const packed = entries.reduce((sum, entry) => sum + entry.packed, 0);
  const isLarge =
    entries.length > most.entries ||
    plain > most.plain ||
    entries.some((entry) => entry.plain > most.part);
  return isLarge || plain > Math.max(1, packed) * most.ratio
    ? { fault: 'unsafe', says: 'unpacks to far more than a file of its kind holds' }
    : undefined;
}

/** One file of a zip as text; empty where it is not there or cannot be unpacked. */
export function zipText(file: Buffer, entries: readonly ZipEntry[], name: string): string {
  const entry = entries.find((each) => each.name === name);
  if (!entry || entry.offset + 30 > file.length) return '';
  const { offset, packed, method } = entry;
  const start = offset + 30 + file.readUInt16LE(offset + 26) + file.readUInt16LE(offset + 28);
  const bytes = file.subarray(start, start + packed);
  try {
    return method === 0
      ? bytes.toString('utf8')
      : inflateRawSync(bytes, { maxOutputLength: most.part }).toString('utf8');
  } catch {
    return '';
  }
}
