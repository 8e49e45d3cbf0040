import type { WorkOutcome } from '../chat-loops.ts';
import type { Waiting } from '../kinds/journal.ts';

/** What the lanes drive. All times are Unix milliseconds. */
export interface LaneWork {
  /** A chat's waiting messages, in order. */
  waiting(chat: string): Promise<Waiting[]>;
  /**
   * Deals with these messages to the end: settled or postponed in the journal, never rejecting for a failed turn. Aborted
   * with `superseded` or `stopping` as the reason, it leaves them waiting; `seal` is called when it can no longer be
   * aborted for a newer message. Resolves with when the chat's next turn may begin, where it must rest before.
   */
  turn(
    chat: string,
    waiting: readonly Waiting[],
    signal: AbortSignal,
    seal: () => void,
  ): Promise<WorkOutcome>;
  /** Told when something unexpected failed (the journal, a bug); says when it is tried again. */
  failed(chat: string, error: unknown): WorkOutcome;
  now(): number;
}

export interface LaneTiming {
  /** How long a chat must be quiet before its turn begins; 0 begins at once. */
  quietMs: number;
  /** The longest total wait from the first waiting message. */
  quietMaxMs: number;
}
