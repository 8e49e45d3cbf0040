import type { Inbound } from './channel.ts';

/**
 * Why the bot is silent: somebody wrote on the phone, another program did through the same account, or a person bade it; or by
 * itself: it has handed the chat to a person, or lets it rest.
 */
export type PauseReason = 'phone' | 'program' | 'command' | 'handoff' | 'rest';

/** Why a reply is a dead letter that a person made superfluous. */
export const withdrawnReason = 'paused';

/** That the bot is silent in a chat, or was. Times are Unix milliseconds. */
export interface Pause {
  /** Absent: in every chat. */
  chat?: string;
  reason: PauseReason;
  /** When that was written or commanded which began it, or prolonged it last. */
  at: number;
  /** When the journal took that in: what was due then is not sent any more, also afterwards. 0: there was none, only an end, or it was lifted. */
  begunAt: number;
  /** When it ends, or ended; absent: when a person ends it. */
  until?: number;
  /** When a person ended one of this chat last. */
  resumedAt?: number;
  /** The words that made it, as a digest, where they may be a machine's (they came within seconds of a customer's) and nothing else made or prolonged it. */
  words?: string;
  /** Set once it has run out: whether a customer's question was left there. */
  unanswered?: boolean;
}

/** A pause to be. */
export type NewPause = Omit<Pause, 'begunAt' | 'resumedAt' | 'unanswered'>;

/**
 * What became of it. `paused`: it holds. `own`: the message is one of ours. `known`: the message was taken in before.
 * `over`: it is older than what ended the last pause, or would have ended by now.
 */
export type Begun = 'paused' | 'own' | 'known' | 'over';

/**
 * Where the bot is silent. What is written here holds for the next `outbox.attempt` of every process: in the same transaction
 * it refuses a reply of a chat with a pause, or one that was due when the latest pause began. A pause of every chat does not
 * hold where a person ended the chat's own after it had begun. What is due when the bot's own pause begins (`handoff`, `rest`),
 * or when it is prolonged, still goes out, unless a person's pause begins before it does.
 */
export interface Pauses {
  /**
   * Begins a pause, or prolongs the current one: it then ends at the later of both ends, and keeps the reason `command`, or
   * `handoff` where the bot rests, too. A person's takes the place of the bot's own, end and all, unless it is the older; the bot's own changes nothing
   * of a person's, and is never too old: it is made now, whatever it is about. In the SAME transaction it takes the message in as `inbox.accept` does, where the journal knows the chat's customer; `kept`
   * tells so. With a message of ours (one that the outbox knows as sent) or one that is known nothing happens, `over` only
   * takes the message in. Times of messages are compared in whole seconds: channels tell no more.
   */
  begin(pause: NewPause, message?: Inbound): Promise<{ outcome: Begun; kept: boolean }>;
  /**
   * Lifts a pause that holds and that nothing but these words of a machine made, as if it had never been. In the SAME
   * transaction what the customer wrote meanwhile waits again, as `lifted`, and what a reply answered that was withdrawn
   * (given up as `paused`) since. False: there is no such pause.
   */
  lift(chat: string, words: string): Promise<boolean>;
  /** Ends the pauses of a chat, or of all, that were written or commanded at this moment or before. Resolves with how many held. */
  end(chat: string | undefined, at: number): Promise<number>;
  /** The latest pause of a chat and that of every chat, whether over or not. */
  of(chat: string): Promise<Pause[]>;
  /** Every pause that is known, whether over or not; one that is over for thirty days is forgotten. */
  list(): Promise<Pause[]>;
  /** Notes of a pause that ran out at `until` whether a question was left there. False: it was noted before, or the pause is another by now. */
  conclude(chat: string, until: number, unanswered: boolean): Promise<boolean>;
}

/** The part of a journal that knows where the bot is silent. */
export interface Pausing {
  readonly pauses: Pauses;
}
