import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vi } from 'vitest';
import { conversationTests } from '../../src/cli/evals/conversation-tests.ts';
import type { Journal } from '../../src/core/kinds/journal.ts';
import type { Catalog } from '../../src/core/kinds/plugin.ts';
import { startBot, type StartedBot } from '../../src/core/server/start-bot.ts';
import { builtIn } from '../../src/plugins/index.ts';
import { openJournal } from '../../src/plugins/journal/sqlite/journal.ts';
import {
  startGreenApi,
  type GreenApiOptions,
  type GreenApiSandbox,
} from '../../src/sandbox/green-api/index.ts';
import {
  startOpenAi,
  type OpenAiOptions,
  type OpenAiSandbox,
} from '../../src/sandbox/openai/index.ts';
import { start, type Running } from '../cli.ts';
import { echo } from './dialogue.ts';
import { messenger } from './messenger.ts';
import { readAll, readLog, type LogLine } from './papers.ts';
import { settingsFor } from './settings.ts';
import { listenToStandardError } from './standard-error.ts';

export interface WorldOptions {
  /** Over the world's own settings. */
  env?: Readonly<Record<string, string>>;
  greenApi?: GreenApiOptions;
  openAi?: OpenAiOptions;
  /** Over the built-in plugins. */
  catalog?: Catalog;
  /** Fetch instead of the webhook. */
  poll?: boolean;
  /** What the business says of itself; absent: nothing. */
  prompt?: string;
  /** The folder of conversations that test the prompt; absent: there are none. */
  evals?: string;
  /** Leaves the bot unstarted. */
  idle?: boolean;
}

/** What a test waits for at most, in milliseconds: long, for a machine that is busy with other things. */
const patience = { timeout: 45_000, interval: 15 };

/** Where the built command keeps it, too: a second start takes half as long. */
export const compileCache = join(tmpdir(), 'node-compile-cache');

/** Nobody listens there. */
const nowhere = 'http://127.0.0.1:9/webhook';

type Parts = Pick<World, 'greenApi' | 'openAi' | 'folder' | 'env'>;

/** The vendors on loopback, the real bot, and a folder of its own for everything that it keeps. */
export class World {
  readonly greenApi: GreenApiSandbox;
  readonly openAi: OpenAiSandbox;
  readonly folder: string;
  readonly env: Record<string, string>;
  /** What the bot printed on standard error; others of the same process print there, too. */
  stderr = '';
  /** How far the bot's clock is ahead, milliseconds. */
  ahead = 0;
  readonly #options: WorldOptions;
  #serving: StartedBot | undefined;
  #process: Running | undefined;
  #quiet: (() => void) | undefined;

  constructor({ greenApi, openAi, folder, env }: Parts, options: WorldOptions) {
    this.greenApi = greenApi;
    this.openAi = openAi;
    this.folder = folder;
    this.env = env;
    this.#options = options;
  }

  /** The bot in this process. */
  get serving(): StartedBot {
    if (!this.#serving) throw new Error('The bot does not run in this process');
    return this.#serving;
  }

  get url(): string {
    return `http://127.0.0.1:${this.serving.address.port}`;
  }

  /** Starts the bot in this process and has the notifications brought to it. */
  async start(): Promise<void> {
    this.#quiet = listenToStandardError((text) => (this.stderr += text));
    const { catalog = {}, poll = false, idle = false, evals } = this.#options;
    // A test of what stands at the vendor has put it there by itself.
    if (!idle) this.bring(undefined);
    const now = (): number => Date.now() + this.ahead;
    this.#serving = await startBot({
      catalog: { ...builtIn, ...catalog },
      environment: this.env,
      poll,
      now,
      ...(evals && {
        tests: conversationTests({ catalog: builtIn, environment: this.env }, evals),
      }),
    });
    this.bring(this.#serving.address.port);
  }

  /** Stops the bot in this process. */
  async stop(): Promise<void> {
    const serving = this.#serving;
    this.#serving = undefined;
    await serving?.stop();
    this.bring(undefined);
    this.#quiet?.();
  }

  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }

  /** Starts the bot as a process of its own; resolves when it takes messages. */
  async spawn(args: readonly string[] = []): Promise<Running> {
    const running = start(['serve', ...args], {
      cwd: this.folder,
      env: { ...this.env, NODE_COMPILE_CACHE: compileCache },
    });
    this.#process = running;
    const [, port] = await running.saying(/"address":"http:\/\/127\.0\.0\.1:(\d+)"/);
    this.bring(Number(port));
    return running;
  }

  /** Where notifications go from now on; undefined: where nobody listens. */
  bring(port: number | undefined): void {
    if (this.#options.poll) return;
    const webhookUrl = port === undefined ? nowhere : `http://127.0.0.1:${port}/webhook`;
    this.greenApi.configure({
      webhookUrl,
      webhookUrlToken: this.env['GREEN_API_WEBHOOK_TOKEN'] ?? '',
    });
  }

  /** What reached a customer so far. */
  heardBy(chat: string): string[] {
    const id = this.greenApi.idOf(chat);
    return this.greenApi.sent.filter(({ chatId }) => chatId === id).map(({ message }) => message);
  }

  /** Waits until a customer has heard so many messages, and resolves with them. */
  async replies(chat: string, count = 1): Promise<string[]> {
    return until(() => {
      const heard = this.heardBy(chat);
      if (heard.length < count)
        throw new Error(
          `${heard.length} of ${count} replies: ${JSON.stringify(heard)}\n${this.#tail()}`,
        );
      return heard;
    });
  }

  /** A customer writes, and hears one reply more. */
  async ask(chat: string, text: string): Promise<string> {
    const before = this.heardBy(chat).length;
    this.greenApi.say(chat, text);
    return (await this.replies(chat, before + 1))[before] ?? '';
  }

  /** Waits until nothing is left to bring, answer or send. */
  async settled(): Promise<void> {
    await this.greenApi.whenDelivered();
    await this.serving.bot.whenIdle();
    await this.greenApi.whenDrained();
    await this.greenApi.whenDelivered();
  }

  /** Looks into the journal, as another process may. */
  async journal<T>(look: (journal: Journal) => Promise<T>): Promise<T> {
    const journal = openJournal(join(this.folder, 'data'), Date.now);
    try {
      return await look(journal);
    } finally {
      await journal.close();
    }
  }

  /** The log so far. */
  log(): Promise<LogLine[]> {
    return readLog(this.folder);
  }

  /** Waits for lines of this event. */
  async logged(event: string, count = 1): Promise<LogLine[]> {
    return until(async () => {
      const lines = (await this.log()).filter((line) => line.event === event);
      if (lines.length < count)
        throw new Error(`${lines.length} of ${count} lines of ${event}\n${this.#tail()}`);
      return lines;
    });
  }

  /** Everything that the bot wrote to the disk or printed. */
  async written(): Promise<{ path: string; text: string }[]> {
    return [...(await readAll(this.folder)), { path: 'standard error', text: this.stderr }];
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#process && this.#process.process.exitCode === null)
      await this.#process.stop('SIGKILL');
    await this.stop();
    await Promise.all([this.greenApi.close(), this.openAi.close()]);
    await rm(this.folder, { recursive: true, force: true });
  }

  #tail(): string {
    return (this.#process?.output.stderr ?? this.stderr).slice(-3000);
  }
}

/** Waits until `look` returns instead of throwing. */
export function until<T>(look: () => T | Promise<T>): Promise<T> {
  return vi.waitFor(look, patience);
}

/** Opens a world and, unless it is to be idle, starts the bot in this process. */
export async function openWorld(options: WorldOptions = {}): Promise<World> {
  const { env = {}, idle = false, prompt } = options;
  const settings = { delaySendMessagesMilliseconds: 0, ...options.greenApi?.settings };
  const greenApi = await startGreenApi({
    messenger,
    limits: {},
    redeliverMs: 50,
    ...options.greenApi,
    settings,
  });
  const openAi = await startOpenAi({ answer: echo, ...options.openAi });
  const folder = await mkdtemp(join(tmpdir(), 'wabot-flow-'));
  const file = join(folder, 'prompt.md');
  if (prompt !== undefined) await writeFile(file, prompt);
  const business = prompt === undefined ? {} : { PROMPT_FILE: file };
  const settled = { ...settingsFor({ greenApi, openAi, folder }), ...business, ...env };
  const world = new World({ greenApi, openAi, folder, env: settled }, options);
  if (!idle) await world.start();
  return world;
}
