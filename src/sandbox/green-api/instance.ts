import { idOnWire, type Wire } from './messenger.ts';

/** A switch of the settings as GREEN-API writes it. */
export type Switch = 'yes' | 'no';

/** The settings of an instance that the sandbox acts on; names and values as on the wire. */
export interface InstanceSettings {
  /** `''`: notifications are polled. */
  webhookUrl: string;
  /** Becomes the Authorization header of webhook calls; `''`: there is none. */
  webhookUrlToken: string;
  /** The pause between two sent messages. */
  delaySendMessagesMilliseconds: number;
  incomingWebhook: Switch;
  /** Statuses of sent messages. */
  outgoingWebhook: Switch;
  /** Messages sent from the owner's phone. */
  outgoingMessageWebhook: Switch;
  /** Messages sent through the API; without it lastOutgoingMessages does not know them. */
  outgoingAPIMessageWebhook: Switch;
  stateWebhook: Switch;
  incomingCallWebhook: Switch;
  pollMessageWebhook: Switch;
  editedMessageWebhook: Switch;
  deletedMessageWebhook: Switch;
}

export type InstanceState =
  | 'authorized'
  | 'notAuthorized'
  | 'starting'
  | 'blocked'
  | 'sleepMode'
  | 'yellowCard'
  | 'suspended'
  /** Of MAX and Telegram alone. */
  | 'pendingPassword'
  | 'pendingCode';

/** Settings of an instance as the README tells to set it up; 500 ms is the least that GREEN-API takes. */
const usualSettings: InstanceSettings = {
  webhookUrl: '',
  webhookUrlToken: '',
  delaySendMessagesMilliseconds: 500,
  incomingWebhook: 'yes',
  outgoingWebhook: 'no',
  outgoingMessageWebhook: 'yes',
  outgoingAPIMessageWebhook: 'yes',
  stateWebhook: 'yes',
  incomingCallWebhook: 'yes',
  pollMessageWebhook: 'no',
  editedMessageWebhook: 'yes',
  deletedMessageWebhook: 'yes',
};

const shortestDelayMs = 500;
const longestDelayMs = 600_000;

/** What setSettings would refuse in a body; undefined when it is right. Unknown fields are passed over. */
export function settingsProblem(body: Readonly<Record<string, unknown>>): string | undefined {
  const known = Object.entries(body).filter(([name]) => name in usualSettings);
  if (Object.keys(body).length === 0) return "'settings' must contain at least one field";
  for (const [name, value] of known) {
    const problem = valueProblem(name as keyof InstanceSettings, value);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function valueProblem(name: keyof InstanceSettings, value: unknown): string | undefined {
  if (name === 'delaySendMessagesMilliseconds') {
    const right =
      Number.isInteger(value) &&
      Number(value) >= shortestDelayMs &&
      Number(value) <= longestDelayMs;
    return right
      ? undefined
      : `'${name}' must be an integer from ${shortestDelayMs} to ${longestDelayMs}`;
  }
  if (typeof value !== 'string') return `'${name}' must be a string`;
  if (name.endsWith('Webhook') && value !== 'yes' && value !== 'no')
    return `'${name}' must be one of [yes, no]`;
  return undefined;
}

/** The account behind the API: its settings and its state. */
export class Instance {
  readonly id: number;
  /** The account's own chat, by its phone. */
  readonly wid: string;
  /** What of the vendor's wire its messenger has. */
  readonly wire: Wire;
  readonly #changed: () => void;
  #settings: InstanceSettings;
  #state: InstanceState = 'authorized';
  #restart: NodeJS.Timeout | undefined;

  /** `changed` is called after every change of settings or state. */
  constructor(
    { id, wid, wire }: Pick<Instance, 'id' | 'wid' | 'wire'>,
    settings: Partial<InstanceSettings>,
    changed: () => void,
  ) {
    this.id = id;
    this.wid = wid;
    this.wire = wire;
    this.#settings = { ...usualSettings, ...settings };
    this.#changed = changed;
  }

  get settings(): Readonly<InstanceSettings> {
    return this.#settings;
  }

  /** The account's own id. */
  get ownId(): string {
    return idOnWire(this.wid, this.wire);
  }

  get state(): InstanceState {
    return this.#state;
  }

  /** Takes effect at once and without a restart. */
  configure(settings: Partial<InstanceSettings>): void {
    this.#settings = { ...this.#settings, ...settings };
    this.#changed();
  }

  setState(state: InstanceState): void {
    clearTimeout(this.#restart);
    this.#state = state;
    this.#changed();
  }

  /** Is `starting` for this long, then what it was before. */
  restart(ms: number): void {
    const before = this.#state === 'starting' ? 'authorized' : this.#state;
    this.setState('starting');
    this.#restart = setTimeout(() => this.setState(before), ms);
  }

  close(): void {
    clearTimeout(this.#restart);
  }
}
