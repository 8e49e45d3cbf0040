import type { Channel, Media, WebhookRequest } from '../../core/kinds/channel.ts';
import type { Served, Trouble, Vendor } from '../service/vendor.ts';

/** How the vendor of a channel may fail every call. `lost` ends before a message is taken. */
export type ChannelTrouble =
  | Trouble
  /** It takes what is sent, and the connection is lost before its answer. */
  | 'taken';

/** What a customer wrote. */
export interface Written {
  id: string;
  /** One of the vendor's `chats`. */
  chat: string;
  /** Unix milliseconds, in whole seconds. */
  at: number;
  name: string;
  text: string;
}

/** What went out through the vendor. */
export interface VendorSent {
  id: string;
  chat: string;
  /** The caption of what is spoken, where it has one. */
  text: string;
  spoken: boolean;
}

/** The vendor's side of a channel, as the user of the suite plays it. */
export interface ChannelVendor extends Vendor<ChannelTrouble> {
  /** The clock that the channel was made with, Unix milliseconds. */
  now(): number;
  /** Two customers' chats. Phone numbers in them belong to `secrets`, in digits. */
  readonly chats: readonly [string, string];
  /** The webhook call that brings what a customer wrote, with the vendor's proof. */
  brings(message: Written): WebhookRequest;
  /** The webhook call that tells of a message which the account itself sent. */
  echoes(message: Written): WebhookRequest;
  /** What went out, in order. Its lists show nothing of it until `catchesUp`. */
  sent(): readonly VendorSent[];
  /** So much time passes that its lists show all that went out. */
  catchesUp(): void;
  /** Has a customer's file: these bytes, none any more (`gone`), or bytes without an end. */
  keeps(file: Uint8Array | 'gone' | 'endless'): { media: Media; of: { chat: string; id: string } };
  /** Whether the account can send. */
  links(ready: boolean): void;
  /** The states that an account of its messenger may be in, by the vendor's word, each with whether it can send then; absent: those of `links`. */
  readonly states?: readonly (readonly [word: string, ready: boolean])[];
  /** Puts the account into one of `states`. */
  puts?(state: string): void;
  /** Puts a message into the queue from which `listen` fetches; for channels with `listen`. */
  queues?(message: Written): void;
  /** How many wait in that queue. */
  waiting?(): number;
}

/** A channel and the vendor behind it. */
export interface OpenedChannel extends Served<ChannelTrouble> {
  channel: Channel;
  vendor: ChannelVendor;
}

/** A message of the first customer. */
export function written({ chats }: ChannelVendor, fields: Partial<Written> = {}): Written {
  const at = Date.UTC(2026, 10, 24, 12);
  const text = 'Сколько стоит курс?';
  return {
    id: 'F7AEC1B7086ECDC7E6E45923F5EDB825',
    chat: chats[0],
    at,
    name: 'Айгерим',
    text,
    ...fields,
  };
}
