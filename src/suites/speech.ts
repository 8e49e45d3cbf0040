import { equal, match, ok } from 'node:assert/strict';
import { sampleNote } from '../core/hearing/sample-note.ts';
import { ServiceError } from '../core/errors.ts';
import { languages } from '../core/language/index.ts';
import type { Audio, Segment, Speech, SpeechHints, Transcript } from '../core/kinds/speech.ts';
import { live } from './aborting.ts';
import { register, type Check, type Register } from './register.ts';
import { serviceRejection } from './rejection.ts';
import { troubleChecks, type ServiceOptions } from './service/trouble-checks.ts';
import { vendorOf, type Served, type Trouble } from './service/vendor.ts';
import { tone } from './tone.ts';

/** How a service for speech may fail. */
export type SpeechTrouble =
  | Trouble
  /** It cannot read this very audio. */
  | 'audio'
  /** It finds this audio too short. */
  | 'short'
  /** It answers with an empty transcript. */
  | 'nothing';

/** A speech plugin and the service behind it. */
export interface OpenedSpeech extends Served<SpeechTrouble> {
  speech: Speech;
}

/** Makes the plugin under test, its own for each call, before a service that hears a few words in whatever it gets. */
export type OpenSpeech = () => Promise<OpenedSpeech>;

/** A recording in a format that the plugin takes. */
async function recording({ formats }: Speech): Promise<Audio> {
  if (formats.has('ogg')) return { bytes: await sampleNote(), format: 'ogg' };
  ok(formats.has('wav'), 'the suite has recordings in Ogg and WAV only');
  return { bytes: tone(2), format: 'wav', seconds: 2 };
}

async function transcribe(
  { speech }: OpenedSpeech,
  signal: AbortSignal = live(),
  hints: SpeechHints = {},
): Promise<Transcript> {
  return speech.transcribe(await recording(speech), hints, signal);
}

function isTranscript({ text, language, seconds = 0, segments = [] }: Transcript): void {
  equal(typeof text, 'string');
  if (language !== undefined) match(language, /^[a-z]{2}$/, 'a language is ISO 639-1');
  ok(Number.isFinite(seconds) && seconds >= 0, 'a length is in seconds');
  inOrder(segments);
}

function inOrder(segments: readonly Segment[]): void {
  for (const [index, { from, to, text }] of segments.entries()) {
    ok(from >= (segments[index - 1]?.from ?? 0) && to >= from, 'segments are in order');
    equal(typeof text, 'string');
  }
}

const basics: Record<string, Check<OpenedSpeech>> = {
  async 'takes at least one format, and files of some size'({ speech: { formats, maxBytes } }) {
    ok(formats.size > 0 && !formats.has('unknown'), 'it takes a known format as it is');
    ok(Number.isInteger(maxBytes) && maxBytes > 0, 'its largest file is counted in bytes');
  },
  async 'hears a recording'(place) {
    const transcript = await transcribe(place);
    isTranscript(transcript);
    ok(transcript.text.trim() !== '', 'something was said');
  },
  async 'takes every language as a hint'(place) {
    for (const language of languages) isTranscript(await transcribe(place, live(), { language }));
  },
  async 'gives times only where they are asked for'(place) {
    equal((await transcribe(place)).segments, undefined);
  },
  async 'gives times in order, or says that the service gives none'(place) {
    const timed = await transcribe(place, live(), { times: true }).catch((error: unknown) => error);
    if (timed instanceof ServiceError) {
      equal(timed.about, 'times');
      equal(timed.retryable, false);
    } else {
      ok((timed as Transcript).segments !== undefined, 'there are times');
      isTranscript(timed as Transcript);
    }
  },
  async 'leaves the recording as it is'({ speech }) {
    const audio = await recording(speech);
    const bytes = Uint8Array.from(audio.bytes);
    await speech.transcribe(audio, {}, live());
    ok(Buffer.compare(audio.bytes, bytes) === 0, 'the bytes are as they were');
  },
  async 'hears several recordings at once'(place) {
    for (const each of await Promise.all([1, 2, 3].map(() => transcribe(place))))
      isTranscript(each);
  },
};

const special: Partial<Record<SpeechTrouble, Record<string, Check<OpenedSpeech>>>> = {
  nothing: {
    async 'gives an empty text when nothing was understood'(place) {
      vendorOf(place).does('nothing');
      equal((await transcribe(place)).text.trim(), '');
    },
  },
  audio: {
    async 'says that this very audio cannot be understood'(place) {
      vendorOf(place).does('audio');
      const { about, retryable } = await serviceRejection(transcribe(place));
      equal(about, 'audio');
      equal(retryable, false);
    },
  },
  short: {
    async 'says that the audio is too short in any form'(place) {
      vendorOf(place).does('short');
      const { about, retryable } = await serviceRejection(transcribe(place));
      equal(about, 'audio-length');
      equal(retryable, false);
    },
  },
};

/** What every plugin for speech must do. Registers one test for each demand with vitest's or node:test's `it`. */
export function speechSuite(
  it: Register,
  open: OpenSpeech,
  options: ServiceOptions<SpeechTrouble> = {},
): void {
  const possible = Object.entries(special).filter(
    ([trouble]) => !options.without?.includes(trouble as SpeechTrouble),
  );
  const checks = {
    ...basics,
    ...Object.assign({}, ...possible.map(([, check]) => check)),
    ...troubleChecks(transcribe, [], options),
  };
  register(it, checks, open);
}
