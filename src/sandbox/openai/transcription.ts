import type { LoopbackCall, LoopbackReply } from '../loopback.ts';
import { isLanguage, type AnswerLanguage } from './brain/language.ts';
import { unheard } from './unheard.ts';
import { fieldText, readForm } from '../read-form.ts';
import { ApiError } from './errors.ts';
import { oggComments, lengthOfOgg } from './ogg-comments.ts';

/** A file to transcribe, as it was uploaded. */
export interface Upload {
  fileName: string;
  bytes: Buffer;
  model: string;
  /** Languages that the caller expects. */
  languages: string[];
  responseFormat: string;
}

/** OpenAI's limit. */
const largestFileBytes = 26_214_400;
const shortestSeconds = 0.1;

const mpeg = /^(494433|ff[ef])/;
const mp4 = /^.{8}66747970/;

/** What each extension's files begin with, in hex; OpenAI goes by the name, and then cannot decode what is something else. */
const beginnings: Readonly<Record<string, RegExp>> = {
  flac: /^664c6143/,
  mp3: mpeg,
  mpga: mpeg,
  mpeg,
  mp4,
  m4a: mp4,
  ogg: /^4f676753/,
  wav: /^52494646.{8}57415645/,
  webm: /^1a45dfa3/,
};

/** Reads the form. Throws an ApiError for what OpenAI would refuse. */
export async function readUpload(call: LoopbackCall): Promise<Upload> {
  const form = await readForm(call);
  if (!form) throw new ApiError(400, { message: 'Could not parse multipart form' });
  const file = form.get('file');
  const model = fieldText(form, 'model');
  if (!(file instanceof Blob))
    throw new ApiError(400, { message: "Missing required parameter: 'file'.", param: 'file' });
  if (model === '')
    throw new ApiError(400, { message: "Missing required parameter: 'model'.", param: 'model' });
  return {
    fileName: file.name,
    bytes: Buffer.from(await file.arrayBuffer()),
    model,
    languages: [
      ...form.getAll('languages[]'),
      ...form.getAll('languages'),
      ...form.getAll('language'),
    ]
      .map(textOf)
      .filter(Boolean),
    responseFormat: fieldText(form, 'response_format') || 'json',
  };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** Throws an ApiError for a file that OpenAI would not take. */
export function checkUpload({ fileName, bytes, responseFormat }: Upload): void {
  const extension = /\.([a-z0-9]+)$/i.exec(fileName)?.[1]?.toLowerCase() ?? '';
  const beginning = beginnings[extension];
  const refuse = (message: string, code?: string, status = 400): never => {
    throw new ApiError(status, { message, param: 'file', ...(code === undefined ? {} : { code }) });
  };
  if (!beginning) refuse(`Unsupported file format ${extension || fileName}`, 'unsupported_value');
  if (bytes.length > largestFileBytes)
    refuse(`Maximum content size limit (${largestFileBytes}) exceeded`, undefined, 413);
  if (bytes.length === 0)
    refuse('Audio file is too short. Minimum audio length is 0.1 seconds.', 'audio_too_short');
  if (!beginning?.test(bytes.toString('hex', 0, 16)))
    refuse('Audio file could not be decoded. It might be corrupted.');
  if (extension === 'ogg' && lengthOfOgg(bytes) < shortestSeconds) {
    refuse('Audio file is too short. Minimum audio length is 0.1 seconds.', 'audio_too_short');
  }
  if (responseFormat !== 'json' && responseFormat !== 'text') {
    const message = `response_format '${responseFormat}' is not compatible with this model. Use 'json' or 'text' instead.`;
    throw new ApiError(400, { message, param: 'response_format', code: 'unsupported_value' });
  }
}

/** What the note says of itself: its Ogg comment TRANSCRIPT, DESCRIPTION or TITLE; undefined when it has none. */
export function carriedText(bytes: Buffer): string | undefined {
  const comments = oggComments(bytes);
  return comments.get('TRANSCRIPT') ?? comments.get('DESCRIPTION') ?? comments.get('TITLE');
}

/** The transcript: `text` where a script gave one, else what the note carries, else that the sandbox cannot hear. */
export function transcribe(
  { bytes, languages, responseFormat }: Upload,
  scripted: string | undefined,
): LoopbackReply {
  const expected: AnswerLanguage | undefined = languages.find(isLanguage);
  const text = scripted ?? carriedText(bytes) ?? unheard(expected);
  if (responseFormat === 'text') return { body: `${text}\n` };
  const length = Math.ceil(lengthOfOgg(bytes));
  return { body: { text, languages: [], usage: { type: 'duration', seconds: length } } };
}
