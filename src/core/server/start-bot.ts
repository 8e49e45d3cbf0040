import type { AddressInfo } from 'node:net';
import { isBookingWanted, isVoiceWanted } from '../assembly/chosen-plugins.ts';
import { openPlugins, type OpenOptions } from '../assembly/open-plugins.ts';
import type { Bot } from '../bot/bot.ts';
import { ConsoleDoor } from '../console/console-door.ts';
import type { Housed } from '../console-calls/console-parts.ts';
import type { PluginCheckDependencies } from '../checks/plugin-checks.ts';
import { TestConnection } from '../checks/test-connection.ts';
import { openArrival } from '../health/open-arrival.ts';
import type { Figures, Observed } from '../metrics/figures.ts';
import { openFigures } from '../metrics/open-figures.ts';
import { withProvedPrompt, type Prove } from '../prompts/with-proved-prompt.ts';
import { serverSettings } from '../settings/bot-settings.ts';
import { proveDistinctPorts } from '../settings/console-settings.ts';
import { openTracing } from '../tracing/open-tracing.ts';
import { startBackgroundWork } from './background-work.ts';
import { cannotListen } from './cannot-listen.ts';
import { openAlerts } from './open-alerts.ts';
import { openBot, openedKinds, type Serviceable } from './open-bot.ts';
import { startReceiving } from './receiving.ts';
import { WebhookServer } from './server.ts';
import { whenTold } from '../alerts/when-told.ts';
import { comesFromAfar, webhookTrust, type WebhookTrust } from './webhook-trust.ts';

/** A bot that is answering. */
export interface StartedBot {
  bot: Bot;
  /** Where HTTP is served. */
  address: AddressInfo;
  /** Where the owner's page is; undefined where there is none. */
  consoleAddress: string | undefined;
  /** Rejects when polling ends because the operator must change something. */
  failed: Promise<never>;
  /** Resolves when neither customers nor people of the business are owed anything, or after five seconds. */
  whenTold(): Promise<void>;
  /** Refuses new messages, ends what runs or leaves it to the journal, and closes everything. */
  stop(): Promise<void>;
}

type OpenedWith = Pick<OpenOptions<never, never>, 'catalog' | 'environment' | 'now'>;

export interface StartOptions extends OpenedWith, Pick<Housed, 'tests'> {
  /** Fetch messages instead of waiting for the webhook, whatever the setting says. */
  poll?: boolean;
  /** Of wabot, for `wabot status`. */
  version?: string;
  /** Tries a prompt on conversations, where the settings want that before it becomes current. */
  prove?: Prove;
}

/** Starts the bot and its HTTP side. Rejects with a WabotError when the operator must change something first. */
export async function startBot({
  catalog,
  environment,
  now,
  tests,
  poll = false,
  version = 'unknown',
  prove,
}: StartOptions): Promise<StartedBot> {
  const opened: Serviceable = await openPlugins({
    catalog,
    environment,
    now,
    kinds: [
      ...openedKinds,
      ...(isVoiceWanted(environment) ? (['voice'] as const) : []),
      ...(isBookingWanted(environment) ? (['calendar'] as const) : []),
    ],
    settings: serverSettings,
    alerts: true,
    tools: true,
    knowledge: true,
    log: 'file',
  });
  try {
    proveDistinctPorts(opened.own);
    const looks = { catalog, environment, world: opened.world, tests };
    const traced = await openTracing(await withProvedPrompt(opened, prove), version);
    const { observed, figures } = await openFigures(traced, { catalog, version, comesFromAfar });
    return await start(observed, { looks, polls: poll || opened.own.poll, version, figures });
  } catch (error) {
    await opened.close();
    throw error;
  }
}

/** How long a stop waits for an alert that is being sent, milliseconds; the next start repeats it. */
const tellGraceMs = 1_000;
/** What the HTTP side is for. */
interface Serving {
  bot: Bot;
  page: ConsoleDoor | undefined;
}

interface Starting {
  looks: PluginCheckDependencies & Pick<Housed, 'tests'>;
  polls: boolean;
  version: string;
  figures: Figures<Observed> | undefined;
}

async function start(
  opened: Serviceable,
  { looks, polls, version, figures }: Starting,
): Promise<StartedBot> {
  const arrival = await openArrival(looks, polls);
  const alerts = openAlerts(opened, looks);
  const watching = { arrival, accountChanged: alerts.accountChanged };
  const { bot, turns } = await openBot(alerts.watched, looks.catalog, watching);
  const page = openConsole(opened, { bot, turns, ...looks, version });
  const { server, trust } = openServer(opened, { bot, looks, polls, page, figures });
  const address = await server.listen();
  const consoleAddress = await pageAddress(page, opened.own, urlOf(address));
  opened.onClose(() => server.close());
  await bot.start();
  alerts.start(bot);
  const polling = startReceiving(polls, opened.plugins, bot);
  const { log, standIns } = opened;
  const note = { version, address: urlOf(address), receives: polling.how, standIns };
  if (consoleAddress !== undefined) log.info('console-open', { address: consoleAddress });
  log.info('bot-started', note);
  const { notice: problem } = trust;
  if (problem !== undefined) log.warn('webhook-without-proof', { problem, address: note.address });
  opened.onClose(startBackgroundWork({ ...looks, log, note }));
  return {
    bot,
    address,
    consoleAddress,
    failed: polling.failed,
    whenTold: () => whenTold(opened.plugins.journal),
    async stop() {
      log.info('bot-stopping');
      server.refuse();
      polling.stop();
      await bot.stop(opened.own.drainMs);
      await alerts.stop(tellGraceMs);
      log.info('bot-stopped');
      await opened.close();
    },
  };
}

function urlOf({ family, address, port }: AddressInfo): string {
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
}

/** The HTTP side, not yet listening, and whom it believes. */
function openServer(
  opened: Serviceable,
  { bot, looks, polls, page, figures }: Omit<Starting, 'version'> & Serving,
): { server: WebhookServer; trust: WebhookTrust } {
  const { plugins, own, callers, log } = opened;
  const testConnection = TestConnection.of(opened, looks);
  const trust = webhookTrust({ callers, host: own.host, open: own.openWebhook, polling: polls });
  return {
    server: new WebhookServer({
      bot,
      channel: plugins.channel,
      trust,
      testConnection,
      page: own.consolePort === undefined ? page : undefined,
      metrics: figures?.look(() => bot.readiness()),
      log,
      port: own.port,
    }),
    trust,
  };
}

/** The owner's page, not yet loaded; undefined where there is none by the settings. */
function openConsole(opened: Serviceable, housed: Omit<Housed, 'opened'>): ConsoleDoor | undefined {
  const { adminToken: token, console: isWanted, consoleUrl: publicOrigin } = opened.own;
  const rules = { publicOrigin, comesFromAfar };
  const page = ConsoleDoor.of({ opened, ...housed, token, isWanted, rules, cannotListen });
  opened.onClose(() => page?.close() ?? Promise.resolve());
  return page;
}

/** Where the page is, after it has taken a port of its own where the settings name one. */
async function pageAddress(
  page: ConsoleDoor | undefined,
  { consolePort, consoleUrl }: Pick<Serviceable['own'], 'consolePort' | 'consoleUrl'>,
  server: string,
): Promise<string | undefined> {
  if (!page) return undefined;
  const own = consolePort === undefined ? undefined : urlOf(await page.listen(consolePort));
  return `${consoleUrl ?? own ?? server.replace('//0.0.0.0:', '//127.0.0.1:')}/console`;
}
