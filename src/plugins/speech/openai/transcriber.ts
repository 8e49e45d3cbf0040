import type OpenAI from 'openai';
import { audioFileName, audioMimeType, type AudioFormat } from '../../../core/audio.ts';
import type { Audio, Speech, SpeechHints, Transcript } from '../../../core/kinds/speech.ts';
import type { Language } from '../../../core/language/index.ts';
import type { World } from '../../../core/plugin.ts';
import type { Account } from '../../openai/account.ts';
import { settle, toError, type Outcome } from '../../openai/client.ts';
import type { Case } from '../../openai/errors.ts';
import type { Failure } from '../../openai/failure.ts';
import { readTranscript } from './transcript.ts';

const badAudio =
  /too short|(unsupported|invalid|unrecogni[sz]ed) (file|audio)|could not be decoded|decod|corrupt|content size limit|too large|no audio|empty file/i;

/** A fault of this very note: sending it again would end the same way. */
const audioCase: Case = {
  name: 'audio',
  applies: ({ status = 0, code, param, text }) =>
    [413, 415].includes(status) ||
    code.startsWith('audio_') ||
    ([400, 422].includes(status) && (param === 'file' || badAudio.test(text))),
  says: () => 'cannot read this audio',
};

/** What a Transcriber works with. `language` is the one that a person set; undefined leaves it to each note's hint. */
export interface TranscriberParts {
  client: OpenAI;
  account: Account;
  language: Language | undefined;
  world: Pick<World, 'log' | 'now'>;
}

/** Speech to text at OpenAI, or at any server with its transcription endpoint. */
export class Transcriber implements Speech {
  /** What OpenAI documents, less what it only sometimes takes. */
  readonly formats: ReadonlySet<AudioFormat> = new Set<AudioFormat>(['ogg', 'mp3', 'm4a', 'wav', 'webm', 'flac']);
  /** OpenAI's documented 25 MB, in the smaller reading. */
  readonly maxBytes = 25_000_000;
  readonly #parts: TranscriberParts;
  readonly #refused = new Set<Language>();

  constructor(parts: TranscriberParts) {
    this.#parts = parts;
  }

  async transcribe(audio: Audio, hints: SpeechHints, signal: AbortSignal): Promise<Transcript> {
    const language = this.#hint(hints);
    let outcome = await this.#send(audio, language, signal);
    if (language !== undefined && 'failure' in outcome && isAboutLanguage(outcome.failure)) {
      this.#refused.add(language);
      this.#parts.world.log.info('language-hint-dropped', { model: this.#parts.account.model, language });
      outcome = await this.#send(audio, undefined, signal);
    }
    const transcript = 'failure' in outcome ? undefined : readTranscript(outcome.body);
    if (transcript === undefined) throw toError(outcome, this.#parts.account, [audioCase]);
    return transcript;
  }

  #hint(hints: SpeechHints): Language | undefined {
    const language = this.#parts.language ?? hints.language;
    return language === undefined || this.#refused.has(language) ? undefined : language;
  }

  #send({ bytes, format }: Audio, language: Language | undefined, signal: AbortSignal): Promise<Outcome> {
    const { client, account, world } = this.#parts;
    const request = {
      file: new File([new Uint8Array(bytes)], audioFileName(format), { type: audioMimeType(format) }),
      model: account.model,
      response_format: 'json' as const,
      ...(language === undefined ? {} : hintFields(account.model, language)),
    };
    return settle(async () => client.audio.transcriptions.create(request, { signal }), signal, world);
  }
}

/** gpt-transcribe takes a list and passes over the single field without a word; the older models know only that. */
function hintFields(model: string, language: Language): { languages: string[] } | { language: string } {
  return /(^|\/)gpt-(live-)?transcribe/.test(model) ? { languages: [language] } : { language };
}

function isAboutLanguage({ status, param, text }: Failure): boolean {
  return (status === 400 || status === 422) && (param.startsWith('language') || /\blanguages?\b/i.test(text));
}
