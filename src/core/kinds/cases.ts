import type { Language } from '../language/index.ts';
import type { Inbound, Reply } from './channel.ts';
import type { NewNotice } from './notices.ts';
import type { NewPause } from './pauses.ts';
import type { JsonObject } from './tool.ts';
import type { TurnRecord } from './turn-record.ts';

/** A matter for a person: somebody is asked for, an answer waits to be approved, a question or a request was left, a question had no answer. */
export type CaseKind = 'ticket' | 'draft' | 'left' | 'request' | 'question';

/** How a matter ended; `void`: it became pointless, as by a newer message; `listed`: the owners have it in a list; `delivered`: it is in every sink. */
export type CaseOutcome =
  | 'answered'
  | 'closed'
  | 'dropped'
  | 'void'
  | 'expired'
  | 'listed'
  | 'delivered';

/** One thing that a customer has told for a request. */
export interface RequestField {
  /** As the owner's file names it: letters, digits and `_`. */
  name: string;
  /** As people read it. */
  label: string;
  /** In the customer's words. */
  value: string;
  /** It is a phone number that the customer typed, and not the chat's own. */
  said?: true;
}

/** What a person needs to deal with it. Texts are bounded by whoever opens the case: at most 16 KiB as JSON. */
export interface CaseAbout {
  /** The customer's name. */
  name?: string;
  language?: Language;
  /** Why it was opened: `asked`, `refuses-ai`, `model`, `closed`, `stale`, `no-answer`, `promise`, … */
  reason?: string;
  /** What it is about, in lines. */
  summary?: string[];
  /** What the customer asked last, word for word. */
  question?: string;
  /** When that was written, where the case was opened long after; Unix milliseconds. */
  writtenAt?: number;
  /** What a request holds. */
  fields?: RequestField[];
  /** The number that the chat shows, with plus, where a request was left there. */
  phone?: string;
  /** What the bot would say. */
  proposal?: Reply[];
  /** What is done first where an owner agrees: a call of a function, and the message by which the deed is known. */
  call?: { name: string; args: JsonObject; message: string };
  /** When nobody can decide on it any more, Unix milliseconds. */
  expiresAt?: number;
}

/** A matter to be opened. */
export interface NewCase {
  /** Stable over reruns of what opens it. */
  id: string;
  kind: CaseKind;
  /** The customer's chat. */
  chat: string;
  /** Unix milliseconds. */
  at: number;
  about: CaseAbout;
}

/** How a matter ended, when (Unix milliseconds), and through whom: an owner's chat, a command. */
export interface CaseEnd {
  outcome: CaseOutcome;
  at: number;
  by?: string;
}

/** A matter that a person of the business has to deal with, or had. */
export interface Case extends NewCase {
  /** Counted up from 1 in this journal, for people to type. */
  number: number;
  /** Absent while it is open. */
  end?: CaseEnd;
}

/** An end to be. */
export interface CaseEnding extends CaseEnd {
  number: number;
  /** Made due in the case's chat, with the record that memory must take in, as by `outbox.add`: they go out also while the bot is silent there. */
  replies?: readonly Reply[];
  record?: TurnRecord;
  /** Begins in the case's chat, as by `pauses.begin`: a person has taken it over by this. */
  pause?: Omit<NewPause, 'chat'>;
  /** Ends the `handoff` pause of the case's chat, where there is one, as by `pauses.end` at this moment; any other stays. */
  resumes?: true;
  /** Holds also where the case has ended, which then stays as it ended: a person says more. */
  anyway?: true;
  /** Does not hold while the customer has a message waiting, nor when one came that was not known to what opened the case. */
  unlessNewer?: true;
  /** Added with it, and about it. */
  notices?: readonly NewNotice[];
  /** Accepted with it in the case's chat, as by `inbox.accept`: what follows from the end is done in a turn of that chat. */
  hands?: Inbound;
}

/** What people of the business have to deal with. Ended cases are forgotten after 30 days. */
export interface Cases {
  /**
   * Opens a case, in one transaction with what the owners are told of it: notices without a case, or with its id, are about it.
   * Where its id is known nothing happens. Resolves with the case as it stands.
   */
  open(opened: NewCase, notices?: readonly NewNotice[]): Promise<Case>;
  find(number: number): Promise<Case | undefined>;
  /** Newest first. */
  list(which?: { open?: boolean; chat?: string; kind?: CaseKind }): Promise<Case[]>;
  /** Ends an open case. Resolves with it as it ended; undefined: there is none that could end so, and nothing happened. */
  end(ending: CaseEnding): Promise<Case | undefined>;
  /** Takes over a case from another journal, with its number. False: its id or its number is taken. */
  know(known: Case): Promise<boolean>;
}
