import { sniffAudio } from '../audio.ts';
import type { Listening } from './listening.ts';
import { SetupError } from '../errors.ts';
import type { Audio } from '../kinds/speech.ts';
import type { Span } from '../kinds/transcoder.ts';

/** The audio in a form that the service takes, by the person's wish (`convert`), its limits and what it has refused before. */
export async function prepareAudio(
  bytes: Uint8Array,
  seconds: number | undefined,
  listening: Listening,
  signal: AbortSignal,
): Promise<Audio> {
  const { speech, convert, refused } = listening;
  const length = seconds === undefined ? {} : { seconds };
  const format = sniffAudio(bytes);
  const taken = speech.formats.has(format) && bytes.length <= speech.maxBytes;
  if (convert === 'never' || (convert === 'auto' && taken && !refused?.has(format)))
    return { bytes, format, ...length };
  try {
    return await asMp3(bytes, seconds, listening, signal);
  } catch (error) {
    if (taken && error instanceof SetupError) return { bytes, format, ...length };
    throw error;
  }
}

/** The audio as MP3 that the service takes; rejects as the converter does. */
export async function asMp3(
  bytes: Uint8Array,
  seconds: number | undefined,
  listening: Listening,
  signal: AbortSignal,
): Promise<Audio> {
  const mp3 = await listening.transcoder.toMp3(bytes, listening.speech.maxBytes, signal, {
    chat: listening.chat,
    seconds,
  });
  return { bytes: mp3, format: 'mp3', ...(seconds === undefined ? {} : { seconds }) };
}

/** One part of a note for the service, as MP3. Rejects with a SetupError where the converter cannot cut. */
export async function preparePart(
  bytes: Uint8Array,
  span: Span,
  listening: Listening,
  signal: AbortSignal,
): Promise<Audio> {
  const { speech, transcoder, chat } = listening;
  if (!transcoder.part)
    throw new SetupError(
      'transcoder.part',
      'The converter in use cannot cut a recording into parts',
    );
  const bytesOfPart = await transcoder.part(bytes, span, speech.maxBytes, signal, {
    chat,
    seconds: span.to,
  });
  return { bytes: bytesOfPart, format: 'mp3', seconds: span.to - span.from };
}
