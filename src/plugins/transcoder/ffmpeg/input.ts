import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sniffAudio, type AudioFormat } from '../../../core/plugin-api/audio.ts';
import { ServiceError } from '../../../core/plugin-api/failures.ts';

/** ffmpeg's name for what reads each format; one that is known is forced, so that ffmpeg cannot take it for another. */
const demuxers: Record<Exclude<AudioFormat, 'unknown'>, string> = {
  ogg: 'ogg',
  mp3: 'mp3',
  m4a: 'mov',
  wav: 'wav',
  webm: 'matroska',
  flac: 'flac',
  amr: 'amr',
  aac: 'aac',
  '3gp': 'mov',
};

/**
 * What may read a file that is not known by its first bytes. Only containers that hold everything themselves: playlists,
 * scripts and lists of files, which make ffmpeg open other files and addresses, are not among them.
 */
const containers = [
  ...new Set(Object.values(demuxers)),
  'w64',
  'aiff',
  'au',
  'caf',
  'asf',
  'avi',
  'flv',
  'mpeg',
  'mpegts',
  'ac3',
];

/** The most that ffmpeg may take for one buffer, in bytes; a forged length must not eat the machine's memory. */
const largestBuffer = 256 * 1024 * 1024;

/** How ffmpeg is to read a customer's file: by one reader or a few, and from nowhere but the pipe or the file. */
export function inputOptions(format: AudioFormat): string[] {
  const allowed = format === 'unknown' ? containers.join(',') : demuxers[format];
  const options = limits(needsFile(format), allowed);
  return format === 'unknown' ? options : [...options, '-f', allowed];
}

/** How ffmpeg is to read a file. */
export interface InputReading {
  inputOptions: readonly string[];
  needsFile: boolean;
}

/** How an audio or video file is read, by its first bytes. */
export function audioReading(bytes: Uint8Array): InputReading {
  const format = sniffAudio(bytes);
  return { inputOptions: inputOptions(format), needsFile: needsFile(format) };
}

/** What holds for every file: so much memory for one buffer, one thread, only these readers, and nothing besides the pipe or the file. */
export function limits(isFile: boolean, readers: string): string[] {
  return [
    '-max_alloc',
    String(largestBuffer),
    '-threads',
    '1',
    '-filter_threads',
    '1',
    '-protocol_whitelist',
    isFile ? 'file' : 'pipe',
    '-format_whitelist',
    readers,
  ];
}

/** Whether the format may have its index at the end, which a pipe cannot seek to. */
export function needsFile(format: AudioFormat): boolean {
  return format === 'm4a' || format === '3gp' || format === 'unknown';
}

const folderPrefix = 'wabot-audio-';

/** A conversion ends within minutes; a folder that is older, in milliseconds, was left by a run that was killed. */
const leftAfterMs = 60 * 60 * 1000;

/**
 * Hands the bytes over as a file that only this user can read, in a folder of its own below `parent` that is gone when this
 * settles. Rejects with a retryable ServiceError when there is no room for it.
 */
export async function withFile<T>(
  parent: string,
  bytes: Uint8Array,
  work: (path: string) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(parent, folderPrefix)).catch(cannotWrite);
  try {
    const path = join(folder, 'input');
    await writeFile(path, bytes, { mode: 0o600 }).catch(cannotWrite);
    return await work(path);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

function cannotWrite(error: NodeJS.ErrnoException): never {
  const message = `A file to convert cannot be written to the folder for temporary files (${error.code ?? 'unknown reason'})`;
  throw new ServiceError('ffmpeg.disk', message, {
    retryable: true,
    suggestions: ['Make room on the disk, or set TMPDIR to a folder that can be written.'],
    cause: error,
  });
}

/** Removes what killed runs left below `parent`. Never rejects: what cannot be removed now is tried at the next start. */
export async function removeLeftovers(parent: string, now: number): Promise<void> {
  const names = await readdir(parent).catch(() => []);
  for (const name of names.filter((each) => each.startsWith(folderPrefix))) {
    const path = join(parent, name);
    const changed = await stat(path).then(
      ({ mtimeMs }) => mtimeMs,
      () => now,
    );
    if (now - changed > leftAfterMs)
      await rm(path, { recursive: true, force: true }).catch(() => {});
  }
}
