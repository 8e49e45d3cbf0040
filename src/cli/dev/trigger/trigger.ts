import { CLIError } from '@oclif/core/errors';
import type { Catalog } from '../../../core/kinds/plugin.ts';
import type { Environment } from '../../../core/settings/settings.ts';
import {
  idOnWire,
  ownWid,
  wires,
  type SandboxMessenger,
} from '../../../sandbox/green-api/messenger.ts';
import { incomingId } from '../../../sandbox/green-api/message-ids.ts';
import type { Account } from '../../../sandbox/green-api/payloads.ts';
import { openDevWorld } from '../open-world.ts';
import { throwRefused } from './refused-calls.ts';
import { deliver, type Called } from './deliver.ts';
import { openRunningBot } from './running-bot.ts';
import type { SampleCall, SampleContext, SampleEvent, EventFile } from './sample-event.ts';
import { sampleFile } from './sample-files.ts';

/** What is to happen, and how often. */
export interface Sample {
  event: SampleEvent;
  /** Words, the path of a file or, of a voice note, a language. */
  detail: string | undefined;
  times: number;
  /** Whose chat. */
  phone: string | undefined;
  /** What the customer writes in, where no settings say it. */
  messenger?: SandboxMessenger | undefined;
  /** The path of a file as it may be read; rejects with wrong usage where there is none. */
  existing: (path: string) => Promise<string>;
}

/** What became of it. */
export interface Triggered {
  event: string;
  /** The webhook, or `sandbox`. */
  to: string;
  calls: Called[];
  /** What the bot said; of a bot in the sandbox alone. */
  replies?: string[];
  /** What arrived at the owner's phone; of a bot in the sandbox, when something did. */
  ownersPhone?: string[];
}

/** The customer where none is named: a number that nobody has. */
const nobody = '77000000000@c.us';

/** Puts the file of a sample where the bot finds it: its link. */
type Store = (file: EventFile) => string | Promise<string>;

/** A sample with its file, which is there and of the right kind. */
interface Prepared extends Sample {
  file: EventFile | undefined;
}

/** Rejects with wrong usage before anything starts. */
async function prepared(sample: Sample): Promise<Prepared> {
  const { event, detail, existing } = sample;
  if (event.detail === 'none' && detail !== undefined)
    throw new CLIError(`Nothing stands behind ${event.name}.`, { exit: 2 });
  if (event.detail === 'none' || event.detail === 'words') return { ...sample, file: undefined };
  return { ...sample, file: await sampleFile(event.detail, detail, existing) };
}

/** The webhook calls of a sample. */
async function deliveriesOf(
  { event, detail, times, phone = nobody, file }: Prepared,
  account: Account,
  store: Store,
): Promise<SampleCall[]> {
  const context: SampleContext = {
    account,
    chat: idOnWire(phone, account.wire ?? wires.whatsapp),
    name: 'Customer',
    now: Date.now(),
    newId: () => incomingId(account),
    words: file ? undefined : detail,
    file: file && { ...file, link: await store(file) },
  };
  return Array.from({ length: times }, () => event.make(context)).flat();
}

/** The bodies that would be sent, in order. */
export async function showSample(
  sample: Sample,
  environment: Environment,
): Promise<SampleCall['body'][]> {
  const wire = wires[sample.messenger ?? 'whatsapp'];
  const [written = ''] = (environment['GREEN_ID_INSTANCE'] ?? '').split(',');
  const id = sample.messenger ? wire.idInstance : Number(written) || wire.idInstance;
  const account = { id, wid: ownWid, wire };
  const link = ({ extension }: EventFile): string =>
    `https://do-media-7103.fra1.digitaloceanspaces.com/${id}/00000000-0000-4000-8000-000000000000.${extension}`;
  return (await deliveriesOf(await prepared(sample), account, link)).map(({ body }) => body);
}

/** Sends it to a bot in the sandbox, and waits for what it says. */
export async function triggerSandbox(
  sample: Sample,
  world: { catalog: Catalog; environment: Environment },
  signal: AbortSignal,
): Promise<Triggered> {
  const ready = await prepared(sample);
  const { messenger = 'whatsapp' } = sample;
  const bot = await openDevWorld({ ...world, offline: true, data: undefined, messenger });
  try {
    const { greenApi } = bot;
    const { ownChat } = greenApi.phone;
    const account = {
      id: greenApi.idInstance,
      wid: ownWid,
      ownId: ownChat,
      wire: wires[messenger],
    };
    const deliveries = await deliveriesOf(ready, account, (file) => greenApi.keepFile(file));
    return { event: sample.event.name, to: 'sandbox', ...(await bot.bring(deliveries, signal)) };
  } finally {
    await bot.close();
  }
}

/** Where a bot runs. */
interface BotPlace {
  catalog: Catalog;
  environment: Environment;
  url: string;
  /** Where the file is already. */
  link: string | undefined;
}

/** Sends it to a running bot; rejects where that does not take it. What it answers goes to the phone. */
export async function triggerBot(
  sample: Sample,
  { link, ...place }: BotPlace,
  signal: AbortSignal,
): Promise<Triggered> {
  const { phone } = sample;
  if (phone === undefined)
    throw new CLIError(
      'A running bot answers for real: say with --phone whom, or try it with --sandbox.',
      { exit: 2 },
    );
  if (!URL.canParse(place.url)) throw new CLIError('--url must be an address.', { exit: 2 });
  const ready = await prepared(sample);
  const bot = await openRunningBot({ ...place, phone });
  try {
    const store: Store = (file) => link ?? bot.store(file, signal);
    const deliveries = await deliveriesOf({ ...ready, phone: bot.chat }, bot.account, store);
    const { url, token } = bot;
    const calls = await deliver({ url, token, deliveries, fetch: bot.network.fetch }, signal);
    throwRefused(calls, sample.event.name === 'malformed');
    return { event: sample.event.name, to: shownUrl(url), calls };
  } finally {
    await bot.network.close();
  }
}

/** The address without what may be a secret in it. */
function shownUrl(url: string): string {
  const { origin, pathname } = new URL(url);
  return `${origin}${pathname}`;
}
