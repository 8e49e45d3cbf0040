import { EventEmitter } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { devEnvironment, webhookToken, type DevWorldOptions } from './environment.ts';
import type { DevInput } from './dev-files.ts';
import { startBot, type StartedBot } from '../../core/server/start-bot.ts';
import { overheard } from './overheard.ts';
import { isForOwner, OwnersPhone } from './owners-phone.ts';
import { whereabouts, type Whereabouts } from './whereabouts.ts';
import {
  startGreenApi,
  type GreenApiSandbox,
  type DeliveredMessage,
} from '../../sandbox/green-api/index.ts';
import { carriedText, explainUnheard, startOpenAi } from '../../sandbox/openai/index.ts';
import { sentLanguage, translatorTo } from '../../core/owner-language/index.ts';
import { printable } from '../../core/printable.ts';
import { botSettings } from '../../core/settings/bot-settings.ts';
import { readSettings } from '../../core/settings/read-settings.ts';
import type { Environment } from '../../core/settings/settings.ts';

/** The customer whom a person plays; a number that nobody has. */
const customer = '77000000000@c.us';

/** Where messages go until the bot has its port: nobody writes before. */
const notYet = 'http://127.0.0.1:9/webhook';

/** GREEN-API leaves at least 500 ms between two messages; a person at a terminal should not have to wait for that. */
const delaySendMessagesMilliseconds = 50;

/** What came of it. */
export interface Exchange {
  /** What reached the customer. */
  replies: string[];
  /** What arrived at the owner's phone; absent when nothing did. */
  ownersPhone?: string[];
}

interface EarEvents {
  heard: [text: string];
}

interface DevWorldDependencies {
  serving: StartedBot;
  greenApi: GreenApiSandbox;
  banner: Whereabouts;
  listening: EventEmitter<EarEvents>;
  /** What the customer is called in WhatsApp. */
  customerName: string;
  dispose: () => Promise<void>;
}

/** The whole world on loopback: the vendors' sandbox, the real bot, and one customer. */
export class DevWorld {
  /** Where everything is, for a person. */
  readonly banner: Whereabouts;
  readonly #serving: StartedBot;
  readonly #greenApi: GreenApiSandbox;
  readonly #listening: EventEmitter<EarEvents>;
  readonly #dispose: () => Promise<void>;
  readonly #ownersPhone: OwnersPhone;
  readonly #customerName: string;

  constructor(parts: DevWorldDependencies) {
    const { serving, greenApi, banner, listening, customerName, dispose } = parts;
    this.#serving = serving;
    this.#greenApi = greenApi;
    this.banner = banner;
    this.#listening = listening;
    this.#customerName = customerName;
    this.#dispose = dispose;
    this.#ownersPhone = new OwnersPhone(greenApi);
  }

  /** Sends it and resolves once everything is answered. */
  async tell(said: DevInput): Promise<void> {
    const name = this.#customerName;
    if ('text' in said) this.#greenApi.say(customer, said.text, { name });
    else if ('voice' in said) this.#greenApi.speak(customer, said.voice, { name });
    else if ('files' in said)
      for (const { bytes, ...file } of said.files)
        this.#greenApi.sendFile(customer, bytes, { ...file, name });
    else this.#ownersPhone.write(said.owner, customer);
    await this.#answered();
  }

  /** What has arrived at the owner's phone, in order. */
  get ownersPhone(): string[] {
    return this.#ownersPhone.arrived.map(shown);
  }

  /** Told what the bot understands of each voice note, before it answers. */
  onHeard(listener: (text: string) => void): void {
    this.#listening.on('heard', listener);
  }

  /** Told about every message that reaches the customer, or the owner. */
  onReply(listener: (text: string, to: 'customer' | 'owner') => void): void {
    this.#greenApi.onSent((sent) => listener(shown(sent), isForOwner(sent) ? 'owner' : 'customer'));
  }

  /** Sends it and resolves with what came of it, once everything is answered. */
  async exchange(said: DevInput, signal: AbortSignal): Promise<Exchange> {
    const before = this.#greenApi.sent.length;
    await interruptible(this.tell(said), signal);
    const sent = this.#greenApi.sent.slice(before);
    const arrived = sent.filter(isForOwner).map(shown);
    return {
      replies: sent.filter((one) => !isForOwner(one)).map(shown),
      ...(arrived.length > 0 ? { ownersPhone: arrived } : {}),
    };
  }

  async close(): Promise<void> {
    await this.#serving.stop();
    await this.#dispose();
  }

  /** Some messages get no reply: a second apology within the hour. */
  async #answered(): Promise<void> {
    await this.#greenApi.whenDelivered();
    await this.#serving.bot.whenIdle();
    // What the owner is told goes out through the bot, too.
    await this.#serving.whenTold();
    await this.#greenApi.whenDrained();
  }
}

/** What a customer got, for a person: a voice note is a mark and, where the sandbox spoke, its words. */
function shown({ message, file }: DeliveredMessage): string {
  return file ? `🎤 ${carriedText(file.bytes) ?? '(a voice note)'}` : message;
}

/** "Customer" in the language of those who read tickets. */
function nameIn(environment: Environment): string {
  const { ownerLanguage, languages } = botSettings;
  const { values } = readSettings({ ownerLanguage, languages }, environment);
  return translatorTo(sentLanguage(values))('Customer');
}

function interruptible(work: Promise<void>, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  return Promise.race([
    work,
    new Promise<never>((_, reject) =>
      signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true }),
    ),
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
    const environment = await devEnvironment(options, { greenApi, openAi, folder });
    const listening = new EventEmitter<EarEvents>();
    const tell = (text: string): void => {
      if (text !== '' && explainUnheard(text) === undefined)
        listening.emit('heard', printable(text));
    };
    const serving = await startBot({
      catalog: overheard(options.catalog, tell),
      environment,
      poll: false,
    });
    greenApi.configure({
      webhookUrl: `http://127.0.0.1:${serving.address.port}/webhook`,
      webhookUrlToken: webhookToken,
    });
    const banner = await whereabouts(environment, {
      catalog: options.catalog,
      greenApi,
      openAi,
      serving,
    });
    const customerName = nameIn(environment);
    return new DevWorld({ serving, greenApi, banner, listening, customerName, dispose });
  } catch (error) {
    await dispose();
    throw error;
  }
}
