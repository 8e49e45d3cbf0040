import type { CaseEnding, NewCase } from './cases.ts';
import type { Inbound, Outbound, Reply } from './channel.ts';
import type { ChatRuleChange } from './chat-rules.ts';
import type { Language } from '../language/index.ts';
import type { NewNotice } from './notices.ts';
import type { NewPause } from './pauses.ts';
import type { TurnRecord } from './turn-record.ts';

/** An accepted message that waits for its turn. `tries` counts the turns that failed on it. */
export interface Waiting {
  inbound: Inbound;
  tries: number;
  acceptedAt: number;
  /** Lives of a process that ended in the midst of a turn on it. */
  deaths: number;
  /** Those of them in which that turn was alone. */
  lonelyDeaths: number;
}

/** What is noted of a turn: it begins, beside others or alone, or it was left without an end, as by a stop. */
export type TurnMark = 'beside others' | 'alone' | 'left';

/** What a turn brings about beside its replies, in the same transaction. */
export interface Consequences {
  /** Begins in this chat, as by `pauses.begin`; replies that are due by then, and this turn's own, still go out unless a person's pause follows. */
  pause?: Omit<NewPause, 'chat'>;
  /** Opened as by `cases.open`, for what the turn dealt with: a message that came meanwhile is newer. */
  opens?: NewCase;
  /** Opened beside all else, and nobody is told: a question that had no answer. */
  unanswered?: NewCase;
  /** Added as by `notices.add`; about the case that is opened, where one is. */
  notices?: readonly NewNotice[];
  /** Ends a case as by `cases.end`, perhaps of another chat; where it could not end so, `otherwise` is said in the place of `replies`. */
  ends?: CaseEnding & { otherwise: readonly Reply[] };
  /** Holds for this chat from now on, as by `rules.set`. */
  rule?: ChatRuleChange;
}

/** What ends a turn; the journal makes all of it true in one transaction, or none. */
export interface Settlement extends Consequences {
  chat: string;
  /** Ids of the inbound messages that this turn dealt with. */
  inbound: string[];
  /** Messages due to the customer, in order; empty when there is nothing to say. */
  replies: Reply[];
  /** What the memory must take in; kept until `remembered`. */
  record: TurnRecord;
  /** Set when the messages were given up: they become dead letters with this reason. */
  givenUp?: string;
}

/** A reply that has not been sent yet, in the form in which it was settled. */
export interface Due extends Outbound {
  /** The journal's own id of the row, stable over restarts. */
  id: string;
  /** When the turn that wrote it was settled, or a person put it back; Unix milliseconds. */
  createdAt: number;
  /** Failed tries so far. */
  tries: number;
  /** When the latest try began, unless its end is known; Unix milliseconds. */
  attemptedAt?: number;
  /** Not before this moment, Unix milliseconds. */
  notBefore: number;
  /** Set when no turn wrote it: it goes out also while the bot is silent. */
  added?: true;
}

/** What was given up: a customer's message, a reply to one (in its form), or a notification that can never become a message. */
export interface DeadLetter extends Pick<Reply, 'voice'> {
  /** Short and without spaces, for a person to type; stable until the letter is put back. */
  id: string;
  kind: 'inbound' | 'outbound' | 'invalid';
  /** Absent when `invalid`. */
  chat?: string;
  reason: string;
  /** When it was given up, Unix milliseconds. */
  at: number;
  /** The Inbound as JSON, the reply's text, or the notification as it came. */
  body: string;
  /** The `id` of the Due that it was; only of a reply. */
  reply?: string;
}

/** What something cost that was paid for: an answer, the summary of a chat, a voice note spoken for a customer. */
export type ChargeKind = 'answer' | 'summary' | 'speech';

/** What one turn cost, or a summary or a voice note made beside the turns; no texts. */
export interface Charge extends Pick<
  TurnRecord,
  'chat' | 'at' | 'model' | 'usage' | 'ms' | 'promptVersion'
> {
  kind: ChargeKind;
  language?: Language;
  /** How often functions were called, by their names. */
  calls?: Readonly<Record<string, CallCounts>>;
}

/** How often a function was called. */
export interface CallCounts {
  calls: number;
  /** Of them: the other side refused, and nothing was done. */
  refused?: number;
  /** Of them: it failed, or nobody knows whether it was done. */
  failed?: number;
}

/** What became of a message that was offered. */
export interface Accepted {
  /** False: it was there already, in whatever state. */
  isNew: boolean;
  /**
   * Resolves when the message survives a power cut, too: only then may its vendor forget it. Rejects with a retryable
   * ServiceError when that cannot be said, which nobody needs to handle. Simultaneous calls share a sync.
   */
  durable: Promise<void>;
}

/** A message that is done: answered, passed over, or dropped by a person. */
export interface Ended {
  inbound: Inbound;
  /** When it was done, Unix milliseconds. */
  at: number;
}

/** A reply that went out. */
export interface Sent {
  chat: string;
  /** The channel's id for it, unique within its chat only. */
  id: string;
  text: string;
  /** When that was recorded, Unix milliseconds. */
  at: number;
}

/** How many messages wait for an answer, replies are due, and dead letters are kept. */
export interface JournalCounts {
  waiting: number;
  due: number;
  dead: number;
}
