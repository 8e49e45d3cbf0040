import { readFile } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CLIError } from '@oclif/core/errors';
import { sniffAudio } from '../../../core/audio.ts';
import { sniffImage } from '../../../core/attachments/image-format.ts';
import { printable } from '../../../core/printable.ts';
import type { SampleDetail, EventFile } from './sample-event.ts';

type FileDetail = Exclude<SampleDetail, 'words' | 'none'>;

function own(path: string): string {
  return fileURLToPath(new URL(`../../../../examples/${path}`, import.meta.url));
}

/** The voice notes that wabot brings along, by the language that is spoken. */
const voices: Readonly<Record<string, string>> = {
  ru: 'voice.ogg',
  kk: 'samples/voice-kk.ogg',
  en: 'samples/voice-en.ogg',
};

const usual: Readonly<Record<FileDetail, string>> = {
  voice: 'voice.ogg',
  image: 'samples/receipt.jpg',
  document: 'samples/request.pdf',
};

/** What phones name the types of documents. */
const types: Readonly<Record<string, string>> = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  txt: 'text/plain',
  csv: 'text/csv',
};

/**
 * The file of a sample: `given` is the person's own or, of a voice note, a language; a usual one when undefined. Wrong usage where
 * there is no such file, or it is of another kind.
 */
export async function sampleFile(
  detail: FileDetail,
  given: string | undefined,
  existing: (path: string) => Promise<string>,
): Promise<EventFile> {
  if (detail === 'voice' && given !== undefined && /^[a-z]{2}$/.test(given) && !(given in voices))
    throw new CLIError(
      `There is no voice note in ${given}. There are: ${Object.keys(voices).join(', ')}; anything longer is the path of a recording.`,
      { exit: 2 },
    );
  const spoken = detail === 'voice' && given !== undefined ? voices[given] : undefined;
  const path =
    given === undefined || spoken !== undefined
      ? own(spoken ?? usual[detail])
      : await existing(given);
  const bytes = await readFile(path);
  return { bytes, name: basename(path), ...typeOf(detail, path, bytes) };
}

function typeOf(
  detail: FileDetail,
  path: string,
  bytes: Uint8Array,
): Pick<EventFile, 'mimeType' | 'extension'> {
  if (detail === 'voice') {
    if (sniffAudio(bytes) === 'unknown')
      throw new CLIError(`${printable(path)} is not a recording that can be played.`, { exit: 2 });
    return { mimeType: 'audio/ogg; codecs=opus', extension: 'oga' };
  }
  const extension = extname(path).slice(1).toLowerCase();
  if (detail === 'document')
    return { mimeType: types[extension] ?? 'application/octet-stream', extension };
  const format = sniffImage(bytes);
  if (format === undefined) throw new CLIError(`${printable(path)} is not a picture.`, { exit: 2 });
  return { mimeType: `image/${format}`, extension: format === 'jpeg' ? 'jpg' : format };
}
