import { access } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { CLIError } from '@oclif/core/errors';
import { WabotError } from '../../core/errors.ts';
import { readBounded } from '../read-bounded.ts';
import type { OwnerLine } from './owners-phone.ts';
import { sniffImage } from '../../core/attachments/image-format.ts';
import { sniffAudio } from '../../core/audio.ts';
import { printable } from '../../core/printable.ts';

/** A picture or a document that a customer sends; a picture has no name. */
export interface DevFile {
  bytes: Uint8Array;
  caption: string;
  fileName?: string;
  mimeType: string;
  extension: string;
}

/** What somebody does in the sandbox: writes or speaks as the customer, or writes as the owner of the business. */
export type DevInput =
  | { text: string }
  | { voice: Uint8Array }
  | { files: readonly DevFile[] }
  | { owner: OwnerLine };

/** What a file is to be: a recording, a picture, anything but these, or whatever it is. */
export type DevFileKind = 'voice' | 'image' | 'file' | 'any';

/** The path of a file as it may be read; rejects with wrong usage where there is none. */
type Existing = (path: string) => Promise<string>;

/**
 * What the customer sends with `line`: a file and, behind a space, its caption. Wrong usage where there is no such file, or it is of
 * another kind, is larger than 100 MB or cannot be read. Rejects with the signal's reason while a pipe is read.
 */
export async function readSent(
  line: string,
  kind: DevFileKind,
  existing: Existing,
  signal: AbortSignal = new AbortController().signal,
): Promise<{ voice: Uint8Array } | { file: DevFile }> {
  const { path, caption } = await cutCaption(line);
  const bytes = await bytesOf(path, existing, signal);
  const isSound = sniffAudio(bytes) !== 'unknown';
  if (kind === 'voice' || (kind === 'any' && isSound && caption === '')) {
    if (isSound) return { voice: bytes };
    throw new CLIError(`${printable(path)} is not a recording that can be played.`, { exit: 2 });
  }
  const format = sniffImage(bytes);
  if (kind === 'image' && format === undefined)
    throw new CLIError(`${printable(path)} is not a picture.`, { exit: 2 });
  const extension = extname(path).slice(1) || 'bin';
  const isPicture = kind === 'image' || (kind === 'any' && format !== undefined);
  const named = isPicture ? {} : { fileName: basename(path) };
  const mimeType = format === undefined ? 'application/octet-stream' : `image/${format}`;
  return { file: { bytes, caption, ...named, mimeType, extension } };
}

/** No messenger takes a larger file, bytes. */
const mostBytes = 100 * 1024 * 1024;

/** Whatever the machine says of a file that cannot be read, or is too large, is wrong usage. */
async function bytesOf(path: string, existing: Existing, signal: AbortSignal): Promise<Buffer> {
  try {
    return await readBounded(await existing(path), signal, mostBytes);
  } catch (error) {
    if (signal.aborted || error instanceof CLIError) throw error;
    const name = printable(path);
    const why =
      error instanceof WabotError
        ? `${name} is larger than 100 MB, which no messenger takes.`
        : `The file ${name} does not exist or cannot be read.`;
    throw new CLIError(why, { exit: 2 });
  }
}

/** Names of files may have spaces in them: the longest beginning that is a file is its name. */
async function cutCaption(line: string): Promise<{ path: string; caption: string }> {
  const words = line.split(' ');
  for (let count = words.length; count > 1; count -= 1) {
    const path = words.slice(0, count).join(' ');
    if (await isThere(path)) return { path, caption: words.slice(count).join(' ').trim() };
  }
  const [first = ''] = words;
  return (await isThere(first))
    ? { path: first, caption: words.slice(1).join(' ').trim() }
    : { path: line, caption: '' };
}

function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
