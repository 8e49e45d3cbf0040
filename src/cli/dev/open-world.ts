import { EventEmitter } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { printable } from '../../core/printable.ts';
import { startBot } from '../../core/server/start-bot.ts';
import { startGreenApi } from '../../sandbox/green-api/index.ts';
import { explainUnheard, startOpenAi } from '../../sandbox/openai/index.ts';
import { nameOfCustomer } from './customer-name.ts';
import { breakWorld } from './dev-faults.ts';
import { devEnvironment, webhookToken, type DevWorldOptions } from './environment.ts';
import { overheard } from './overheard.ts';
import { whereabouts } from './whereabouts.ts';
import { DevWorld, type EarEvents } from './world.ts';

/** Where messages go until the bot has its port: nobody writes before. */
const notYet = 'http://127.0.0.1:9/webhook';

/** GREEN-API leaves at least 500 ms between two messages; a person at a terminal should not have to wait for that. */
const delaySendMessagesMilliseconds = 50;

/** And 60 s before a notification that was not taken comes again. */
const redeliverMs = 1_000;

/** Starts the sandbox and the bot; on failure nothing stays open. */
export async function openDevWorld(options: DevWorldOptions): Promise<DevWorld> {
  const greenApi = await startGreenApi({
    messenger: options.messenger ?? 'whatsapp',
    redeliverMs,
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
      ...(options.version !== undefined && { version: options.version }),
    });
    greenApi.configure({
      webhookUrl: `http://127.0.0.1:${serving.address.port}/webhook`,
      webhookUrlToken: webhookToken,
    });
    const parts = { ...options, greenApi, openAi, serving };
    const banner = await whereabouts(environment, parts);
    breakWorld({ greenApi, openAi }, options.faults ?? []);
    const name = nameOfCustomer(environment);
    return new DevWorld({ serving, greenApi, banner, listening, customerName: name, dispose });
  } catch (error) {
    await dispose();
    throw error;
  }
}
