import { languages } from '../../../core/plugin-api/texts.ts';
import {
  choice,
  optionalText,
  optionalUrl,
  text,
  url,
  type Setting,
  type ValuesOf,
} from '../../../core/plugin-api/settings.ts';
import { isOpenAi, openAiUrl, optionalKey, type OpenAiAccount } from '../../openai/account.ts';

/** Settings of the speech service, of the one behind it, and of what both are told. */
export const settings = {
  apiKey: optionalKey('OPENAI_SPEECH_API_KEY', {
    aliases: ['OPENAI_API_KEY', 'OPEN_AI_KEY'],
    summary: 'Key of the service that transcribes voice notes; OPENAI_API_KEY if not set',
    goesTo: [['baseUrl']],
  }),
  baseUrl: url('OPENAI_SPEECH_BASE_URL', {
    aliases: ['OPENAI_BASE_URL'],
    summary: 'Address of that service; OPENAI_BASE_URL if not set',
    default: openAiUrl,
    isVendor: isOpenAi,
  }),
  model: text('OPENAI_SPEECH_MODEL', {
    summary: 'The model that transcribes voice notes',
    default: 'gpt-transcribe',
  }),
  language: choice('OPENAI_SPEECH_LANGUAGE', ['auto', ...languages], {
    summary:
      'Language of the voice notes; with auto the model detects it, which is right if customers speak several languages',
    default: 'auto',
  }),
  words: wordList('OPENAI_SPEECH_WORDS', {
    summary:
      'Names and words of the business that the model should spell correctly, separated by commas',
    example: 'Kaspi Red, Арай Сити',
  }),
  fallbackBaseUrl: optionalUrl('OPENAI_SPEECH_FALLBACK_BASE_URL', {
    summary:
      "Address of a fallback service, used if the first one fails; the first one's address if not set, with another model or key",
    example: 'http://127.0.0.1:8080/v1',
    isVendor: isOpenAi,
  }),
  fallbackApiKey: optionalKey('OPENAI_SPEECH_FALLBACK_API_KEY', {
    summary: 'Key of the fallback service',
    goesTo: [['fallbackBaseUrl', 'baseUrl']],
  }),
  fallbackModel: optionalText('OPENAI_SPEECH_FALLBACK_MODEL', {
    summary: "Model of the fallback service; the first service's model if not set",
    example: 'whisper-large-v3',
  }),
};

export type SpeechValues = ValuesOf<typeof settings>;

/** whisper-1 reads 224 tokens of what it is told, in Kazakh about this many characters. */
const mostCharacters = 400;

/** Words separated by commas; OpenAI refuses the whole request for an angle bracket in one. */
function wordList(
  env: string,
  declaration: { summary: string; example: string },
): Setting<readonly string[] | undefined> {
  return {
    ...optionalText(env, declaration),
    parse(value) {
      if (/[<>\p{Cc}]/u.test(value)) throw new Error('must not hold <, > or line breaks');
      if (value.length > mostCharacters)
        throw new Error(`must not be longer than ${mostCharacters} characters`);
      return value
        .split(',')
        .map((word) => word.trim())
        .filter(Boolean);
    },
  };
}

/** The service that is asked first. */
export function firstAccount({
  apiKey,
  baseUrl,
  model,
}: Pick<SpeechValues, 'apiKey' | 'baseUrl' | 'model'>): OpenAiAccount {
  const names = {
    apiKey: 'OPENAI_SPEECH_API_KEY',
    baseUrl: 'OPENAI_SPEECH_BASE_URL',
    model: 'OPENAI_SPEECH_MODEL',
  };
  return { apiKey, baseUrl, model, names };
}

/** The service that is asked when the first fails; undefined where nobody set one. A key goes to no other address than its own. */
export function secondAccount(values: SpeechValues): OpenAiAccount | undefined {
  const { fallbackBaseUrl, fallbackApiKey, fallbackModel } = values;
  if (fallbackBaseUrl === undefined && fallbackApiKey === undefined && fallbackModel === undefined)
    return undefined;
  const [apiKey, baseUrl, model] = ['API_KEY', 'BASE_URL', 'MODEL'].map(
    (end) => `OPENAI_SPEECH_FALLBACK_${end}`,
  ) as Three;
  const isElsewhere = fallbackBaseUrl !== undefined && fallbackBaseUrl !== values.baseUrl;
  return {
    apiKey: fallbackApiKey ?? (isElsewhere ? undefined : values.apiKey),
    baseUrl: fallbackBaseUrl ?? values.baseUrl,
    model: fallbackModel ?? values.model,
    names: { apiKey, baseUrl, model },
    standby: isElsewhere,
  };
}

type Three = [string, string, string];
