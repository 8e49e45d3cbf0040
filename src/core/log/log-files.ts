import { open, readdir, stat, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isMissing } from '../files/file-error.ts';

/** How often a log that is followed is looked at, milliseconds. */
const lookPauseMs = 250;

/** Bytes that are read at a time. */
const blockBytes = 64 * 1024;

/** The files of a log, oldest first: `app.log.2`, `app.log.1`, `app.log`. Empty when there is no log. */
export async function logFiles(folder: string, name: string): Promise<string[]> {
  const names = await readdir(folder).catch((error: unknown) =>
    isMissing(error) ? [] : Promise.reject(error),
  );
  const ages = names.flatMap((each) => {
    if (each === name) return [0];
    const age = each.startsWith(`${name}.`) ? each.slice(name.length + 1) : '';
    return /^[1-9]\d{0,3}$/.test(age) ? [Number(age)] : [];
  });
  return ages
    .sort((one, other) => other - one)
    .map((age) => join(folder, age === 0 ? name : `${name}.${age}`));
}

/** Where reading stands: which file, and how many of its bytes are read. */
export interface LogPosition {
  /** Undefined before there is a log. */
  inode: number | undefined;
  offset: number;
}

/** Behind the last whole line of a log's newest file. */
export async function endOf(folder: string, name: string): Promise<LogPosition> {
  const newest = (await logFiles(folder, name)).at(-1);
  const handle = newest === undefined ? undefined : await openIfThere(newest);
  if (!handle) return { inode: undefined, offset: 0 };
  try {
    const { ino, size } = await handle.stat();
    const start = Math.max(0, size - blockBytes);
    return { inode: ino, offset: start + (await bytesOf(handle, start, size)).lastIndexOf(10) + 1 };
  } finally {
    await handle.close();
  }
}

/** The lines of a log from this position back to the first. */
export async function* linesBackwards(
  folder: string,
  name: string,
  from: LogPosition,
): AsyncGenerator<string> {
  const files = await logFiles(folder, name);
  const inodes = await inodesOf(files);
  for (let at = inodes.indexOf(from.inode); at >= 0; at -= 1) {
    const handle = await openIfThere(files[at] ?? '');
    if (!handle) continue;
    try {
      const { ino, size } = await handle.stat();
      yield* backwards(handle, ino === from.inode ? from.offset : size);
    } finally {
      await handle.close();
    }
  }
}

/** Collects bytes until the line before is whole, so that no character is cut in two. */
async function* backwards(handle: FileHandle, size: number): AsyncGenerator<string> {
  let rest = Buffer.alloc(0);
  let isWhole = false;
  for (let end = size; end > 0;) {
    const start = Math.max(0, end - blockBytes);
    rest = Buffer.concat([await bytesOf(handle, start, end), rest]);
    end = start;
    for (let at = rest.lastIndexOf(10); at !== -1; at = rest.lastIndexOf(10)) {
      if (isWhole) yield rest.toString('utf8', at + 1);
      isWhole = true;
      rest = rest.subarray(0, at);
    }
  }
  if (isWhole) yield rest.toString('utf8');
}

/**
 * The lines that are written after this position, as they come, until `signal` aborts. Goes on over files that are put
 * aside, made again or emptied meanwhile, and waits for a log that is not there yet.
 */
export async function* followedLines(
  folder: string,
  name: string,
  from: LogPosition,
  signal: AbortSignal,
): AsyncGenerator<string> {
  let position = from;
  let rest = Buffer.alloc(0);
  while (!signal.aborted) {
    const { file, next } = await placeOf(position, await logFiles(folder, name));
    const read = file === undefined ? undefined : await readOn(file, position);
    if (read) {
      ({ position } = read);
      rest = Buffer.concat([rest, read.bytes]);
      const end = rest.lastIndexOf(10) + 1;
      if (end > 0) yield* rest.toString('utf8', 0, end - 1).split('\n');
      rest = rest.subarray(end);
    }
    if (read && read.bytes.length > 0) continue;
    if (next === undefined) await sleep(lookPauseMs, undefined, { signal }).catch(() => {});
    else position = { inode: next, offset: 0 };
  }
}

/** The file in which reading goes on, and the inode of the one after it. A file that is gone is followed by the oldest. */
async function placeOf(
  { inode }: LogPosition,
  files: readonly string[],
): Promise<{ file?: string; next?: number }> {
  const inodes = await inodesOf(files);
  const at = inode === undefined ? -1 : inodes.indexOf(inode);
  const [file, next] = [files[at], inodes[at + 1]];
  return { ...(file === undefined ? {} : { file }), ...(next === undefined ? {} : { next }) };
}

/** What came after the position in this file; undefined when another file has taken its place. */
async function readOn(
  file: string,
  { inode, offset }: LogPosition,
): Promise<{ bytes: Buffer; position: LogPosition } | undefined> {
  const handle = await openIfThere(file);
  if (!handle) return undefined;
  try {
    const { ino, size } = await handle.stat();
    if (ino !== inode) return undefined;
    const start = size < offset ? 0 : offset;
    const bytes = await bytesOf(handle, start, Math.min(size, start + blockBytes));
    return { bytes, position: { inode, offset: start + bytes.length } };
  } finally {
    await handle.close();
  }
}

async function bytesOf(handle: FileHandle, start: number, end: number): Promise<Buffer> {
  const buffer = Buffer.alloc(end - start);
  const { bytesRead } = await handle.read(buffer, 0, buffer.length, start);
  return buffer.subarray(0, bytesRead);
}

async function openIfThere(file: string): Promise<FileHandle | undefined> {
  return open(file).catch((error: unknown) =>
    isMissing(error) ? undefined : Promise.reject(error),
  );
}

async function inodesOf(files: readonly string[]): Promise<(number | undefined)[]> {
  return Promise.all(
    files.map(async (file) => {
      const found = await stat(file).catch((error: unknown) =>
        isMissing(error) ? undefined : Promise.reject(error),
      );
      return found?.ino;
    }),
  );
}
