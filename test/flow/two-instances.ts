import {
  startGreenApi,
  type GreenApiSandbox,
  type SandboxMessenger,
} from '../../src/sandbox/green-api/index.ts';
import type { Running } from '../cli.ts';
import { openWorld, type World, type WorldOptions } from './world.ts';

export interface TwoOptions extends WorldOptions {
  /** The messenger of the second instance; default MAX. */
  second?: SandboxMessenger;
}

/** The webhook tokens of both, in their order. */
export const webhookTokens = [
  'the-first-webhook-token-9d1',
  'the-second-webhook-token-77',
] as const;

/** A bot with two instances of GREEN-API: WhatsApp, whose chats have no mark, and another. */
export class TwoInstances {
  readonly world: World;
  readonly second: GreenApiSandbox;

  constructor(world: World, second: GreenApiSandbox) {
    this.world = world;
    this.second = second;
  }

  get first(): GreenApiSandbox {
    return this.world.greenApi;
  }

  get both(): readonly [GreenApiSandbox, GreenApiSandbox] {
    return [this.first, this.second];
  }

  /** Names the instances in the settings, the first first unless it is said otherwise; a bot that runs is not told. */
  name(both: readonly GreenApiSandbox[] = this.both): void {
    const tokenOf = (each: GreenApiSandbox): string => webhookTokens[each === this.first ? 0 : 1];
    Object.assign(this.world.env, {
      GREEN_ID_INSTANCE: both.map(({ idInstance }) => idInstance).join(','),
      GREEN_API_TOKEN: both.map(({ token }) => token).join(', '),
      GREEN_API_URL: both.map(({ url }) => url).join(','),
      GREEN_API_WEBHOOK_TOKEN: both.map(tokenOf).join(','),
    });
  }

  /** Starts the bot in this process, and has the notifications of both brought to it. */
  async start(): Promise<void> {
    await this.world.start();
    this.bring(this.world.serving.address.port);
  }

  async restart(): Promise<void> {
    await this.world.stop();
    this.bring(undefined);
    await this.start();
  }

  /** Starts the bot as a process of its own. */
  async spawn(): Promise<Running> {
    const running = await this.world.spawn();
    const [, port] = await running.saying(/"address":"http:\/\/127\.0\.0\.1:(\d+)"/);
    this.bring(Number(port));
    return running;
  }

  /** Where notifications go from now on; undefined: where nobody listens. */
  bring(port: number | undefined): void {
    const webhookUrl = `http://127.0.0.1:${port ?? 9}/webhook`;
    for (const [index, each] of this.both.entries())
      each.configure({ webhookUrl, webhookUrlToken: webhookTokens[index] ?? '' });
  }

  /** Waits until nothing is left to bring, answer or send. */
  async settled(): Promise<void> {
    for (const each of this.both) await each.whenDelivered();
    await this.world.settled();
    await this.second.whenDrained();
    await this.second.whenDelivered();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.world[Symbol.asyncDispose]();
    await this.second.close();
  }
}

/** Opens it and, unless it is to be idle, starts the bot in this process. */
export async function openTwo({
  second = 'max',
  idle,
  ...options
}: TwoOptions = {}): Promise<TwoInstances> {
  const greenApi = { messenger: 'whatsapp' as const, ...options.greenApi };
  const world = await openWorld({ ...options, greenApi, idle: true });
  const other = await startSecond(second, options.greenApi?.latencyMs);
  const two = new TwoInstances(world, other);
  two.name();
  if (!idle) await two.start();
  return two;
}

/** The further instance of a bot, of this messenger. */
export function startSecond(
  messenger: SandboxMessenger,
  latencyMs?: NonNullable<TwoOptions['greenApi']>['latencyMs'],
): Promise<GreenApiSandbox> {
  return startGreenApi({
    messenger,
    token: 'second0token000000000000000000000000000000000000000',
    limits: {},
    redeliverMs: 50,
    ...(latencyMs === undefined ? {} : { latencyMs }),
    settings: { delaySendMessagesMilliseconds: 0 },
  });
}

/** What reached a customer of an instance so far. */
export function heardAt(instance: GreenApiSandbox, chat: string): string[] {
  const id = instance.idOf(chat);
  return instance.sent.filter(({ chatId }) => chatId === id).map(({ message }) => message);
}
