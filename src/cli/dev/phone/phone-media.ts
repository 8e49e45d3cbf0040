import type { IncomingMessage, ServerResponse } from 'node:http';
import { audioMimeType, sniffAudio } from '../../../core/audio.ts';
import { pageHeaders } from './phone-files.ts';
import type { PhoneMedia } from './phone-lines.ts';

/** Pictures that a browser shows and that hold nothing that runs. */
const shown = /^image\/(?:jpeg|png|gif|webp)$/;

/** What a browser is told that a file is: a sound, a picture, or something to be kept and not opened. */
function typeOf({ kind, bytes, mimeType }: PhoneMedia): string {
  if (kind === 'voice') return audioMimeType(sniffAudio(bytes));
  return kind === 'picture' && shown.test(mimeType) ? mimeType : 'application/octet-stream';
}

/** Answers with a file of a phone, or the part of it that is asked for: some browsers play nothing else. */
export function answerMedia(
  { headers }: IncomingMessage,
  response: ServerResponse,
  media: PhoneMedia,
): void {
  const { bytes } = media;
  const type = typeOf(media);
  const [, first, last] = /^bytes=(\d+)-(\d*)$/.exec(headers.range ?? '') ?? [];
  const from = Number(first ?? 0);
  const to = Math.min(last ? Number(last) : bytes.length - 1, bytes.length - 1);
  const isPart = first !== undefined && from <= to;
  response.writeHead(isPart ? 206 : 200, {
    ...pageHeaders,
    'content-security-policy': "default-src 'none'; sandbox",
    'cache-control': 'no-store',
    'content-type': type,
    'accept-ranges': 'bytes',
    'content-length': isPart ? to - from + 1 : bytes.length,
    ...(isPart ? { 'content-range': `bytes ${from}-${to}/${bytes.length}` } : {}),
    ...(type === 'application/octet-stream' ? { 'content-disposition': 'attachment' } : {}),
  });
  response.end(isPart ? bytes.subarray(from, to + 1) : bytes);
}
