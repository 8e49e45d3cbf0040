import { fine, type Finding } from '../../../core/kinds/finding.ts';
import type {
  SampleFile,
  WebhookChange,
  WebhookPlan,
  WebhookSetup,
  WebhookState,
} from '../../../core/kinds/webhook-setup.ts';
import type { Client } from './client.ts';
import type { Sleeper } from './deadline.ts';
import { invalidResponse } from './errors.ts';
import { fieldsOf, type UnknownObject } from '../../../core/plugin-api/failures.ts';
import type { ChannelValues } from './settings.ts';
import { messengerById, messengerOf } from './messenger.ts';
import { ask } from './state.ts';
import { checkAddress, shownUrl } from './webhook-address.ts';
import { checkToken, tokenState, unfitToken } from './token-state.ts';

const writeTimeoutMs = 20_000;

const uploadTimeoutMs = 60_000;

type Ours = Pick<
  ChannelValues,
  'idInstance' | 'webhookUrl' | 'webhookToken' | 'poll' | 'openWebhook'
>;

/** Notifications that must be switched on, and why the bot needs them. */
const neededFlags: Readonly<Record<string, { level: 'problem' | 'warning'; without: string }>> = {
  incomingWebhook: { level: 'problem', without: 'customers’ messages do not reach the bot' },
  outgoingMessageWebhook: {
    level: 'problem',
    without: 'the bot does not see what you write on the phone, and talks over you',
  },
  incomingCallWebhook: { level: 'warning', without: 'the bot hears of no missed call' },
  outgoingAPIMessageWebhook: {
    level: 'warning',
    without: 'a reply may go out twice after a crash',
  },
  stateWebhook: {
    level: 'warning',
    without: 'the bot learns up to a minute late that the account is offline',
  },
};

/** What the bot follows where it is told, and lives without; older servers do not have them. */
const helpfulFlags = ['editedMessageWebhook', 'deletedMessageWebhook'];

function textOf(fields: UnknownObject, name: string): string {
  const value = fields[name];
  return typeof value === 'string' ? value : '';
}

/** The notifications that the bot needs of this instance: what a messenger other than WhatsApp does not have in its settings is not missed. */
function neededOf(fields: UnknownObject, { idInstance }: Ours): string[] {
  const messenger = messengerOf(fields['typeInstance']) ?? messengerById(idInstance);
  const isThere = (name: string): boolean => messenger.type === 'whatsapp' || name in fields;
  return Object.keys(neededFlags).filter(isThere);
}

function toState(fields: UnknownObject, ours: Ours): WebhookState {
  const url = textOf(fields, 'webhookUrl');
  return {
    url: url === '' ? null : shownUrl(url),
    token: tokenState(textOf(fields, 'webhookUrlToken'), ours.webhookToken),
    settings: neededOf(fields, ours).map((name) => ({
      name,
      value: textOf(fields, name),
      needed: 'yes',
    })),
  };
}

/** What GREEN-API's settings mean for the bot: where messages go, under which token, and what it is told of. */
export function compareSettings(fields: UnknownObject, ours: Ours): Finding[] {
  const url = textOf(fields, 'webhookUrl');
  const state = toState(fields, ours);
  return [checkAddress(url, ours), ...checkToken(url, state.token, ours), ...checkFlags(state)];
}

function checkFlags({ settings }: WebhookState): Finding[] {
  const off = settings.filter(({ value, needed }) => value !== needed);
  if (off.length === 0) return [fine('the notifications that the bot needs are switched on')];
  return off.map(({ name }) => {
    const { level = 'warning' as const, without = '' } = neededFlags[name] ?? {};
    const suggestions = [`Switch on ${name} in the GREEN-API console, or run wabot webhook set.`];
    return { level, message: `${name} is off: ${without}`, suggestions };
  });
}

/** What has to be written so that messages come to this address; undefined: to nowhere, and nothing else changes. */
function wanted(
  url: string | undefined,
  ours: Ours,
  fields: UnknownObject,
): Record<string, string> {
  const { webhookToken } = ours;
  if (url === undefined) return { webhookUrl: '' };
  const names = [...neededOf(fields, ours), ...helpfulFlags.filter((name) => name in fields)];
  const flags = Object.fromEntries(names.map((name) => [name, 'yes']));
  return {
    webhookUrl: url,
    ...(webhookToken === undefined ? {} : { webhookUrlToken: webhookToken }),
    ...flags,
  };
}

function changed(
  fields: UnknownObject,
  [name, value]: [string, string],
  { webhookToken }: Ours,
): WebhookChange | undefined {
  const now = textOf(fields, name);
  if (name === 'webhookUrlToken') {
    const token = tokenState(now, webhookToken);
    return token === 'ours' ? undefined : { setting: name, from: token, to: 'ours' };
  }
  if (now === value) return undefined;
  const shown = (text: string): string =>
    text === '' ? 'none' : name === 'webhookUrl' ? shownUrl(text) : text;
  return { setting: name, from: shown(now), to: shown(value) };
}

/** The webhook in the settings of the instance. */
export class GreenApiWebhook implements WebhookSetup {
  readonly consequence =
    'GREEN-API restarts the instance after a change: for up to five minutes it may receive and send nothing; messages wait meanwhile.';
  readonly #ours: Ours;
  readonly #client: Client;
  readonly #pause: Sleeper;

  constructor(ours: Ours, client: Client, pause: Sleeper) {
    this.#ours = ours;
    this.#client = client;
    this.#pause = pause;
  }

  get address(): string | undefined {
    return this.#ours.webhookUrl;
  }

  async read(signal: AbortSignal): Promise<WebhookState> {
    return toState(await ask('getSettings', this.#client, this.#pause, signal), this.#ours);
  }

  async plan(url: string | undefined, signal: AbortSignal): Promise<WebhookPlan> {
    const unfit = url === undefined ? undefined : unfitToken(this.#ours);
    if (unfit) throw unfit;
    const fields = await ask('getSettings', this.#client, this.#pause, signal);
    const all = Object.entries(wanted(url, this.#ours, fields));
    const changes = all.flatMap((entry) => changed(fields, entry, this.#ours) ?? []);
    const body = Object.fromEntries(
      all.filter(([name]) => changes.some(({ setting }) => setting === name)),
    );
    return {
      changes,
      apply: async (until) => (changes.length === 0 ? undefined : this.#write(body, until)),
    };
  }

  async store({ bytes, mimeType }: SampleFile, signal: AbortSignal): Promise<string> {
    const file = { bytes, mimeType };
    const call = { verb: 'POST', name: 'uploadFile', file, timeoutMs: uploadTimeoutMs } as const;
    const { urlFile } = fieldsOf((await this.#client.call(call, signal)).body);
    if (typeof urlFile !== 'string' || !URL.canParse(urlFile)) throw invalidResponse(false);
    return urlFile;
  }

  async #write(body: object, signal: AbortSignal): Promise<void> {
    const call = {
      verb: 'POST',
      name: 'setSettings',
      body,
      timeoutMs: writeTimeoutMs,
      effect: true,
    } as const;
    const answer = await this.#client.call(call, signal);
    if (fieldsOf(answer.body)['saveSettings'] !== true) throw invalidResponse(true);
  }
}
