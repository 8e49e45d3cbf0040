import { sniffAudio } from '../../../core/plugin-api/audio.ts';
import type { Audio } from '../../../core/kinds/speech.ts';
import type { Manner, Voice } from '../../../core/kinds/voice.ts';
import type { World } from '../../../core/kinds/plugin.ts';
import { serviceName, type OpenAiAccount } from '../../openai/account.ts';
import {
  settleCall,
  errorOfOutcome,
  type OpenAiConnection,
  type Outcome,
} from '../../openai/connection.ts';
import { malformedAnswer, type FailureCase } from '../../openai/errors.ts';
import { refusedParameter } from '../../openai/refused-parameter.ts';

/** Some minutes of speech in any format; more is no answer to a short text, bytes. */
const largestAudio = 16 * 1024 * 1024;

/** Fields without which most services speak as well. */
interface Optional {
  response_format?: 'opus';
  instructions?: string;
}

/** What an OpenAiVoice works with. */
export interface VoiceDependencies {
  connection: OpenAiConnection;
  account: OpenAiAccount;
  /** The voice's name at the service. */
  voice: string;
  /** How it is to speak, for models that can be told. */
  instructions?: string | undefined;
  world: Pick<World, 'log' | 'now'>;
}

const voiceCase: FailureCase = {
  name: 'voice',
  applies: ({ status = 0, param, text }) =>
    [400, 404, 422].includes(status) &&
    (param === 'voice' || /\bvoice\b.{0,60}(not found|unknown|invalid|not supported)/i.test(text)),
  says: ({ model }) => `has no such voice for ${model}`,
  advice: () => ['Set OPENAI_TTS_VOICE to a voice that the service offers.'],
};

/** Text to speech at OpenAI, or at any server with its speech endpoint. What a service refuses is not sent to it again. */
export class OpenAiVoice implements Voice {
  readonly #parts: VoiceDependencies;
  readonly #refused = new Set<keyof Optional>();

  constructor(parts: VoiceDependencies) {
    this.#parts = parts;
  }

  get model(): string {
    return this.#parts.account.model;
  }

  /** The models hear the language in the text itself. */
  async speak(
    text: string,
    _: Manner,
    signal: AbortSignal,
  ): Promise<Pick<Audio, 'bytes' | 'format'>> {
    const { account } = this.#parts;
    const outcome = await this.#ask(text, signal);
    if ('failure' in outcome) throw errorOfOutcome(outcome, account, [voiceCase]);
    const bytes = outcome.body as Uint8Array;
    const format = sniffAudio(bytes);
    if (format === 'unknown') throw malformedAnswer(account);
    return { bytes, format };
  }

  /** Asks until no field is refused any more; each round has one less. */
  async #ask(text: string, signal: AbortSignal): Promise<Outcome> {
    const { account, world } = this.#parts;
    for (;;) {
      const sent = this.#optional();
      const outcome = await this.#send(text, sent, signal);
      const refused =
        'failure' in outcome ? refusedParameter<keyof Optional>(outcome.failure, sent) : undefined;
      if (refused === undefined) return outcome;
      this.#refused.add(refused);
      world.log.info('parameter-dropped', { model: account.model, parameter: refused });
    }
  }

  #optional(): Optional {
    const { instructions } = this.#parts;
    const wished: Optional = {
      response_format: 'opus',
      ...(instructions === undefined ? {} : { instructions }),
    };
    for (const name of this.#refused) delete wished[name];
    return wished;
  }

  #send(input: string, optional: Optional, signal: AbortSignal): Promise<Outcome> {
    const { connection, account, voice, world } = this.#parts;
    const request = { model: account.model, input, voice, ...optional };
    const call = async (): Promise<Uint8Array> => {
      const response = await (await connection()).audio.speech.create(request, { signal });
      return readAudio(response, serviceName(account));
    };
    return settleCall(call, signal, world);
  }
}

/** The whole body, as far as it can be audio. */
async function readAudio({ body }: Response, service: string): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of (body ?? []) as AsyncIterable<Uint8Array>) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > largestAudio) throw new Error(`${service} sends more than fits into a voice note`);
  }
  return Buffer.concat(chunks);
}
