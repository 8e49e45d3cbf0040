import type { Model } from '../../../core/kinds/model.ts';
import { ServiceError } from '../../../core/plugin-api/failures.ts';
import { definePlugin, type World } from '../../../core/kinds/plugin.ts';
import { fine, warning, type Finding } from '../../../core/kinds/finding.ts';
import {
  choice,
  decimal,
  integer,
  text,
  url,
  type ValuesOf,
} from '../../../core/plugin-api/settings.ts';
import {
  isOpenAi,
  openAiUrl,
  optionalKey,
  problemsOf,
  type OpenAiAccount,
} from '../../openai/account.ts';
import { checkModel, modelEnd } from '../../openai/check.ts';
import { refuseUnusable } from '../../openai/connection.ts';
import { answerPrices } from '../../openai/prices.ts';
import { ChatModel } from './chat-model.ts';
import { efforts, ParameterChoice } from './parameters.ts';

const settings = {
  apiKey: optionalKey('OPENAI_API_KEY', {
    aliases: ['OPEN_AI_KEY'],
    summary:
      'Key of the service that writes the answers; OpenAI requires one, a local server does not',
    goesTo: [['baseUrl']],
  }),
  baseUrl: url('OPENAI_BASE_URL', {
    summary:
      'Address of that service: OpenAI, or any compatible server (Ollama, LM Studio, Groq, OpenRouter …)',
    default: openAiUrl,
    isVendor: isOpenAi,
  }),
  model: text('OPENAI_MODEL', {
    summary: 'The model that writes the answers',
    default: 'gpt-6-luna',
  }),
  maxTokens: integer('OPENAI_MAX_TOKENS', {
    summary: 'Maximum length of an answer, in tokens (a token is about three letters)',
    default: '512',
    min: 16,
    max: 128_000,
  }),
  temperature: decimal('OPENAI_TEMPERATURE', {
    summary: 'How freely the model words its answers: 0 (always the same) to 2 (erratic)',
    default: '0.7',
    min: 0,
    max: 2,
  }),
  effort: choice('OPENAI_REASONING_EFFORT', ['auto', ...efforts], {
    summary: `How much the model thinks first: auto (not at all, if the model supports that), or ${efforts.join(', ')}`,
    default: 'auto',
  }),
};

function accountOf({
  apiKey,
  baseUrl,
  model,
}: Pick<ValuesOf<typeof settings>, 'apiKey' | 'baseUrl' | 'model'>): OpenAiAccount {
  return {
    apiKey,
    baseUrl,
    model,
    names: { apiKey: 'OPENAI_API_KEY', baseUrl: 'OPENAI_BASE_URL', model: 'OPENAI_MODEL' },
  };
}

/** The smallest limit that every model takes. */
const trialTokens = 16;

async function createModel(values: ValuesOf<typeof settings>, world: World): Promise<Model> {
  const account = accountOf(values);
  const { model, maxTokens, temperature, effort } = values;
  const parameters = new ParameterChoice({
    model,
    maxTokens,
    temperature,
    effort,
    official: isOpenAi(account.baseUrl),
  });
  refuseUnusable(account);
  return new ChatModel({ account, parameters, world });
}

/** A function that does nothing, by which it is seen whether the service takes any. */
const trialFunction = {
  name: 'remember',
  description: 'never to be called',
  parameters: { type: 'object', properties: {} },
};

async function tryAnswer(model: Model, signal: AbortSignal): Promise<Finding[]> {
  const question = {
    shared: 'Answer with one word.',
    chat: '',
    messages: [{ role: 'customer', text: 'Hi' } as const],
    functions: [trialFunction],
  };
  const { model: name, usage } = await model.answer(question, signal);
  const answers = fine(`${name} answers (${usage.input} tokens in, ${usage.output} out)`);
  const sight = await trySight(model, name, signal);
  if (model.takesFunctions !== false) return [answers, sight];
  return [
    answers,
    sight,
    warning(
      `${name} takes no functions: it cannot call a person, book or write anything down`,
      'Choose a model that takes functions (tools), or a server that passes them on.',
    ),
  ];
}

/** Whether the model reads what stands in a picture; some servers take one and never show it to the model. */
async function trySight(model: Model, name: string, signal: AbortSignal): Promise<Finding> {
  const { trialNumber, trialPicture } = await import('./trial-picture.ts');
  const question = {
    shared: 'Answer with digits only.',
    chat: '',
    messages: [
      {
        role: 'customer',
        text: 'Which number is in the picture?',
        images: [trialPicture],
      } as const,
    ],
  };
  const read = await model.answer(question, signal).then(
    (answer) => answer.text.includes(trialNumber),
    (error: unknown) => {
      signal.throwIfAborted();
      if (error instanceof ServiceError && !error.retryable && error.about !== 'image') throw error;
      return false;
    },
  );
  return read
    ? fine(`${name} sees pictures`)
    : warning(
        `${name} does not see pictures: customers are asked to put them into words`,
        'Choose a model that sees pictures (vision), or set WABOT_IMAGES=never.',
      );
}

export default definePlugin({
  kind: 'model',
  version: 1,
  name: 'openai',
  summary: "OpenAI's chat models, and any server that speaks the same language",
  settings,
  prefixes: ['OPENAI_', 'OPEN_AI_'],
  prices: answerPrices,
  problems: (values) => problemsOf(accountOf(values)),
  create: createModel,
  ends: (values, world, signal) => modelEnd(accountOf(values), world, signal),
  async check(values, world, signal, { deep = false } = {}) {
    const account = accountOf(values);
    const found = await checkModel(account, world, signal);
    if (!deep || found.level === 'problem') return [found];
    return [
      found,
      ...(await tryAnswer(await createModel({ ...values, maxTokens: trialTokens }, world), signal)),
    ];
  },
});
