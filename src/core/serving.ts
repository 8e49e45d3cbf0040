import type { AddressInfo } from 'node:net';
import { Bot } from './bot.ts';
import { serverSettings } from './config.ts';
import { SetupError } from './errors.ts';
import type { Channel } from './kinds/channel.ts';
import { createMind, mindKinds } from './mind.ts';
import { open, type OpenOptions } from './open.ts';
import { WebhookServer } from './server.ts';

/** A bot that is answering. */
export interface Serving {
  bot: Bot;
  /** Where HTTP is served. */
  address: AddressInfo;
  /** Rejects when polling ends because a person must change something. */
  failed: Promise<never>;
  /** Refuses new messages, ends what runs or leaves it to the journal, and gives everything back. */
  stop(): Promise<void>;
}

export interface ServingOptions extends Pick<OpenOptions<never, never>, 'catalog' | 'environment'> {
  /** Fetch messages instead of waiting for the webhook, whatever the setting says. */
  poll?: boolean;
}

/** Starts the bot and its HTTP side. Rejects with a WabotError when a person must change something first. */
export async function startServing({ catalog, environment, poll }: ServingOptions): Promise<Serving> {
  const kinds = ['channel', 'journal', ...mindKinds] as const;
  const opened = await open({ catalog, environment, kinds, settings: serverSettings, log: 'file' });
  try {
    const { channel, journal } = opened.plugins;
    opened.onClose(() => journal.close());
    const mind = await createMind(opened, (media, of, signal) => channel.download(media, of, signal));
    // Without anything to say the bot takes no message.
    await mind.prompt.load(new AbortController().signal);
    const { quietMs, quietMaxMs, turnTimeoutMs, turnTries } = opened.bot;
    const bot = new Bot({ channel, journal, mind, quietMs, quietMaxMs, timeoutMs: turnTimeoutMs, tries: turnTries });
    await journal.books.claim(() => bot.takeUp());
    const server = new WebhookServer({ bot, channel, log: opened.log, ...opened.own });
    const address = await server.listen();
    opened.onClose(() => server.close());
    await bot.start();
    const polling = startPolling((poll ?? false) || opened.own.poll, channel, bot);
    opened.log.info('bot-started', { address: `http://${address.address}:${address.port}`, receives: polling.how });
    return {
      bot,
      address,
      failed: polling.failed,
      async stop() {
        opened.log.info('bot-stopping');
        server.refuse();
        polling.stop();
        await bot.stop(opened.own.drainMs);
        opened.log.info('bot-stopped');
        await opened.close();
      },
    };
  } catch (error) {
    await opened.close();
    throw error;
  }
}

interface Polling {
  how: 'polling' | 'webhook';
  failed: Promise<never>;
  stop(): void;
}

function startPolling(wanted: boolean, channel: Channel, bot: Bot): Polling {
  const controller = new AbortController();
  const never = new Promise<never>(() => {});
  if (!wanted) return { how: 'webhook', failed: never, stop: () => {} };
  if (!channel.listen) {
    throw new SetupError('polling', 'This channel cannot be polled', { suggestions: ['Leave out --poll and WABOT_POLL.'] });
  }
  const listening = channel.listen(async (received, raw) => {
    if (received.type !== 'unauthorized') await bot.accept(received, raw);
  }, controller.signal);
  const failed = listening.then(() => never);
  return { how: 'polling', failed, stop: () => controller.abort() };
}
