import type { EventEmitter } from 'node:events';
import { webhookToken } from './environment.ts';
import type { DevInput } from './dev-files.ts';
import type { StartedBot } from '../../core/server/start-bot.ts';
import type { OwnersPhone } from './owners-phone.ts';
import { firstCustomer } from './phone/sample-customers.ts';
import type { Phones } from './phone/phones.ts';
import type { Whereabouts } from './whereabouts.ts';
import type { GreenApiSandbox, DeliveredMessage } from '../../sandbox/green-api/index.ts';
import { carriedText } from '../../sandbox/openai/index.ts';
import { interruptible } from './interruptible.ts';
import { deliver, type Called } from './trigger/deliver.ts';
import type { SampleCall } from './trigger/sample-event.ts';

/** What came of it. */
export interface Exchange {
  /** What reached the customer. */
  replies: string[];
  /** What arrived at the owner's phone; absent when nothing did. */
  ownersPhone?: string[];
}

/** What the bot understands of voice notes. */
export interface EarEvents {
  heard: [text: string];
}

interface DevWorldDependencies {
  serving: StartedBot;
  greenApi: GreenApiSandbox;
  banner: Whereabouts;
  listening: EventEmitter<EarEvents>;
  /** The phones on which everything is written and arrives, and the owner's among them. */
  phones: Phones;
  ownersPhone: OwnersPhone;
  dispose: () => Promise<void>;
}

/** The whole world on loopback: the vendors' sandbox, the real bot, and the customer of the terminal. */
export class DevWorld {
  /** Where everything is, for a person. */
  readonly banner: Whereabouts;
  readonly #serving: StartedBot;
  readonly #greenApi: GreenApiSandbox;
  readonly #listening: EventEmitter<EarEvents>;
  readonly #dispose: () => Promise<void>;
  readonly #ownersPhone: OwnersPhone;
  readonly #phones: Phones;

  constructor(parts: DevWorldDependencies) {
    const { serving, greenApi, banner, listening, phones, ownersPhone, dispose } = parts;
    this.#serving = serving;
    this.#greenApi = greenApi;
    this.banner = banner;
    this.#listening = listening;
    this.#phones = phones;
    this.#dispose = dispose;
    this.#ownersPhone = ownersPhone;
  }

  /** Sends it and resolves once everything is answered. */
  async tell(said: DevInput): Promise<void> {
    if ('owner' in said) this.#phones.write(said.owner, firstCustomer);
    else this.#phones.send(firstCustomer, said);
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

  /** Told about every message that reaches the customer of the terminal, or the owner. */
  onReply(listener: (text: string, to: 'customer' | 'owner') => void): void {
    this.#greenApi.onSent((sent) => {
      const to = this.#ownersPhone.gets(sent) ? 'owner' : 'customer';
      if (to === 'owner' || this.#isHere(sent)) listener(shown(sent), to);
    });
  }

  /** The sandbox of GREEN-API. */
  get greenApi(): GreenApiSandbox {
    return this.#greenApi;
  }

  /** Brings these calls to the bot's webhook, and resolves as `exchange` does. */
  async bring(
    deliveries: readonly SampleCall[],
    signal: AbortSignal,
  ): Promise<Exchange & { calls: Called[] }> {
    const url = `http://127.0.0.1:${this.#serving.address.port}/webhook`;
    let calls: Called[] = [];
    const came = await this.#cameOf(async () => {
      calls = await deliver({ url, token: webhookToken, deliveries }, signal);
      await this.#answered();
    }, signal);
    return { ...came, calls };
  }

  /** Sends it and resolves with what came of it, once everything is answered. */
  exchange(said: DevInput, signal: AbortSignal): Promise<Exchange> {
    return this.#cameOf(() => this.tell(said), signal);
  }

  async #cameOf(act: () => Promise<void>, signal: AbortSignal): Promise<Exchange> {
    const before = this.#greenApi.sent.length;
    await interruptible(act(), signal);
    const sent = this.#greenApi.sent.slice(before);
    const arrived = sent.filter((one) => this.#ownersPhone.gets(one)).map(shown);
    return {
      replies: sent.filter((one) => this.#isHere(one)).map(shown),
      ...(arrived.length > 0 ? { ownersPhone: arrived } : {}),
    };
  }

  /** Whether it reached the terminal, and not a customer of the page. */
  #isHere({ chatId }: DeliveredMessage): boolean {
    return (
      !this.#phones.customers.all.some(
        ({ chat }) => chat !== firstCustomer && this.#greenApi.idOf(chat) === chatId,
      ) && !this.#ownersPhone.gets({ chatId })
    );
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
    // An account that is not linked sends nothing, however long one waits.
    if (this.#greenApi.state === 'authorized') await this.#greenApi.whenDrained();
  }
}

/** What a customer got, for a person: a voice note is a mark and, where the sandbox spoke, its words. */
function shown({ message, file }: DeliveredMessage): string {
  return file ? `🎤 ${carriedText(file.bytes) ?? '(a voice note)'}` : message;
}
