import type { Model } from '../../../core/kinds/model.ts';
import { definePlugin, type World } from '../../../core/kinds/plugin.ts';
import {
  choice,
  optionalText,
  text,
  url,
  type Setting,
  type ValuesOf,
} from '../../../core/plugin-api/settings.ts';
import { signingKey, signingSecret } from '../../standard-webhook.ts';
import { isPrivateOrigin } from '../../tools-file/private-origin.ts';
import { proxyOfCalls } from '../../tools-file/proxy-of-calls.ts';
import { forms } from './turn-body.ts';

const address: Setting<string> = {
  ...url('WABOT_MODEL_WEBHOOK', {
    aliases: ['N8N_WEBHOOK_URL'],
    summary:
      'Address to which each turn is posted and whose answer is the reply: a workflow of n8n or Make, or a server of your own',
    example: 'https://n8n.example.kz/webhook/whatsapp',
    secret: true,
  }),
};

const token: Setting<string | undefined> = {
  ...optionalText('WABOT_MODEL_TOKEN', {
    aliases: ['N8N_SECRET_TOKEN'],
    summary:
      'Word that goes to WABOT_MODEL_WEBHOOK as "Authorization: Bearer …", which n8n can check by itself',
    secret: true,
    goesTo: [['address']],
  }),
  parse(value) {
    if (/^[\x20-\x7E]+$/.test(value)) return value;
    throw new Error('must be of Latin letters, digits and signs');
  },
};

/** Where an account of OpenAI's kind is set up, it is the usual model. */
const usualModel = ['OPENAI_API_KEY', 'OPEN_AI_KEY', 'OPENAI_BASE_URL'];

const fallback: Setting<string> = {
  ...text('WABOT_MODEL_FALLBACK', {
    summary:
      'The model that answers a turn which WABOT_MODEL_WEBHOOK has certainly not taken: auto (openai, if OPENAI_API_KEY or OPENAI_BASE_URL is set), openai, or none',
    default: 'auto',
  }),
  parse(value, environment = {}) {
    if (value !== 'auto') return value;
    return usualModel.some((name) => (environment[name]?.trim() ?? '') !== '') ? 'openai' : 'none';
  },
};

const settings = {
  address,
  secret: signingSecret(
    'WABOT_MODEL_SECRET',
    'Key with which turns to WABOT_MODEL_WEBHOOK are signed (Standard Webhooks): whsec_ and base64 of 24 to 64 random bytes; without it the bytes of WABOT_MODEL_TOKEN are the key',
  ),
  token,
  form: choice('WABOT_MODEL_FORM', forms, {
    summary:
      'In which form turns are posted: wabot, or python-bot, which workflows made for the older bot know (the default if N8N_WEBHOOK_URL is set)',
    default: 'wabot',
    defaultWith: { env: 'N8N_WEBHOOK_URL', value: 'python-bot' },
  }),
  fallback,
  ...proxyOfCalls,
};

type Values = ValuesOf<typeof settings>;

async function createModel(values: Values, world: World): Promise<Model> {
  const { address: place, secret, token: word, form, proxy, noProxy } = values;
  const { WebhookModel } = await import('./webhook-model.ts');
  const isGuarded = !isPrivateOrigin(new URL(place).origin);
  const { openGuarded } = await import('../../../core/plugin-api/network.ts');
  return new WebhookModel({
    address: place,
    key: keyOf(secret, word),
    token: word,
    form,
    dispatcher: isGuarded ? await openGuarded({ url: proxy, except: noProxy }) : undefined,
    fallback: await world.fallback?.('model'),
    world,
  });
}

function keyOf(secret: string | undefined, word: string | undefined): Buffer | undefined {
  if (secret !== undefined) return signingKey(secret);
  return word === undefined ? undefined : Buffer.from(word);
}

export default definePlugin({
  kind: 'model',
  version: 1,
  name: 'webhook',
  summary: 'A workflow of n8n or Make, or a server of your own, that is told each turn and answers',
  settings,
  prefixes: ['N8N_'],
  problems: ({ address: place, secret, token: word, form, fallback: other }) => [
    ...(other === 'webhook' ? ['WABOT_MODEL_FALLBACK must name another model'] : []),
    ...(new URL(place).username === '' && new URL(place).password === ''
      ? []
      : [
          'WABOT_MODEL_WEBHOOK must not hold a name or a password; a word for the receiver belongs into WABOT_MODEL_TOKEN',
        ]),
    ...(secret === undefined && word === undefined && form === 'wabot'
      ? [
          'WABOT_MODEL_SECRET is not set, with which turns to WABOT_MODEL_WEBHOOK are signed: make one with `echo whsec_$(openssl rand -base64 32)`',
        ]
      : []),
  ],
  fallback: ({ fallback: name }) => (name === 'none' ? undefined : name),
  create: createModel,
  async check(values, world, signal, { deep = false } = {}) {
    const { checkWebhook, tryTurn } = await import('./check.ts');
    const found = await checkWebhook(values, world, signal);
    if (!deep || found.some(({ level }) => level === 'problem')) return found;
    return [...found, ...(await tryTurn(await createModel(values, world), world, signal))];
  },
});
