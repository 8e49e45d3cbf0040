import type { InstanceSettings } from './instance.ts';
import type { SandboxMessenger } from './messenger.ts';

/** How the sandbox differs from GREEN-API; what is left out is as there, but that lists do not lag. */
export interface GreenApiOptions {
  /** 0, the default, takes a free port. */
  port?: number;
  /** Which messenger it carries; default WhatsApp. */
  messenger?: SandboxMessenger;
  idInstance?: number;
  token?: string;
  settings?: Partial<InstanceSettings>;
  /** The pause before a notification that did not hear 200 is brought again; default 60 s. */
  redeliverMs?: number;
  /** How long notifications and outgoing messages are kept; default 24 h, told by `now`. */
  retentionMs?: number;
  /** How long the receiver of the webhook may take; default 180 s. */
  webhookTimeoutMs?: number;
  /** Notifications under way at a time; default 1. */
  inFlight?: number;
  /** How long the instance is `starting` after setSettings and reboot; default 5 s (GREEN-API: up to five minutes). */
  restartMs?: number;
  /** How far the lists of last messages lag; default 0 (GREEN-API: up to two minutes). */
  journalLagMs?: number;
  /** What sendMessage does while the account is not linked; default `queue`. */
  whenNotAuthorized?: 'queue' | 'refuse';
  /** Calls a second by method, instead of GREEN-API's table; `{}` limits nothing. */
  limits?: Readonly<Record<string, number>>;
  /** Chats a month, as on the free tariff (3); default: as many as come. */
  correspondents?: number;
  /** The time that calls take, in milliseconds; a function may throw dice. */
  latencyMs?: number | ((method: string) => number);
  /** Unix milliseconds: timestamps, retention, lag and limits. Pauses are real. */
  now?: () => number;
}
