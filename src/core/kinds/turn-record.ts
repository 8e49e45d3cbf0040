import type { Language } from '../language/index.ts';
import type { GuardName } from '../settings/guard-settings.ts';

/** One thing that was said. */
export interface Entry {
  /** The channel's message id for a customer's message and an operator's; `reply:<turn id>` for the bot's. */
  id: string;
  /** `operator`: somebody of the business, on the phone or through another program. */
  role: 'customer' | 'bot' | 'operator';
  text: string;
  /** Unix milliseconds. */
  at: number;
  /** True when no person wrote it: the app of the business did, by itself. */
  automatic?: true;
  /** True when it was spoken and `text` is a transcript. */
  voice?: true;
  /** Untrusted texts: the advertisement from which the customer came with it, and what files that came with it show, in a few words. */
  advert?: string;
  seen?: string;
  /** Of the bot's: which guards objected to the answers before it, in order. */
  objections?: readonly GuardName[];
  /** Of the bot's: what parts of it say now that a person has edited, by the ids of their messages. */
  edited?: Record<string, string>;
  /** Of the bot's: what it could rest on; absent where there are no documents. */
  rested?: Rested;
}

/** What the bot knows of a chat besides what was said. Times are Unix milliseconds. */
export interface ChatFacts {
  language?: Language;
  /** The customer's, `+` and digits, where the chat's id is another number and the channel tells it. */
  phone?: string;
  /** When the customer was last told what the bot understands. */
  hintedAt?: number;
  apologizedAt?: number;
  /** When the customer first heard, in a voice note, that it is made by AI. */
  voiceDisclosedAt?: number;
  /** When a call was last answered, by a person or with a line. */
  calledAt?: number;
  /** What functions were called for this chat lately, oldest first. */
  calls?: CalledFunction[];
  /** What is done once the customer says yes; null: nothing is. */
  proposal?: Proposal | null;
  /** When a function began to wait for an owner's word; null: none does. The next message of the customer's makes it pointless. */
  approvalAt?: number | null;
  traffic?: Traffic;
}

/** A call of a function, in short. */
export interface CalledFunction {
  name: string;
  /** Unix milliseconds. */
  at: number;
  /** As JSON, cut where it is long. */
  args: string;
  /** A line, cut where it is long. */
  result: string;
  /** Whether a write was made; absent: it only looked. */
  done?: boolean;
  /** True when nobody knows whether a write was made; `done` is false then. */
  unknown?: true;
  /** Where it was found, where it looked into documents. */
  rested?: Rested;
  /** Why it was not made: an owner was asked first, nothing was to be made (as in a replay), or it failed. `done` of a write is false then. */
  unmade?: 'awaits' | 'dry' | 'failed';
}

/** What a function is to do once the customer says yes. */
export interface Proposal {
  name: string;
  args: Readonly<Record<string, unknown>>;
  /** The oldest message of the turn that proposed it: by it the deed is known. */
  message: string;
  /** The entry that proposed it; absent in what an older version kept: nothing is done for that. */
  reply?: string;
  /** Unix milliseconds. */
  at: number;
}

/** A turn in which the other side wrote one message, at once after ours had left. */
export interface QuickTurn {
  /** Unix milliseconds. */
  at: number;
  /** A digest of what was written, figures apart; empty where it ends in a courtesy. */
  words: string;
}

/** How a chat went lately. */
export interface Traffic {
  /** The quick turns in a row up to the last turn, at most as many as make a loop. */
  quick?: QuickTurn[];
  /** How many messages came in a minute (since 1970), for each of the last hour in which any came. */
  minutes?: [minute: number, messages: number][];
}

/** What of the documents next to the prompt something rests on. */
export interface Rested {
  /** As records name it: `kb-12`. */
  version: string;
  /** The begin of its hash: another data folder may have given the name to another text. */
  hash: string;
  /** The passages by their numbers within the version; absent: it was given whole. */
  passages?: readonly number[];
}

/** What an entry says now that was edited; without a text it was taken back, and is gone. */
export interface EntryChange {
  /** The entry's, or that of a message of the bot's. */
  id: string;
  text?: string;
  /** Of a message of the bot's: what it said as it left. It may be a part of an entry. */
  was?: string;
}

/** What an ended turn leaves behind: for memory (`entries`, `facts`) and for the accounts (`model`, tokens, time). */
export interface TurnRecord {
  /** Unique and stable over reruns of the same turn. */
  id: string;
  chat: string;
  at: number;
  entries: Entry[];
  facts: ChatFacts;
  /** Texts of the bot's that were remembered as said and never reached the customer. */
  unsaid?: string[];
  /** What has become of entries that were remembered before. */
  changed?: EntryChange[];
  promptVersion?: string;
  /** The version of the documents that the answer could rest on; absent where there are none. */
  knowledgeVersion?: string;
  model?: string;
  usage?: Usage;
  /** Functions that were called, in order. */
  calls?: CalledFunction[];
  /** Time from the first accepted message to the reply, milliseconds. */
  ms?: number;
}

/** The record of a turn whose messages were given up. Its own id, so that the answer counts when a person has them tried again. */
export function asGivenUp(record: TurnRecord): TurnRecord {
  return { ...record, id: `${record.id}/given-up-${record.at}` };
}

/** Tokens as the service counted them; `input` includes `cached` and `written`. */
export interface Usage {
  input: number;
  cached: number;
  /** Tokens that the service put into its cache, where it says so. */
  written?: number;
  output: number;
  /** True when the service did not tell: tokens are then as many as they can have been at most. */
  estimated?: true;
  /** How many answers of the model were not sent, by the guards that objected. */
  objections?: Readonly<Partial<Record<GuardName, number>>>;
  /** Audio that was transcribed. */
  speechSeconds?: number;
  /** The model that transcribed it. */
  speechModel?: string;
  /** Characters that were spoken for the customer, and how long that became. */
  spokenCharacters?: number;
  spokenSeconds?: number;
  /** The model that spoke them. */
  voiceModel?: string;
}

/** An answer that did not reach the customer, as this guard objected. */
export interface Objected {
  guard: GuardName;
  /** What was wrong, as it stood in the answer; absent where no piece of it can be named. */
  found?: readonly string[];
}

/** What two answers cost together. */
export function sumUsage(one: Usage, other: Usage): Usage {
  const written = (one.written ?? 0) + (other.written ?? 0);
  const objections = sumObjections(one.objections, other.objections);
  return {
    ...one,
    input: one.input + other.input,
    cached: one.cached + other.cached,
    ...(one.estimated || other.estimated ? { estimated: true } : {}),
    output: one.output + other.output,
    ...(written === 0 ? {} : { written }),
    ...(objections ? { objections } : {}),
  };
}

/** How many answers guards objected to in two turns; undefined where in none. */
export function sumObjections(
  one: Usage['objections'],
  other: Usage['objections'],
): Usage['objections'] {
  if (!one || !other) return one ?? other;
  const sum = { ...one };
  for (const [name, count] of Object.entries(other) as [GuardName, number][])
    sum[name] = (sum[name] ?? 0) + count;
  return sum;
}

/** What stands for the version of the prompt in the accounts of what was only listened to, or taken back: nobody was answered. */
export const silentVersion = 'silent';
