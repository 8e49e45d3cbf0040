import { EventEmitter } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { printable } from '../../core/printable.ts';
import { startBot, type StartedBot } from '../../core/server/start-bot.ts';
import type { Environment } from '../../core/settings/settings.ts';
import { startGreenApi, type GreenApiSandbox } from '../../sandbox/green-api/index.ts';
import { explainUnheard, startOpenAi, type OpenAiSandbox } from '../../sandbox/openai/index.ts';
import { breakWorld } from './dev-faults.ts';
import { devEnvironment, webhookToken, type DevWorldOptions } from './environment.ts';
import { overheard, type Listeners } from './overheard.ts';
import { OwnersPhone } from './owners-phone.ts';
import type { PhoneServer } from './phone/phone-server.ts';
import { Phones } from './phone/phones.ts';
import { SampleCustomers } from './phone/sample-customers.ts';
import { terminalCustomer } from './terminal-customer.ts';
import { claimOf, shownPlaces } from './whereabouts.ts';
import { DevWorld, type EarEvents } from './world.ts';

/** Where messages go until the bot has its port: nobody writes before. */
const notYet = 'http://127.0.0.1:9/webhook';

/** GREEN-API leaves at least 500 ms between two messages; a person at a terminal should not have to wait for that. */
const delaySendMessagesMilliseconds = 50;

/** And 60 s before a notification that was not taken comes again. */
const redeliverMs = 1_000;

/** The vendors, and where the bot keeps everything. */
interface Sandbox {
  greenApi: GreenApiSandbox;
  openAi: OpenAiSandbox;
  folder: string;
  /** Closes it, and leaves nothing behind that was to be for a while. */
  dispose(): Promise<void>;
}

/** Starts the sandbox and the bot; on failure nothing stays open. */
export async function openDevWorld(options: DevWorldOptions): Promise<DevWorld> {
  const sandbox = await openSandbox(options);
  try {
    return await startedIn(sandbox, options);
  } catch (error) {
    await sandbox.dispose();
    throw error;
  }
}

async function openSandbox({ messenger = 'whatsapp', data }: DevWorldOptions): Promise<Sandbox> {
  const greenApi = await startGreenApi({
    messenger,
    redeliverMs,
    settings: { delaySendMessagesMilliseconds, webhookUrl: notYet, webhookUrlToken: webhookToken },
  });
  const openAi = await startOpenAi({});
  const folder = data ?? (await mkdtemp(join(tmpdir(), 'wabot-dev-')));
  const dispose = async (): Promise<void> => {
    await Promise.all([greenApi.close(), openAi.close()]);
    if (data === undefined) await rm(folder, { recursive: true, force: true });
  };
  return { greenApi, openAi, folder, dispose };
}

async function startedIn(sandbox: Sandbox, options: DevWorldOptions): Promise<DevWorld> {
  const { greenApi, openAi, dispose } = sandbox;
  const environment = await devEnvironment(options, sandbox);
  const ownersPhone = new OwnersPhone(greenApi);
  const phones = new Phones(
    greenApi,
    ownersPhone,
    new SampleCustomers(terminalCustomer(environment)),
  );
  const listening = new EventEmitter<EarEvents>();
  const serving = await startBot({
    catalog: overheard(options.catalog, listenersOf(phones, listening, options)),
    environment,
    poll: false,
    ...(options.version !== undefined && { version: options.version }),
  });
  phones.answeredBy(serving.bot);
  greenApi.configure({
    webhookUrl: `http://127.0.0.1:${serving.address.port}/webhook`,
    webhookUrlToken: webhookToken,
  });
  const running = { ...options, greenApi, openAi, serving };
  const claim = await claimOf(environment, running);
  const page = await openPage({ options, environment, phones, serving, claim });
  const places = await shownPlaces(environment, { ...running, phones: page?.address });
  breakWorld({ greenApi, openAi }, options.faults ?? []);
  const close = async (): Promise<void> => {
    await page?.server.close();
    await dispose();
  };
  const parts = { serving, greenApi, listening, phones, ownersPhone, dispose: close };
  return new DevWorld({ ...parts, banner: { claim, places } });
}

/** What passes between the bot and its services, as a person at the sandbox is shown it. */
function listenersOf(
  phones: Phones,
  listening: EventEmitter<EarEvents>,
  options: DevWorldOptions,
): Listeners {
  return {
    heard(text, { bytes }) {
      if (text === '' || explainUnheard(text) !== undefined) return;
      listening.emit('heard', printable(text));
      phones.heard(text, bytes);
    },
    ...(options.page === true && {
      asked: (question, answering) => phones.asked(question, answering),
    }),
  };
}

interface PageParts {
  options: DevWorldOptions;
  environment: Environment;
  phones: Phones;
  serving: StartedBot;
  claim: string;
}

/** The page of the phones; undefined where it is not wanted. */
async function openPage({
  options,
  environment,
  phones,
  serving,
  claim,
}: PageParts): Promise<{ server: PhoneServer; address: string } | undefined> {
  if (options.page !== true) return undefined;
  const { PhoneServer: Server } = await import('./phone/phone-server.ts');
  const server = new Server({
    phones,
    claim,
    messenger: options.messenger ?? 'whatsapp',
    console: {
      address: serving.consoleAddress ?? '',
      token: environment['WABOT_ADMIN_TOKEN'] ?? '',
    },
  });
  return { server, address: await server.listen() };
}
