import { audioFileName, audioMimeType, type AudioFormat } from '../../../core/plugin-api/audio.ts';
import {
  certificateAdvice,
  certificateTrouble,
  saysOfCertificate,
  ServiceError,
  type ErrorSubject,
  firstInside,
  retryAfter,
  systemCode,
} from '../../../core/plugin-api/failures.ts';
import type { Audio, Speech, SpeechHints, Transcript } from '../../../core/kinds/speech.ts';
import type { Language } from '../../../core/plugin-api/texts.ts';
import type { World } from '../../../core/kinds/plugin.ts';
import { readTranscript } from '../../openai/transcript.ts';

export interface ListenerDependencies {
  /** Where the server takes files, its path included. */
  url: string;
  /** The language that a person set; undefined leaves it to the model. */
  language: Language | undefined;
  fetch: World['fetch'];
}

/** Speech to text at a whisper.cpp server, which reads one file after the other. */
export class Listener implements Speech {
  /** What such a server reads by itself; it knows no Opus. */
  readonly formats: ReadonlySet<AudioFormat> = new Set<AudioFormat>(['wav', 'mp3', 'flac']);
  /** Far below what such a server takes, and an hour of speech as MP3. */
  readonly maxBytes = 25_000_000;
  readonly #parts: ListenerDependencies;

  constructor(parts: ListenerDependencies) {
    this.#parts = parts;
  }

  get language(): Language | undefined {
    return this.#parts.language;
  }

  async transcribe(audio: Audio, hints: SpeechHints, signal: AbortSignal): Promise<Transcript> {
    const { url, fetch } = this.#parts;
    const { status, headers, text } = await reaching(async () => {
      const response = await fetch(url, { method: 'POST', body: this.#form(audio, hints), signal });
      return { status: response.status, headers: response.headers, text: await response.text() };
    }, signal);
    if (status === 429) throw busy(headers.get('retry-after') ?? '');
    if (status !== 200) throw refused(status, text);
    const transcript = readTranscript(text);
    if (!transcript)
      throw failed('malformed', 'sent something that is not a transcript', { retryable: true });
    const { segments, ...rest } = {
      ...transcript,
      text: transcript.text.replace(/(?<!\s)\s*\n\s*/g, ' '),
    };
    return hints.times && segments ? { ...rest, segments } : rest;
  }

  /** The language is always named: without it the server takes the one that it was started with, English as a rule. */
  #form({ bytes, format }: Audio, hints: SpeechHints): FormData {
    const form = new FormData();
    form.set(
      'file',
      new File([new Uint8Array(bytes)], audioFileName(format), { type: audioMimeType(format) }),
    );
    form.set('response_format', 'verbose_json');
    form.set('language', this.#parts.language ?? hints.language ?? 'auto');
    // A second look at the language would take as long as the first.
    form.set('no_language_probabilities', 'true');
    return form;
  }
}

async function reaching<T>(call: () => Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  try {
    return await call();
  } catch (error) {
    signal.throwIfAborted();
    throw broken(error);
  }
}

function broken(cause: unknown): ServiceError {
  const trouble = certificateTrouble(firstInside(cause, systemCode));
  if (trouble)
    return failed('certificate', saysOfCertificate[trouble], {
      suggestions: [certificateAdvice(trouble, 'WHISPER_CPP_URL')],
      cause,
    });
  const suggestions = ['Start it, or set WHISPER_CPP_URL to where it listens.'];
  return failed('unreachable', 'cannot be reached, or the connection was lost', {
    retryable: true,
    suggestions,
    cause,
  });
}

/** The server itself queues; what stands before it may say that there is no room. */
function busy(wish: string): ServiceError {
  const retryAfterMs = retryAfter(wish, Date.now());
  return failed('rate-limit', 'asks to slow down', {
    status: 429,
    retryable: true,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });
}

function refused(status: number, text: string): ServiceError {
  if (status === 400 && /failed to read/i.test(text))
    return failed('audio', 'cannot read this audio', { status, about: 'audio' });
  if (status === 413)
    return failed('audio', 'finds this audio too large', { status, about: 'audio' });
  if (status >= 500)
    return failed('unavailable', 'is loading its model or has a fault', {
      status,
      retryable: true,
    });
  const suggestions = [
    'Check WHISPER_CPP_URL: it is the address with the path, /inference as a rule.',
  ];
  return failed('address', 'does not take files at this address', { status, suggestions });
}

interface Details {
  about?: ErrorSubject;
  retryable?: boolean;
  status?: number;
  retryAfterMs?: number;
  suggestions?: string[];
  cause?: unknown;
}

function failed(
  name: string,
  what: string,
  { retryable = false, ...details }: Details,
): ServiceError {
  const shown = details.status === undefined ? '' : ` (HTTP ${details.status})`;
  return new ServiceError(`whisper-cpp.${name}`, `The whisper.cpp server ${what}${shown}`, {
    retryable,
    ...details,
  });
}
