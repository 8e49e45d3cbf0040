import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chosenName } from './core/chosen.ts';
import type { Catalog } from './core/plugin.ts';
import { startServing, type Serving } from './core/serving.ts';
import type { Environment } from './core/settings.ts';
import { startGreenApi, type GreenApiSandbox, type Sent } from './sandbox/green-api/index.ts';
import { carriedText, startOpenAi, type OpenAiSandbox } from './sandbox/openai/index.ts';

export interface DevWorldOptions {
  catalog: Catalog;
  environment: Environment;
  /** Use the sandbox's model even when there is a key. */
  offline: boolean;
  /** Where journal and memory are kept; a temporary folder when undefined. */
  data: string | undefined;
}

/** The customer whom a person plays; a number that nobody has. */
const customer = '77000000000@c.us';

const webhookToken = 'sandbox-webhook-token';

/** Where messages go until the bot has its port: nobody writes before. */
const notYet = 'http://127.0.0.1:9/webhook';

const examplePrompt = fileURLToPath(new URL('../examples/prompt.md', import.meta.url));

/** GREEN-API leaves at least 500 ms between two messages; a person at a terminal should not have to wait for that. */
const delaySendMessagesMilliseconds = 50;

/** The whole world on loopback: the vendors' sandbox, the real bot, and one customer. */
export class DevWorld {
  /** Where everything is, for a person. */
  readonly banner: string;
  readonly #serving: Serving;
  readonly #greenApi: GreenApiSandbox;
  readonly #dispose: () => Promise<void>;

  constructor(serving: Serving, greenApi: GreenApiSandbox, banner: string, dispose: () => Promise<void>) {
    this.#serving = serving;
    this.#greenApi = greenApi;
    this.banner = banner;
    this.#dispose = dispose;
  }

  /** Sends as the customer without waiting. */
  send(message: { text: string } | { voice: Uint8Array }): void {
    if ('text' in message) this.#greenApi.say(customer, message.text);
    else this.#greenApi.speak(customer, message.voice);
  }

  /** Told about every message that reaches the customer. */
  onReply(listener: (text: string) => void): void {
    this.#greenApi.onSent((sent) => listener(shown(sent)));
  }

  /** Sends as the customer and resolves with what came back, once everything is answered. */
  async exchange(message: { text: string } | { voice: Uint8Array }, signal: AbortSignal): Promise<string[]> {
    const before = this.#greenApi.sent.length;
    this.send(message);
    await interruptible(this.#answered(), signal);
    return this.#greenApi.sent.slice(before).map(shown);
  }

  async close(): Promise<void> {
    await this.#serving.stop();
    await this.#dispose();
  }

  /** Some messages get no reply: a second apology within the hour. */
  async #answered(): Promise<void> {
    await this.#greenApi.whenDelivered();
    await this.#serving.bot.whenIdle();
    await this.#greenApi.whenDrained();
  }
}

/** What a customer got, for a person: a voice note is a mark and, where the sandbox spoke, its words. */
function shown({ message, file }: Sent): string {
  return file ? `🎤 ${carriedText(file.bytes) ?? '(a voice note)'}` : message;
}

function interruptible(work: Promise<void>, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  return Promise.race([
    work,
    new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true })),
  ]);
}

/** Starts the sandbox and the bot; on failure nothing stays open. */
export async function openDevWorld(options: DevWorldOptions): Promise<DevWorld> {
  const greenApi = await startGreenApi({
    settings: { delaySendMessagesMilliseconds, webhookUrl: notYet, webhookUrlToken: webhookToken },
  });
  const openAi = await startOpenAi({});
  const folder = options.data ?? (await mkdtemp(join(tmpdir(), 'wabot-dev-')));
  const dispose = async (): Promise<void> => {
    await Promise.all([greenApi.close(), openAi.close()]);
    if (options.data === undefined) await rm(folder, { recursive: true, force: true });
  };
  try {
    const environment = devEnvironment(options, greenApi, openAi, folder);
    const serving = await startServing({ catalog: options.catalog, environment, poll: false });
    greenApi.configure({ webhookUrl: `http://127.0.0.1:${serving.address.port}/webhook`, webhookUrlToken: webhookToken });
    return new DevWorld(serving, greenApi, whereabouts(environment, greenApi, openAi, serving), dispose);
  } catch (error) {
    await dispose();
    throw error;
  }
}

/** The person's own environment with the vendors replaced by the sandbox. */
function devEnvironment(options: DevWorldOptions, greenApi: GreenApiSandbox, openAi: OpenAiSandbox, folder: string): Environment {
  const { environment, offline } = options;
  const real = !offline && (environment['OPENAI_API_KEY'] ?? environment['OPEN_AI_KEY'] ?? '') !== '';
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
  const promptFile = environment['PROMPT_FILE'] ?? (existsSync('prompt.md') ? 'prompt.md' : examplePrompt);
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
  const direct = [environment['no_proxy'] ?? environment['NO_PROXY'], '127.0.0.1', 'localhost'].filter(Boolean).join(',');
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
    LOG_LEVEL: environment['LOG_LEVEL'] ?? 'warn',
    NO_PROXY: direct,
    no_proxy: direct,
  };
}

function whereabouts(environment: Environment, greenApi: GreenApiSandbox, openAi: OpenAiSandbox, serving: Serving): string {
  const alone = isSandboxModel(environment, openAi);
  return [
    `This is the sandbox: no WhatsApp account is involved, and ${alone ? 'nothing leaves this machine' : 'only the model is real'}.`,
    `  bot        http://127.0.0.1:${serving.address.port}/webhook`,
    `  GREEN-API  ${greenApi.url} (sandbox)`,
    `  model      ${modelIn(environment, openAi)}`,
    `  prompt     ${environment['PROMPT_FILE'] ?? ''}`,
    `  data       ${environment['WABOT_DATA'] ?? ''}`,
  ].join('\n');
}

function modelIn(environment: Environment, openAi: OpenAiSandbox): string {
  const name = chosenName('model', environment);
  if (name !== 'openai') return name;
  if (!isSandboxModel(environment, openAi)) return 'the real one, with your key';
  return `${openAi.url}/v1 (sandbox: it only quotes the prompt, it is no GPT)`;
}

function isSandboxModel(environment: Environment, openAi: OpenAiSandbox): boolean {
  return chosenName('model', environment) === 'openai' && environment['OPENAI_BASE_URL']?.startsWith(openAi.url) === true;
}
