import type { Account, Notification } from '../../../sandbox/green-api/payloads.ts';

/** A file that a sample brings along. */
export interface EventFile {
  bytes: Uint8Array;
  mimeType: string;
  /** As a sender's phone names it; recordings and pictures go by another one. */
  name: string;
  /** Without the dot. */
  extension: string;
}

/** One webhook call. */
export interface SampleCall {
  /** A notification as GREEN-API writes it, or bytes that are none. */
  body: Notification | string;
  /** How long to wait before it, milliseconds. */
  afterMs?: number;
}

/** What a sample is made of. */
export interface SampleContext {
  account: Account;
  /** The customer's chat. */
  chat: string;
  /** What the customer is called in WhatsApp. */
  name: string;
  /** Unix milliseconds. */
  now: number;
  /** A fresh id for a message. */
  newId: () => string;
  /** What is said, where the person has given words. */
  words: string | undefined;
  /** The file, with the link under which the bot finds it. */
  file: (EventFile & { link: string }) | undefined;
}

/** What a person may add behind the name of an event. */
export type SampleDetail = 'words' | 'voice' | 'image' | 'document' | 'none';

/** One kind of event that GREEN-API notifies of. */
export interface SampleEvent {
  name: string;
  /** What it is, and what the bot makes of it. */
  summary: string;
  detail: SampleDetail;
  /** The webhook calls that it consists of, in order. */
  make(context: SampleContext): SampleCall[];
}
