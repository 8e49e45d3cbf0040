import type { Cases } from './cases.ts';
import type { Inbound, Reply } from './channel.ts';
import type { ChatRules } from './chat-rules.ts';
import type { Cluster } from './cluster.ts';
import type { KeepingDeeds } from './deeds.ts';
import type {
  Accepted,
  Charge,
  DeadLetter,
  Due,
  Ended,
  JournalCounts,
  Sent,
  Settlement,
  TurnMark,
  Waiting,
} from './journal-items.ts';
import type { Notices } from './notices.ts';
import type { Pausing } from './pauses.ts';
import type { TurnRecord } from './turn-record.ts';

export type * from './journal-items.ts';

/**
 * What is owed: the inbox and the outbox, durable and in one place, so that both change together. A call that resolves
 * survives a killed process; what `reject` and `Accepted.durable` resolve for survives a power cut, too, and so does what was
 * written before an `attempt`, a moment after it. A call rejects
 * with a retryable ServiceError when it cannot be written, and works again when the cause is gone. Times are Unix
 * milliseconds. What has been finished for three days is forgotten (GREEN-API repeats a notification for 24 hours at
 * most); dead letters, ended cases and closed notices stay for thirty, accounts for 400. Forgetting may lag behind by the next few writes.
 */
export interface Journal extends Pausing, KeepingDeeds {
  readonly inbox: Inbox;
  readonly turns: Turns;
  readonly outbox: Outbox;
  readonly letters: DeadLetters;
  readonly finished: Finished;
  readonly accounts: Accounts;
  readonly ownership: Ownership;
  readonly cases: Cases;
  readonly notices: Notices;
  readonly rules: ChatRules;
  /**
   * What is in it, after proving (once a second at most) by a write and a read along the path of a message, nothing of which
   * stays, that messages can be taken; rejects when they cannot. With a message that was `refused` the path is its own.
   */
  health(refused?: Inbound): Promise<JournalCounts>;
  /**
   * Removes a person everywhere: messages, replies, letters, records, accounts, cases and what the owners are told of them.
   * That nobody there is answered stays. Resolves with how many of them there were. Bookings that are kept in the same place
   * forget who made them. `phone`: the digits of their phone, where the chat's id is another number and texts name the phone.
   */
  erase(chat: string, phone?: string): Promise<number>;
  /** Ends what is being written and closes it; later calls reject. */
  close(): Promise<void>;
}

/** Messages from customers. */
export interface Inbox {
  /** Stores a message once (key: chat + id). Simultaneous calls share a commit. */
  accept(inbound: Inbound): Promise<Accepted>;
  /** Chats that have messages waiting, with the earliest moment at which they may be tried. */
  chats(): Promise<{ chat: string; notBefore: number }[]>;
  /** A chat's waiting messages in the order of acceptance. */
  waiting(chat: string): Promise<Waiting[]>;
  /** Counts one failed turn on these messages and holds the chat back until `notBefore`. */
  postpone(chat: string, ids: string[], notBefore: number, reason: string): Promise<void>;
  /** A message by its id, whatever became of it, as long as it is known; of several chats' the one accepted last. */
  find(id: string): Promise<Inbound | undefined>;
}

/** Ended turns. */
export interface Turns {
  /**
   * Ends a turn in ONE transaction: inbound done (or given up), replies due, record kept. Resolves with the chat's replies
   * now due. The same settlement again changes nothing, unless a person has put its messages back meanwhile; nor does one
   * whose messages are all unknown: their customer was erased while it was made.
   */
  settle(settlement: Settlement): Promise<Due[]>;
  /**
   * Notes before a turn on these messages begins that it does, or that it was left. When the process dies in the midst of it
   * (the turn was neither settled, postponed nor left), that is one death of each of these messages for anyone who has the
   * journal next, however often they were begun in one life.
   */
  mark(chat: string, ids: readonly string[], mark: TurnMark): Promise<void>;
  /** Records that memory has not confirmed yet, of one chat or of all, oldest first. */
  unremembered(chat?: string): Promise<TurnRecord[]>;
  /** Memory has taken this record in. False: the journal no longer knows the turn, because its customer was erased since. */
  remembered(record: Pick<TurnRecord, 'id' | 'chat'>): Promise<boolean>;
}

/** Replies to customers. */
export interface Outbox {
  /**
   * Makes replies due that no turn wrote, behind what the chat is owed already, in ONE transaction with the record that
   * memory must take in. Resolves with them; with the same record again nothing is added, and those that are still due come.
   */
  add(chat: string, replies: readonly Reply[], record: TurnRecord): Promise<Due[]>;
  /** Replies not yet sent, of one chat or of all, each chat's in order. */
  due(chat?: string): Promise<Due[]>;
  /**
   * A try begins now: recorded before the request leaves. False: it must not go out, as it is not owed any more, or as the bot
   * is silent in its chat or was when it was due (see `Pauses` and `ChatRules`; what a person added goes out all the same); it is then still due.
   */
  attempt(id: string, at: number): Promise<boolean>;
  /** It went out under the channel's id. False: it was not owed any more, such as when its customer was erased. */
  sent(id: string, channelId: string): Promise<boolean>;
  /** The try failed: again not before the moment. `unsent`: it certainly had no effect; `unknown`: it may have had one. */
  retry(
    id: string,
    notBefore: number,
    reason: string,
    outcome: 'unsent' | 'unknown',
  ): Promise<void>;
  /** Given up: becomes a dead letter and no longer holds up its chat. */
  giveUp(id: string, reason: string): Promise<void>;
}

/** What was given up, kept for a person to look at. */
export interface DeadLetters {
  /**
   * Keeps something that can never become a message. At most 64 KiB of the body are kept, whole characters only; of all such
   * letters the newest, at most 500 and 4 MiB of bodies.
   */
  reject(body: Uint8Array, reason: string): Promise<void>;
  /** Newest first. */
  list(limit: number): Promise<DeadLetter[]>;
  show(id: string): Promise<DeadLetter | undefined>;
  /**
   * Puts a message back at the end of its chat's queue, or makes a reply due again, as if it had never failed; a try whose
   * end is unknown stays on record, and so do a message's deaths but for the lonely ones. False: there is no such letter, or it can never become a message.
   * `again`: a person wants it answered; the message says so from then on.
   */
  retry(id: string, again?: boolean): Promise<boolean>;
  /** Removes a letter; its message is still known and not accepted again. False: there is no such letter. */
  drop(id: string): Promise<boolean>;
}

/** What is done and still known, so that it is done once. */
export interface Finished {
  /** Messages that are done, in any order; one may come twice. */
  ended(): AsyncIterable<Ended>;
  /** Takes over from another journal what is done there: known from now on. What is known here already stays as it is. */
  know(ended: readonly Ended[]): Promise<void>;
  /** Channel ids of a chat's replies that are recorded as sent. */
  sentIds(chat: string): Promise<ReadonlySet<string>>;
  /** What a reply said that went out to a chat under this id; undefined: it is not known (any more), or its words were erased. */
  sentText(chat: string, id: string): Promise<string | undefined>;
  /** Replies that went out, in any order; one may come twice. */
  sent(): AsyncIterable<Sent>;
  /** Takes over from another journal what went out there. What is known here already stays as it is. */
  knowSent(sent: readonly Sent[]): Promise<void>;
}

/** What was paid for. */
export interface Accounts {
  /** Writes down what was paid for beside the turns, whose own cost is in their records. The same charge twice counts twice. */
  charge(charge: Charge): Promise<void>;
  /** What was paid for since this moment, oldest first. */
  usage(since: number): AsyncIterable<Charge>;
}

/** Who processes the journal. */
export interface Ownership {
  /** How processes divide the work; absent when one process works alone. */
  readonly cluster?: Cluster;
  /**
   * Takes it for this process until `close` or death; others may still read it and put letters back. Rejects with the
   * SetupError `setup.journal.claimed` when another process holds it and two cannot share it. `changed` is called within
   * seconds after another process changed something, and again while it rejects.
   */
  claim(changed: () => Promise<void>): Promise<void>;
  /** Whether some process holds it now, this one or another. */
  claimed(): Promise<boolean>;
}
