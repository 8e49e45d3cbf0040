import type { Inbound, Outbound } from './channel.ts';
import type { TurnRecord } from '../turn-record.ts';

/** An accepted message that waits for its turn. `tries` counts the turns that failed on it. */
export interface Waiting {
  inbound: Inbound;
  tries: number;
  acceptedAt: number;
}

/** What ends a turn; the journal makes all of it true in one transaction, or none. */
export interface Settlement {
  chat: string;
  /** Ids of the inbound messages that this turn dealt with. */
  inbound: string[];
  /** Messages due to the customer, in order; empty when there is nothing to say. */
  replies: string[];
  /** What the memory must take in; kept until `remembered`. */
  record: TurnRecord;
  /** Set when the messages were given up: they become dead letters with this reason. */
  givenUp?: string;
}

/** A reply that has not been sent yet. */
export interface Due extends Outbound {
  /** The journal's own id of the row, stable over restarts. */
  id: string;
  /** When the turn that wrote it was settled, Unix milliseconds. */
  createdAt: number;
  /** Failed tries so far. */
  tries: number;
  /** When a try began whose end was never recorded, Unix milliseconds. */
  attemptedAt?: number;
  /** Not before this moment, Unix milliseconds. */
  notBefore: number;
}

export interface DeadLetter {
  id: string;
  kind: 'inbound' | 'outbound' | 'invalid';
  chat?: string;
  reason: string;
  at: number;
  body: string;
}

export interface JournalCounts {
  waiting: number;
  due: number;
  dead: number;
}

/**
 * What is owed: the inbox and the outbox, durable and in one place, so that both change together. A call that resolves
 * is on the disk (survives a killed process; `accept`, `settle` and `reject` also survive a power cut). A call rejects
 * with a retryable ServiceError when it cannot be written. Times are Unix milliseconds. What has been finished for three
 * days is forgotten (GREEN-API repeats a notification for 24 hours at most); dead letters stay for thirty.
 */
export interface Journal {
  readonly inbox: Inbox;
  readonly outbox: Outbox;
  readonly turns: Turns;
  readonly letters: DeadLetters;
  /** What is in it, after proving by a write that it can be written; rejects when it cannot. */
  health(): Promise<JournalCounts>;
  close(): Promise<void>;
}

/** Messages from customers. */
export interface Inbox {
  /** Stores a message once (key: chat + id). False: it was there already, in whatever state. Simultaneous calls share a commit. */
  accept(inbound: Inbound): Promise<boolean>;
  /** Chats that have messages waiting, with the earliest moment at which they may be tried. */
  chats(): Promise<{ chat: string; notBefore: number }[]>;
  /** A chat's waiting messages in the order of acceptance. */
  waiting(chat: string): Promise<Waiting[]>;
  /** Counts one failed turn on these messages and holds the chat back until `notBefore`. */
  postpone(chat: string, ids: string[], notBefore: number, reason: string): Promise<void>;
}

/** Ended turns. */
export interface Turns {
  /** Ends a turn in ONE transaction: inbound done (or given up), replies due, record kept. Resolves with the replies now due. */
  settle(settlement: Settlement): Promise<Due[]>;
  /** Records that memory has not confirmed yet, oldest first. */
  unremembered(): Promise<TurnRecord[]>;
  /** Memory has taken this record in. */
  remembered(id: string): Promise<void>;
}

/** Replies to customers. */
export interface Outbox {
  /** Replies not yet sent, of one chat or of all, each chat's in order. */
  due(chat?: string): Promise<Due[]>;
  /** A try begins now: recorded before the request leaves. */
  attempt(id: string, at: number): Promise<void>;
  /** It went out under the channel's id. */
  sent(id: string, channelId: string): Promise<void>;
  /** The try failed: again not before the moment. `unsent`: it certainly had no effect; `unknown`: it may have had one. */
  retry(id: string, notBefore: number, reason: string, outcome: 'unsent' | 'unknown'): Promise<void>;
  /** Given up: becomes a dead letter and no longer holds up its chat. */
  giveUp(id: string, reason: string): Promise<void>;
  /** Channel ids of a chat's replies that are recorded as sent. */
  sentIds(chat: string): Promise<ReadonlySet<string>>;
}

/** What was given up, kept for a person to look at. */
export interface DeadLetters {
  /** Keeps something that can never become a message. At most 64 KiB of the body are kept. */
  reject(body: Uint8Array, reason: string): Promise<void>;
  /** Newest first. */
  list(limit: number): Promise<DeadLetter[]>;
}
