/** One of the vendor's settings that matter to the bot, by the vendor's name. */
export interface WebhookSetting {
  name: string;
  value: string;
  /** The value that the bot needs. */
  needed: string;
}

/** Where the vendor brings messages now. */
export interface WebhookState {
  /** What follows the path is hidden: it may hold a secret. Null when messages are brought nowhere. */
  url: string | null;
  /** Whether the vendor proves itself with the token that our settings name. */
  token: 'ours' | 'another' | 'none';
  settings: WebhookSetting[];
}

/** A setting of the vendor as it is and as it would become; a secret in a word for it, never itself. */
export interface WebhookChange {
  setting: string;
  from: string;
  to: string;
}

/** What would have to be written. */
export interface WebhookPlan {
  /** Empty when everything is as it should be. */
  changes: WebhookChange[];
  /** Writes these changes and nothing else; no call at all when there are none. */
  apply(signal: AbortSignal): Promise<void>;
}

/** A file as a customer would send it. */
export interface SampleFile {
  bytes: Uint8Array;
  mimeType: string;
}

/** The vendor's side of the webhook. Failures are WabotErrors; every call ends when its signal aborts. */
export interface WebhookSetup {
  /** The bot's own address, where its settings name one. */
  readonly address: string | undefined;
  /** What a write brings about besides, in a sentence for the person who is asked. */
  readonly consequence: string;
  read(signal: AbortSignal): Promise<WebhookState>;
  /** Reads, and works out what differs from messages being brought to this address; undefined: to nowhere. */
  plan(url: string | undefined, signal: AbortSignal): Promise<WebhookPlan>;
  /** Keeps a file where the vendor keeps those of customers, and sends it to nobody: the link to it. */
  store?(file: SampleFile, signal: AbortSignal): Promise<string>;
}
