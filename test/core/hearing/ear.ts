import { vi } from 'vitest';
import type { AudioFormat } from '../../../src/core/audio.ts';
import type { Listening } from '../../../src/core/hearing/listening.ts';
import { SetupError } from '../../../src/core/errors.ts';
import { hear } from '../../../src/core/hearing/hear.ts';
import type { Heard } from '../../../src/core/hearing/heard.ts';
import type { Audio, Speech, SpeechHints, Transcript } from '../../../src/core/kinds/speech.ts';
import type { Loudness, Transcoder } from '../../../src/core/kinds/transcoder.ts';
import type { Language } from '../../../src/core/language/index.ts';
import type { NoteHints } from '../../../src/core/hearing/transcribe-audio.ts';
import type { Bench } from '../../plugins/transcoder/ffmpeg/bench.ts';

export const all: readonly Language[] = ['ru', 'kk', 'en'];

/** Says one thing after the other, and remembers what it was given. */
export class Ear implements Speech {
  readonly formats: ReadonlySet<AudioFormat> = new Set<AudioFormat>(['ogg', 'mp3', 'm4a', 'wav']);
  readonly maxBytes = 25_000_000;
  readonly language?: Language;
  readonly given: (Audio & { hints: SpeechHints })[] = [];
  readonly #says: (Transcript | Error)[];

  constructor(says: readonly (Transcript | Error)[], language?: Language) {
    this.#says = [...says];
    if (language !== undefined) this.language = language;
  }

  transcribe(audio: Audio, hints: SpeechHints): Promise<Transcript> {
    this.given.push({ ...audio, hints });
    const said = this.#says.shift() ?? { text: '' };
    return said instanceof Error ? Promise.reject(said) : Promise.resolve(said);
  }
}

/** A transcoder that only tells the level, or that. */
export function telling(level: Loudness | Error) {
  const rejected = new SetupError('transcoder.missing', 'no ffmpeg');
  return {
    toMp3: vi.fn<Transcoder['toMp3']>().mockRejectedValue(rejected),
    level: vi.fn<NonNullable<Transcoder['level']>>(() =>
      level instanceof Error ? Promise.reject(level) : Promise.resolve(level),
    ),
  };
}

/** Hears notes of a business with three languages, through the ffmpeg of the machine unless told otherwise. */
export function listener(bench: () => Bench) {
  return async (
    bytes: Uint8Array,
    speech: Speech,
    some: Partial<Listening> = {},
    hints: NoteHints = {},
  ): Promise<Heard> => {
    const listening: Listening = {
      speech,
      transcoder: bench().transcoder(),
      convert: 'auto',
      languages: all,
      ...some,
    };
    const signal = new AbortController().signal;
    return (await hear({ bytes }, listening, hints, signal)).heard;
  };
}
