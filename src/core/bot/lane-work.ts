import type { Waiting } from '../kinds/journal.ts';

/** What the lanes drive. All times are Unix milliseconds. */
export interface LaneWork {
  /** A chat's waiting messages, in order. */
  waiting(chat: string): Promise<Waiting[]>;
  /**
   * Deals with these messages to the end: settled or postponed in the journal, never rejecting for a failed turn. Aborted
   * with `superseded` or `stopping` as the reason, it leaves them waiting; `seal` is called when it can no longer be
   * aborted for a newer message. Resolves with the moment before which the chat must rest, if it must.
   */
  turn(
    chat: string,
    waiting: readonly Waiting[],
    signal: AbortSignal,
    seal: () => void,
  ): Promise<number | undefined>;
  /** Told when something unexpected failed (the journal, a bug); resolves with the moment of the next try. */
  failed(chat: string, error: unknown): number;
  now(): number;
}

export interface LaneTiming {
  /** How long a chat must be quiet before its turn begins; 0 begins at once. */
  quietMs: number;
  /** The longest total wait from the first waiting message. */
  quietMaxMs: number;
}
