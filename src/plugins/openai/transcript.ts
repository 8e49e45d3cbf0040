import { fieldsOf } from '../../core/plugin-api/failures.ts';
import type { Segment, Transcript } from '../../core/kinds/speech.ts';
import { eventsOf, isEventStream } from './event-stream.ts';

/** Reads what a transcription service sent, JSON or plain text; undefined when it is no transcript. */
export function readTranscript(body: unknown): Transcript | undefined {
  if (typeof body === 'string') return readText(body);
  const { text, usage, duration } = fieldsOf(body);
  if (typeof text !== 'string') return undefined;
  const language = readLanguage(fieldsOf(body));
  const seconds = readSeconds(fieldsOf(usage)['seconds']) ?? readSeconds(duration);
  const segments = readSegments(fieldsOf(body)['segments']);
  return {
    text: text.trim(),
    ...(language === undefined ? {} : { language }),
    ...(seconds === undefined ? {} : { seconds }),
    ...(segments.length === 0 ? {} : { segments }),
  };
}

function readSegments(list: unknown): Segment[] {
  return (Array.isArray(list) ? list : []).flatMap((each: unknown) => {
    const { start, end, text, avg_logprob: logarithm, no_speech_prob: noSpeech } = fieldsOf(each);
    if (
      typeof start !== 'number' ||
      typeof end !== 'number' ||
      typeof text !== 'string' ||
      !(end >= start)
    )
      return [];
    const confidence =
      typeof logarithm === 'number' ? { confidence: Math.exp(Math.min(0, logarithm)) } : {};
    return {
      from: start,
      to: end,
      text: text.trim(),
      ...confidence,
      ...(typeof noSpeech === 'number' ? { noSpeech } : {}),
    };
  });
}

/** Some servers label JSON as text, and some answer `json` with the bare words; a page of a proxy is neither. */
function readText(body: string): Transcript | undefined {
  const text = body.trim();
  if (text.startsWith('<')) return undefined;
  if (isEventStream(text)) return readStream(text);
  if (!text.startsWith('{')) return { text };
  try {
    return readTranscript(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** A transcript that was sent in pieces, though nobody asked for that; undefined when it broke off. */
function readStream(text: string): Transcript | undefined {
  return readTranscript(
    eventsOf(text).findLast((event) => typeof fieldsOf(event)['text'] === 'string') ?? {},
  );
}

function readSeconds(value: unknown): number | undefined {
  const seconds = typeof value === 'string' ? Number.parseFloat(value) : value;
  return typeof seconds === 'number' && Number.isFinite(seconds) && seconds > 0
    ? seconds
    : undefined;
}

function readLanguage({
  language,
  languages,
}: Readonly<Record<string, unknown>>): string | undefined {
  const first: unknown = Array.isArray(languages) ? languages[0] : undefined;
  const named = [language, first, fieldsOf(first)['code']].find(
    (value) => typeof value === 'string',
  );
  return typeof named === 'string' ? languageCode(named) : undefined;
}

/** The ISO 639-1 code for a code (`ru`, `kaz`, `en-US`) or an English name (`Russian`); undefined for anything else. */
export function languageCode(named: string): string | undefined {
  const text = named.trim().toLowerCase();
  if (/^[a-z]{2,3}([-_][a-z0-9]+)*$/.test(text)) return twoLetters(text.replaceAll('_', '-'));
  return languageNames().get(text);
}

function twoLetters(tag: string): string | undefined {
  try {
    const { language } = new Intl.Locale(tag);
    return language.length === 2 ? language : undefined;
  } catch {
    return undefined;
  }
}

function languageNames(): Map<string, string> {
  const names = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' });
  const letters = Array.from({ length: 26 }, (_, index) => String.fromCharCode(97 + index));
  const codes = letters.flatMap((first) => letters.map((second) => first + second));
  // A withdrawn code shares its name with the current one (`iw`, `he`).
  const inForce = codes.filter((code) => twoLetters(code) === code);
  return new Map(inForce.map((code) => [names.of(code)?.toLowerCase() ?? '', code]));
}
