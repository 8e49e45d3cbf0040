import { fieldsOf } from '../../../core/plugin-api/failures.ts';
import type { Segment, Transcript } from '../../../core/kinds/speech.ts';
import { languageCode } from '../../openai/transcript.ts';

/** Reads the JSON file that whisper-cli writes: times are in milliseconds. Undefined when it is not one. */
export function readOutput(json: string): Transcript | undefined {
  const { result, transcription } = fieldsOf(parse(json));
  if (!Array.isArray(transcription)) return undefined;
  const segments = transcription.flatMap(readSegment);
  const { language } = fieldsOf(result);
  const code = typeof language === 'string' ? languageCode(language) : undefined;
  return {
    text: segments
      .map(({ text }) => text)
      .join(' ')
      .trim(),
    ...(code === undefined ? {} : { language: code }),
    ...(segments.length === 0 ? {} : { segments }),
  };
}

function readSegment(each: unknown): Segment[] {
  const { text, offsets } = fieldsOf(each);
  const { from, to } = fieldsOf(offsets);
  if (typeof text !== 'string' || typeof from !== 'number' || typeof to !== 'number') return [];
  return [{ from: from / 1000, to: to / 1000, text: text.trim() }];
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
