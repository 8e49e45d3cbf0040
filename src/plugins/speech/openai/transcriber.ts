import { audioFileName, audioMimeType, type AudioFormat } from '../../../core/plugin-api/audio.ts';
import { ServiceError } from '../../../core/plugin-api/failures.ts';
import type { Audio, Speech, SpeechHints, Transcript } from '../../../core/kinds/speech.ts';
import type { Language } from '../../../core/plugin-api/texts.ts';
import type { World } from '../../../core/kinds/plugin.ts';
import { serviceName, type OpenAiAccount } from '../../openai/account.ts';
import { settleCall, errorOfOutcome, type Outcome } from '../../openai/connection.ts';
import type { FailureCase } from '../../openai/errors.ts';
import type { Failure } from '../../openai/failure.ts';
import { exchangeWithOpenAi } from '../../openai/openai-call.ts';
import { readTranscript } from '../../openai/transcript.ts';

const badAudio =
  /(unsupported|invalid|unrecogni[sz]ed) (file|audio)|could not be decoded|decod|corrupt|content size limit|too large|no audio|empty file/i;

/** How services say that they do not take Ogg, or Opus in it; `response_format` is another matter. */
const badFormat =
  /(unsupported|invalid|unknown|unrecogni[sz]ed) (media|format|container|codec|extension|mime)|(?<!response[_ ])(format|codec|container|extension|media type)[^.]{0,40} not (supported|recogni[sz]ed|allowed|accepted)/i;

/** Sending it in another form would end the same way. */
const shortCase: FailureCase = {
  name: 'short.audio',
  about: 'audio-length',
  applies: ({ status = 0, code, text }) =>
    code === 'audio_too_short' || ([400, 422].includes(status) && /too short/i.test(text)),
  says: () => 'finds this audio too short',
};

/** A fault of this very note: sending it again would end the same way. */
const audioCase: FailureCase = {
  name: 'audio',
  about: 'audio',
  applies: ({ status = 0, code, param, text }) =>
    [413, 415].includes(status) ||
    code.startsWith('audio_') ||
    ([400, 422].includes(status) &&
      (param === 'file' || badAudio.test(text) || badFormat.test(text))),
  says: () => 'cannot read this audio',
};

const audioCases = [shortCase, audioCase];

/** Servers refuse the form that has times, or pass over the wish. */
const timesCase: FailureCase = {
  name: 'times',
  about: 'times',
  applies: ({ status, param, text }) =>
    (status === 400 || status === 422) &&
    (param === 'response_format' ||
      param.startsWith('timestamp') ||
      /response_format|verbose_json|timestamp/i.test(text)),
  says: ({ model }) => `gives no times with ${model}`,
  advice: ({ names }) => [
    `Set ${names.model} to a model that does, such as whisper-1 (until February 2027) or another service's whisper-large-v3, or ask for the text alone.`,
    'Self-hosted servers return timestamps when they answer response_format=verbose_json with segments.',
  ],
};

/** What a Transcriber works with. `language` is the one that a person set; undefined leaves it to each note's hint. */
export interface TranscriberDependencies {
  account: OpenAiAccount;
  language: Language | undefined;
  /** Names and words of the business that the model should spell right. */
  words?: readonly string[];
  world: Pick<World, 'fetch' | 'log' | 'now'>;
}

/** Speech to text at OpenAI, or at any server with its transcription endpoint. */
export class Transcriber implements Speech {
  /** What OpenAI documents, less what it only sometimes takes. */
  readonly formats: ReadonlySet<AudioFormat> = new Set<AudioFormat>([
    'ogg',
    'mp3',
    'm4a',
    'wav',
    'webm',
    'flac',
  ]);
  /** OpenAI's documented 25 MB, in the smaller reading. */
  readonly maxBytes = 25_000_000;
  readonly #parts: TranscriberDependencies;
  readonly #refused = new Set<Language>();

  constructor(parts: TranscriberDependencies) {
    this.#parts = parts;
  }

  get model(): string {
    return this.#parts.account.model;
  }

  get language(): Language | undefined {
    return this.#parts.language;
  }

  async transcribe(audio: Audio, hints: SpeechHints, signal: AbortSignal): Promise<Transcript> {
    const { account, words = [], world } = this.#parts;
    const { times = false } = hints;
    const language = this.#hint(hints);
    let outcome = await this.#send(audio, { times, language }, signal);
    if (language !== undefined && 'failure' in outcome && isAboutLanguage(outcome.failure)) {
      this.#refused.add(language);
      world.log.info('language-hint-dropped', { model: account.model, language });
      outcome = await this.#send(audio, { times, language: undefined }, signal);
    }
    const transcript = 'failure' in outcome ? undefined : readTranscript(outcome.body);
    if (transcript === undefined)
      throw errorOfOutcome(outcome, account, times ? [timesCase, ...audioCases] : audioCases);
    if (times && transcript.segments === undefined && transcript.text !== '')
      throw withoutTimes(account);
    return words.length === 0 ? transcript : { ...transcript, prompted: words.join(', ') };
  }

  #hint(hints: SpeechHints): Language | undefined {
    const language = this.#parts.language ?? hints.language;
    return language === undefined || this.#refused.has(language) ? undefined : language;
  }

  #send(audio: Audio, options: TranscriptOptions, signal: AbortSignal): Promise<Outcome> {
    const { account, world } = this.#parts;
    return settleCall(
      async () => {
        const call = { path: '/audio/transcriptions', body: this.#form(audio, options), signal };
        const { text, type } = await exchangeWithOpenAi(account, world, call);
        return isJson(type) ? (JSON.parse(text) as unknown) : text;
      },
      signal,
      world,
    );
  }

  #form({ bytes, format }: Audio, { times, language }: TranscriptOptions): FormData {
    const { account, words = [] } = this.#parts;
    const form = new FormData();
    const type = audioMimeType(format);
    form.set('file', new File([new Uint8Array(bytes)], audioFileName(format), { type }));
    form.set('model', account.model);
    const wishes = {
      ...(times ? timed : { response_format: 'json' }),
      ...(language === undefined ? {} : hintFields(account.model, language)),
      ...(words.length === 0 ? {} : wordFields(account.model, words)),
    };
    for (const [name, wish] of Object.entries(wishes))
      if (typeof wish === 'string') form.set(name, wish);
      else for (const one of wish) form.append(`${name}[]`, one);
    return form;
  }
}

function isJson(type: string): boolean {
  return /^\s*application\/(?:json\b|\S+\+json\b)/i.test(type);
}

interface TranscriptOptions {
  times: boolean;
  language: Language | undefined;
}

const timed = { response_format: 'verbose_json', timestamp_granularities: ['segment'] };

/** gpt-transcribe takes lists and passes over the single fields without a word; the older models know only those. */
function takesLists(model: string): boolean {
  return /(^|\/)gpt-(live-)?transcribe/.test(model);
}

function hintFields(
  model: string,
  language: Language,
): { languages: string[] } | { language: string } {
  return takesLists(model) ? { languages: [language] } : { language };
}

function wordFields(
  model: string,
  words: readonly string[],
): { keywords: string[] } | { prompt: string } {
  return takesLists(model) ? { keywords: [...words] } : { prompt: words.join(', ') };
}

function withoutTimes(account: OpenAiAccount): ServiceError {
  const { name, says, advice } = timesCase;
  const suggestions = advice?.(account) ?? [];
  const details = { status: 200, retryable: false, suggestions, about: 'times' as const };
  return new ServiceError(`openai.${name}`, `${serviceName(account)} ${says(account)}`, details);
}

function isAboutLanguage({ status, param, text }: Failure): boolean {
  return (
    (status === 400 || status === 422) &&
    (param.startsWith('language') || /\blanguages?\b/i.test(text))
  );
}
