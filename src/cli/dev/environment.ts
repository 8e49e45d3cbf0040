import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chosenName } from '../../core/assembly/chosen-plugins.ts';
import type { Catalog } from '../../core/kinds/plugin.ts';
import type { StartedBot } from '../../core/server/start-bot.ts';
import type { Environment } from '../../core/settings/settings.ts';
import type { GreenApiSandbox } from '../../sandbox/green-api/index.ts';
import type { OpenAiSandbox } from '../../sandbox/openai/index.ts';

export interface DevWorldOptions {
  catalog: Catalog;
  environment: Environment;
  /** Use the sandbox's model even when there is a key. */
  offline: boolean;
  /** Where journal and memory are kept; a temporary folder when undefined. */
  data: string | undefined;
}

/** The sandbox. */
interface Vendors {
  greenApi: GreenApiSandbox;
  openAi: OpenAiSandbox;
}

/** Under which the sandbox of GREEN-API brings messages. */
export const webhookToken = 'sandbox-webhook-token';

const examplePrompt = fileURLToPath(new URL('../../../examples/prompt.md', import.meta.url));

/** The person's own environment with the vendors replaced by the sandbox. */
export function devEnvironment(
  options: DevWorldOptions,
  { greenApi, openAi, folder }: Vendors & { folder: string },
): Environment {
  const { environment, offline } = options;
  const real =
    !offline && (environment['OPENAI_API_KEY'] ?? environment['OPEN_AI_KEY'] ?? '') !== '';
  const sandboxModel = {
    OPENAI_BASE_URL: `${openAi.url}/v1`,
    OPENAI_API_KEY: 'sandbox-key',
    OPENAI_MODEL: undefined,
    OPENAI_SPEECH_BASE_URL: undefined,
    OPENAI_SPEECH_API_KEY: undefined,
    OPENAI_SPEECH_MODEL: undefined,
    OPENAI_SPEECH_FALLBACK_BASE_URL: undefined,
    OPENAI_SPEECH_FALLBACK_API_KEY: undefined,
    OPENAI_SPEECH_FALLBACK_MODEL: undefined,
    OPENAI_TTS_BASE_URL: undefined,
    OPENAI_TTS_API_KEY: undefined,
    OPENAI_TTS_MODEL: undefined,
    WABOT_VOICE: undefined,
    WABOT_SPEECH: undefined,
  };
  const promptFile =
    environment['PROMPT_FILE'] ?? (existsSync('prompt.md') ? 'prompt.md' : examplePrompt);
  return {
    ...environment,
    ...(real ? {} : sandboxModel),
    ...ownRooms(environment, folder),
    GREEN_ID_INSTANCE: String(greenApi.idInstance),
    GREEN_API_TOKEN: greenApi.token,
    GREEN_API_URL: greenApi.url,
    GREEN_API_MEDIA_URL: greenApi.url,
    GREEN_API_WEBHOOK_TOKEN: webhookToken,
    WABOT_MEDIA_HOSTS: greenApi.url,
    PROMPT_FILE: promptFile,
    HOST: '127.0.0.1',
    PORT: '0',
  };
}

/** Nothing of the real bot is touched or used up: not its journal, its chats, its log, its budget or its Google document. */
function ownRooms(environment: Environment, folder: string): Environment {
  const direct = [environment['no_proxy'] ?? environment['NO_PROXY'], '127.0.0.1', 'localhost']
    .filter(Boolean)
    .join(',');
  return {
    REDIS_URL: undefined,
    WABOT_JOURNAL: undefined,
    WABOT_MEMORY: undefined,
    WABOT_PROMPT: undefined,
    WABOT_CHANNEL: undefined,
    WABOT_POLL: undefined,
    WABOT_ADMIN_TOKEN: undefined,
    WABOT_BUDGET_DAY: undefined,
    WABOT_BUDGET_CHAT_DAY: undefined,
    WABOT_DATA: folder,
    LOG_DIR: join(folder, 'logs'),
    // A person waits: what fails is told soon, once and in one line.
    LOG_LEVEL: environment['LOG_LEVEL'] ?? 'error',
    WABOT_TURN_TRIES: environment['WABOT_TURN_TRIES'] ?? '1',
    WABOT_TURN_TIMEOUT_MS: environment['WABOT_TURN_TIMEOUT_MS'] ?? '20000',
    NO_PROXY: direct,
    no_proxy: direct,
  };
}

/** What a person at the sandbox is told first. */
export interface Whereabouts {
  /** What of it is real. */
  claim: string;
  /** Where each part is, by its name. */
  places: readonly (readonly [name: string, place: string])[];
}

/** Where everything is, and what of it is real, for a person. */
export function whereabouts(
  environment: Environment,
  { catalog, greenApi, openAi, serving }: Vendors & { catalog: Catalog; serving: StartedBot },
): Whereabouts {
  const model = { name: chosenName('model', catalog, environment), environment, openAi };
  return {
    claim: `This is the sandbox: no WhatsApp account is involved, and ${realIn(model)}.`,
    places: [
      ['Bot', `http://127.0.0.1:${serving.address.port}/webhook`],
      ['GREEN-API', `${greenApi.url} (sandbox)`],
      ['Model', modelIn(model)],
      ['Prompt', environment['PROMPT_FILE'] ?? ''],
      ['Data', environment['WABOT_DATA'] ?? ''],
    ],
  };
}

/** The chosen model, and the sandbox's. */
interface ModelHere {
  name: string;
  environment: Environment;
  openAi: OpenAiSandbox;
}

/** What is not played here. */
function realIn(model: ModelHere): string {
  const { name } = model;
  if (name !== 'openai')
    return `the answers come from the plugin ${name}, as they will for customers`;
  return isSandboxModel(model) ? 'nothing leaves this machine' : 'only the model is real';
}

function modelIn(model: ModelHere): string {
  const { name, openAi } = model;
  if (name !== 'openai') return `${name} (a plugin)`;
  if (!isSandboxModel(model)) return 'the real one, with your key';
  return `${openAi.url}/v1 (sandbox: it only quotes the prompt, it is not a GPT)`;
}

function isSandboxModel({ name, environment, openAi }: ModelHere): boolean {
  return name === 'openai' && environment['OPENAI_BASE_URL']?.startsWith(openAi.url) === true;
}
