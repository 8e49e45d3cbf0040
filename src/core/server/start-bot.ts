import type { AddressInfo } from 'node:net';
import type { ArrivalWatch } from '../health/arrival-watch.ts';
import { startBackgroundWork } from './background-work.ts';
import { Bot } from '../bot/bot.ts';
import { Budget } from '../costs/budget.ts';
import { capsOf, leastAnswerCost, roundedUp, tooSmall } from '../checks/budget-check.ts';
import { isVoiceWanted } from '../assembly/chosen-plugins.ts';
import { serverSettings } from '../settings/bot-settings.ts';
import { SetupError } from '../errors.ts';
import { DayLedger, SharedLedger, spentToday } from '../costs/ledger.ts';
import { createTurnDependencies, createSummaries, turnKinds } from '../bot/turn-dependencies.ts';
import { openPlugins, type OpenPlugins, type OpenOptions } from '../assembly/open-plugins.ts';
import { openArrival } from '../health/open-arrival.ts';
import { pluginChecks, type PluginCheckDependencies } from '../checks/plugin-checks.ts';
import type { Kinds } from '../kinds/plugin.ts';
import type { Speaker } from '../delivery/speaker.ts';
import { WebhookServer } from './server.ts';
import type { Settings } from '../settings/settings.ts';
import { TestConnection } from '../checks/test-connection.ts';
import { webhookTrust, type WebhookTrust } from './webhook-trust.ts';

const kinds = ['channel', 'journal', ...turnKinds] as const;
type ServingKind = (typeof kinds)[number];

/** With a voice, where answers are spoken. */
type ServingPlugins = Pick<Kinds, ServingKind> & Partial<Pick<Kinds, 'voice'>>;
type Serviceable = Omit<OpenPlugins<ServingKind, typeof serverSettings>, 'plugins'> & {
  plugins: ServingPlugins;
};

/** A bot that is answering. */
export interface StartedBot {
  bot: Bot;
  /** Where HTTP is served. */
  address: AddressInfo;
  /** Rejects when polling ends because the operator must change something. */
  failed: Promise<never>;
  /** Refuses new messages, ends what runs or leaves it to the journal, and closes everything. */
  stop(): Promise<void>;
}

export interface StartOptions extends Pick<
  OpenOptions<never, never>,
  'catalog' | 'environment' | 'now'
> {
  /** Fetch messages instead of waiting for the webhook, whatever the setting says. */
  poll?: boolean;
  /** Of wabot, for `wabot status`. */
  version?: string;
}

/** Starts the bot and its HTTP side. Rejects with a WabotError when the operator must change something first. */
export async function startBot({
  catalog,
  environment,
  now,
  poll,
  version = 'unknown',
}: StartOptions): Promise<StartedBot> {
  const wanted: readonly (ServingKind | 'voice')[] = isVoiceWanted(environment)
    ? [...kinds, 'voice']
    : kinds;
  const opened: Serviceable = await openPlugins({
    catalog,
    environment,
    now,
    kinds: wanted,
    settings: serverSettings,
    log: 'file',
  });
  try {
    const looks = { catalog, environment, world: opened.world };
    const polls = (poll ?? false) || opened.own.poll;
    const bot = await openBot(opened, await openArrival(looks, polls));
    const { server, trust } = openServer(opened, { bot, looks, polls });
    const address = await server.listen();
    opened.onClose(() => server.close());
    await bot.start();
    const polling = startPolling(polls, opened.plugins, bot);
    const note = {
      version,
      address: `http://${address.family === 'IPv6' ? `[${address.address}]` : address.address}:${address.port}`,
      receives: polling.how,
      standIns: opened.standIns,
    };
    opened.log.info('bot-started', note);
    if (trust.notice !== undefined)
      opened.log.warn('webhook-without-proof', { problem: trust.notice, address: note.address });
    opened.onClose(startBackgroundWork({ ...looks, log: opened.log, note }));
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

/** The bot with the journal in its hands, not yet started. */
async function openBot(opened: Serviceable, arrival: ArrivalWatch | undefined): Promise<Bot> {
  const { channel, journal } = opened.plugins;
  opened.onClose(() => journal.close());
  const thinking = await createTurnDependencies(opened, (...file) => channel.download(...file));
  const dependencies = { ...thinking, ...(await openBudget(opened)) };
  // Without anything to say the bot takes no message.
  const { text } = await dependencies.prompt.load(new AbortController().signal);
  tellOfSmallCaps(opened, text);
  const { quietMs, quietMaxMs, turnTimeoutMs, turnTries } = opened.bot;
  const { pauseMs, pauseOnApi, pauseIgnore = [], pauseEnd, operatorVoice } = opened.bot;
  const limits = { quietMs, quietMaxMs, timeoutMs: turnTimeoutMs, tries: turnTries };
  const speaker = await createSpeaker(opened, dependencies.budget);
  const bot = new Bot({
    channel,
    journal,
    dependencies,
    arrival,
    speaker,
    summaries: createSummaries(opened, dependencies),
    takeover: { pauseMs, pauseOnApi, pauseIgnore },
    pauseEnd,
    operatorVoice,
    ...limits,
  });
  await journal.ownership.claim(() => bot.takeUp());
  return bot;
}

/** The longest time that a customer waits for a note, milliseconds. */
const longestSpeakingMs = 30_000;

/** What makes notes of replies; undefined, and not even loaded, where all of them are written. */
async function createSpeaker(
  { plugins, bot, world, log }: Serviceable,
  budget: Budget | undefined,
): Promise<Speaker | undefined> {
  const { voice, transcoder, journal } = plugins;
  if (!voice) return undefined;
  const { Speaker: Speaking } = await import('../delivery/speaker.ts');
  const patienceMs = Math.min(longestSpeakingMs, bot.turnTimeoutMs);
  return new Speaking({
    voice,
    transcoder,
    accounts: journal.accounts,
    outbox: journal.outbox,
    budget,
    patienceMs,
    log,
    now: world.now,
  });
}

/** The HTTP side, not yet listening, and whom it believes. */
function openServer(
  opened: Serviceable,
  { bot, looks, polls }: { bot: Bot; looks: PluginCheckDependencies; polls: boolean },
): { server: WebhookServer; trust: WebhookTrust } {
  const { plugins, own, callers, log } = opened;
  const testConnection = openTestConnection(opened, looks);
  const trust = webhookTrust({ callers, host: own.host, open: own.openWebhook, polling: polls });
  return {
    server: new WebhookServer({
      bot,
      channel: plugins.channel,
      trust,
      testConnection,
      log,
      port: own.port,
    }),
    trust,
  };
}

/** What `GET /test-connection` answers; undefined without the token that it takes. */
function openTestConnection(
  { own, world, onClose }: OpenPlugins<ServingKind, typeof serverSettings>,
  looks: PluginCheckDependencies,
): TestConnection | undefined {
  if (own.adminToken === undefined) return undefined;
  const tested = new TestConnection({
    token: own.adminToken,
    checks: pluginChecks(looks, ['channel']),
    now: world.now,
  });
  onClose(async () => tested.close());
  return tested;
}

/** The budget that the settings set, if any. */
async function openBudget({
  plugins,
  bot,
  world,
  log,
}: OpenPlugins<'journal', Settings>): Promise<{ budget?: Budget }> {
  const { timeZone } = bot;
  const caps = capsOf(bot);
  if (Object.keys(caps).length === 0) return {};
  const { accounts, ownership } = plugins.journal;
  const spent = await spentToday(accounts, timeZone, world.now());
  const { cluster } = ownership;
  const ledger = cluster ? new SharedLedger(spent, cluster) : new DayLedger(spent);
  return { budget: new Budget({ caps, ledger, timeZone, log, now: world.now }) };
}

/** A cap that not one answer fits into leaves every customer without one. */
function tellOfSmallCaps({ plugins, bot, log }: Serviceable, prompt: string): void {
  const least = leastAnswerCost(plugins.model.limits, { prompt, timeZone: bot.timeZone });
  const answer = least === undefined ? {} : { answer: roundedUp(least) };
  for (const small of tooSmall(capsOf(bot), least))
    log.warn('budget-too-small', { ...small, ...answer });
}

interface Polling {
  how: 'polling' | 'webhook';
  failed: Promise<never>;
  stop(): void;
}

function startPolling(
  wanted: boolean,
  { channel, journal }: Pick<Kinds, 'channel' | 'journal'>,
  bot: Bot,
): Polling {
  const controller = new AbortController();
  const never = new Promise<never>(() => {});
  if (!wanted) return { how: 'webhook', failed: never, stop: () => {} };
  if (!channel.listen) {
    throw new SetupError('polling', 'This channel cannot be polled', {
      suggestions: ['Leave out --poll and WABOT_POLL.'],
    });
  }
  const listen = async (signal: AbortSignal): Promise<void> =>
    channel.listen?.(async (received, raw) => {
      if (received.type !== 'unauthorized') await bot.accept(received, raw);
    }, signal);
  // Of the processes that share a journal one polls at a time.
  const { cluster } = journal.ownership;
  const listening = cluster
    ? cluster.asLeader('polling', listen, controller.signal)
    : listen(controller.signal);
  const failed = listening.then(() => never);
  return { how: 'polling', failed, stop: () => controller.abort() };
}
