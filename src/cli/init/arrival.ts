import { resolve } from 'node:path';
import { choosePlugin } from '../../core/assembly/chosen-plugins.ts';
import { botSettings, serverSettings } from '../../core/settings/bot-settings.ts';
import { within } from '../../core/deadline.ts';
import { openNetwork } from '../../core/network/network.ts';
import { fetching } from '../../core/health/open-arrival.ts';
import type { Catalog } from '../../core/kinds/plugin.ts';
import type { Environment } from '../../core/settings/settings.ts';
import { readSettings, writtenValue } from '../../core/settings/read-settings.ts';
import { webhookTokenName } from './given-answers.ts';
import { confirmed, type Questioner } from '../terminal/questions.ts';

/** The longest that the vendor is asked where it brings messages, milliseconds. */
const deadlineMs = 10_000;

/** Where the vendor brings messages now; `unknown`: it has not said, or there is nothing to set up. */
type Now = { url: string | undefined; isProven: boolean } | 'unknown';

/** How messages are to come in. */
export interface Arriving {
  /** What is written into `.env`. */
  variables: Record<string, string>;
  /** The settings under which the answers are tried: an address and a token that are still to be set are no fault of theirs. */
  trial: Environment;
  /** A setting that only the trial sets: what is said of it is nothing to the person. */
  trialSets?: string | undefined;
  /** What has to be run before messages come in so; undefined when nothing has. */
  first?: string | undefined;
}

export interface ArrivingDependencies {
  catalog: Catalog;
  environment: Environment;
  /** Given by flag. */
  poll: boolean | undefined;
  asks: boolean;
  questioner: Questioner;
  signal: AbortSignal;
}

/** Whether messages are fetched or brought: as a flag or the settings say, else as it is at the vendor; a person is asked. */
export async function askHowMessagesArrive({
  catalog,
  environment,
  poll,
  asks,
  questioner,
  signal,
}: ArrivingDependencies): Promise<Arriving> {
  const now = await nowAtVendor(catalog, environment, signal);
  const usual = poll ?? settled(environment) ?? (now === 'unknown' || now.url === undefined);
  const question = 'Fetch messages? No: they are delivered to a public address of yours';
  const fetches = asks && poll === undefined ? await confirmed(question, usual, questioner) : usual;
  const variables = { [serverSettings.poll.env]: String(fetches) };
  const first = firstStep(fetches, now);
  return { variables, first, ...trialOf({ ...environment, ...variables }, { fetches, now }) };
}

function trialOf(
  environment: Environment,
  { fetches, now }: { fetches: boolean; now: Now },
): Pick<Arriving, 'trial' | 'trialSets'> {
  if (fetches || now === 'unknown') return { trial: environment };
  if (now.url === undefined) return { trial: fetching(environment) };
  if (writtenValue({ env: webhookTokenName }, environment) !== undefined)
    return { trial: environment };
  const open = serverSettings.openWebhook;
  const isOurs = writtenValue(open, environment) === undefined;
  return {
    trial: { ...environment, [open.env]: 'true' },
    trialSets: isOurs ? open.env : undefined,
  };
}

/** What the settings say already. */
function settled(environment: Environment): boolean | undefined {
  if (writtenValue(serverSettings.poll, environment) === undefined)
    return environment['GREEN_API_WEBHOOK_URL'] ? false : undefined;
  return readSettings({ poll: serverSettings.poll }, environment).values.poll;
}

function firstStep(fetches: boolean, now: Now): string | undefined {
  if (fetches)
    return now !== 'unknown' && now.url !== undefined ? 'wabot webhook clear' : undefined;
  return now !== 'unknown' && now.url !== undefined && now.isProven
    ? undefined
    : 'wabot webhook set https://…/webhook';
}

async function nowAtVendor(
  catalog: Catalog,
  environment: Environment,
  signal: AbortSignal,
): Promise<Now> {
  const { plugin, values, problems } = await choosePlugin('channel', catalog, environment);
  if (!plugin?.webhook || problems.length > 0) return 'unknown';
  const { dataFolder } = readSettings({ dataFolder: botSettings.dataFolder }, environment).values;
  const network = await openNetwork(environment);
  const log = { debug() {}, info() {}, warn() {}, error() {} };
  const setup = plugin.webhook(values, {
    log,
    now: Date.now,
    fetch: network.fetch,
    dataFolder: resolve(dataFolder),
  });
  try {
    const { url, token } = await within(deadlineMs, signal, (limited) => setup.read(limited));
    return { url: url ?? undefined, isProven: token === 'ours' };
  } catch {
    // The test of the answers, which comes next, says what is amiss.
    return 'unknown';
  } finally {
    await network.close();
  }
}
