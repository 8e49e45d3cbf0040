import type { Alert } from './alert-message.ts';

export type * from './alert-message.ts';

/** A way on which alerts reach people. Several serve at once: every one whose settings are there. */
export interface AlertRoute {
  /**
   * What becomes of a try whose outcome is unknown: repeated as often as needed, as the receiver knows the id (`idempotent`);
   * repeated `once`; or everything after `send` is the outbox's (`outbox`), where the same id is one message.
   */
  readonly repeats: 'idempotent' | 'once' | 'outbox';
  /**
   * Brings one alert, however long; ends when `signal` aborts, with its reason. Rejects with a ServiceError that holds no secret,
   * no phone number and nothing of what the alert says; `outcomeUnknown`: it may have arrived, otherwise it certainly did not.
   */
  send(alert: Alert, signal: AbortSignal): Promise<void>;
}

/** How somebody says in which chat alerts are wanted. */
export interface Pairing {
  /** What the person has to do, in one sentence. Rejects with a WabotError. */
  invite(signal: AbortSignal): Promise<string>;
  /** Waits until that was done; resolves with the chat as it stands in the settings. Rejects with a WabotError. */
  chat(signal: AbortSignal): Promise<string>;
}
