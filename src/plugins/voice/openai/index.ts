import { oggSeconds } from '../../../core/plugin-api/audio.ts';
import { fine, type Finding } from '../../../core/kinds/finding.ts';
import type { Voice } from '../../../core/kinds/voice.ts';
import { definePlugin, type World } from '../../../core/kinds/plugin.ts';
import { optionalText, text, url, type ValuesOf } from '../../../core/plugin-api/settings.ts';
import {
  isOpenAi,
  openAiUrl,
  optionalKey,
  problemsOf,
  type OpenAiAccount,
} from '../../openai/account.ts';
import { checkModel, modelEnd } from '../../openai/check.ts';
import { connect } from '../../openai/connection.ts';
import { voicePrices } from '../../openai/prices.ts';

const settings = {
  apiKey: optionalKey('OPENAI_TTS_API_KEY', {
    aliases: ['OPENAI_API_KEY', 'OPEN_AI_KEY'],
    summary: 'Key of the service that speaks answers; OPENAI_API_KEY if not set',
    goesTo: [['baseUrl']],
  }),
  baseUrl: url('OPENAI_TTS_BASE_URL', {
    aliases: ['OPENAI_BASE_URL'],
    summary:
      'Address of that service: OpenAI, or any server with its speech endpoint; OPENAI_BASE_URL if not set',
    default: openAiUrl,
    isVendor: isOpenAi,
  }),
  model: text('OPENAI_TTS_MODEL', {
    summary: 'The model that speaks answers',
    default: 'gpt-4o-mini-tts',
  }),
  voice: text('OPENAI_TTS_VOICE', {
    summary: 'Name of the voice, as the service calls it',
    default: 'alloy',
  }),
  instructions: optionalText('OPENAI_TTS_INSTRUCTIONS', {
    summary: 'How to speak, for models that accept instructions',
    example: 'Calm and friendly, at an easy pace',
  }),
};

type VoiceValues = ValuesOf<typeof settings>;

function accountOf({ apiKey, baseUrl, model }: VoiceValues): OpenAiAccount {
  const names = {
    apiKey: 'OPENAI_TTS_API_KEY',
    baseUrl: 'OPENAI_TTS_BASE_URL',
    model: 'OPENAI_TTS_MODEL',
  };
  return { apiKey, baseUrl, model, names };
}

async function createVoice(values: VoiceValues, world: World): Promise<Voice> {
  const { OpenAiVoice } = await import('./openai-voice.ts');
  const account = accountOf(values);
  const { voice, instructions } = values;
  return new OpenAiVoice({
    connection: connect(account, world),
    account,
    voice,
    instructions,
    world,
  });
}

/** Short, so that it costs next to nothing. */
const trial = 'Здравствуйте!';

async function tryVoice(voice: Voice, model: string, signal: AbortSignal): Promise<Finding> {
  const { bytes, format } = await voice.speak(trial, { language: 'ru' }, signal);
  const seconds = oggSeconds(bytes);
  const length =
    seconds === undefined ? 'ffmpeg makes a voice note of it' : `${seconds.toFixed(1)} s`;
  return fine(`${model} speaks (${format}, ${bytes.length} bytes, ${length})`);
}

export default definePlugin({
  kind: 'voice',
  version: 1,
  name: 'openai',
  summary: "OpenAI's speaking models, and any server with the same endpoint",
  settings,
  prefixes: ['OPENAI_', 'OPEN_AI_'],
  prices: voicePrices,
  problems: (values) => problemsOf(accountOf(values)),
  create: createVoice,
  ends: (values, world, signal) => modelEnd(accountOf(values), world, signal),
  async check(values, world, signal, { deep = false } = {}) {
    const account = accountOf(values);
    const found = await checkModel(account, world, signal);
    if (!deep || found.level === 'problem') return [found];
    return [found, await tryVoice(await createVoice(values, world), account.model, signal)];
  },
});
