import { languages } from '../../../core/language/index.ts';
import { definePlugin } from '../../../core/plugin.ts';
import { choice, text, url, type ValuesOf } from '../../../core/settings.ts';
import { openAiUrl, optionalKey, type Account } from '../../openai/account.ts';
import { checkModel } from '../../openai/check.ts';
import { connect } from '../../openai/client.ts';
import { Transcriber } from './transcriber.ts';

const settings = {
  apiKey: optionalKey('OPENAI_SPEECH_API_KEY', {
    aliases: ['OPENAI_API_KEY', 'OPEN_AI_KEY'],
    summary: 'Key of the service that transcribes voice notes; without it OPENAI_API_KEY serves',
  }),
  baseUrl: url('OPENAI_SPEECH_BASE_URL', {
    aliases: ['OPENAI_BASE_URL'],
    summary: 'Where that service is; without it OPENAI_BASE_URL serves',
    fallback: openAiUrl,
  }),
  model: text('OPENAI_SPEECH_MODEL', { summary: 'The model that transcribes voice notes', fallback: 'gpt-transcribe' }),
  language: choice('OPENAI_SPEECH_LANGUAGE', ['auto', ...languages], {
    summary: 'The language of the voice notes; auto lets the model hear it, which is right for customers of several languages',
    fallback: 'auto',
  }),
};

function accountOf({ apiKey, baseUrl, model }: Pick<ValuesOf<typeof settings>, 'apiKey' | 'baseUrl' | 'model'>): Account {
  const names = { apiKey: 'OPENAI_SPEECH_API_KEY', baseUrl: 'OPENAI_SPEECH_BASE_URL', model: 'OPENAI_SPEECH_MODEL' };
  return { apiKey, baseUrl, model, names };
}

export default definePlugin({
  kind: 'speech',
  name: 'openai',
  summary: "OpenAI's transcription models, and any server with the same endpoint",
  settings,
  async create(values, world) {
    const account = accountOf(values);
    const language = values.language === 'auto' ? undefined : values.language;
    return new Transcriber({ client: await connect(account, world), account, language, world });
  },
  async check(values, world, signal) {
    const account = accountOf(values);
    return checkModel(await connect(account, world), account, world, signal);
  },
});
