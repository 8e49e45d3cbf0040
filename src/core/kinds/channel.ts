import type { IncomingHttpHeaders } from 'node:http';
import type { Language } from '../language/index.ts';
import type { Inbound, Media, MessageRef, OutgoingMessage } from './message.ts';

export type * from './message.ts';

/** The language in which something is spoken; `other`: none of the bot's own. */
export type SpokenLanguage = Language | 'other';

/** A voice note of a person, by the chat and the id of its message: what it holds is fetched when it goes out. */
export type RecordedNote = `note ${string} ${string}`;

/** What the bot says in one message, and in which form. */
export interface Reply {
  /** Never empty, and at most `maxTextLength` characters. */
  text: string;
  /** Set when it is to be spoken, and in which language, or was spoken by a person; what cannot be heard so is written. */
  voice?: SpokenLanguage | RecordedNote;
}

/** One message to a customer. */
export interface Outbound extends Reply {
  chat: string;
}

/** A message as it goes out now. */
export interface Sending extends Outbound {
  /** The same, spoken: Ogg/Opus, mono. A channel that carries no voice sends the text. */
  note?: Uint8Array;
}

/** A send that was begun and whose outcome is unknown. */
export interface Attempted extends Outbound {
  /** When the latest try began, Unix milliseconds. */
  attemptedAt: number;
  /** Ids of messages known to be other sends: a match among these is not this one. */
  knownIds: ReadonlySet<string>;
}

/** Account state as the channel sees it. `ready`: it can send now. `detail`: the vendor's own word for it. */
export interface ChannelState {
  ready: boolean;
  detail: string;
}

/**
 * One of several accounts behind a channel. Chats of the first go by their own ids; those of any other have the account behind
 * them (`chatOfAccount`), in everything that the channel says and is told.
 */
export interface ChannelAccount {
  /** Its number. */
  readonly id: string;
  /** Its messenger, as people call it. */
  readonly messenger: string;
  /** Its state now; as `Channel.state`. */
  state(signal: AbortSignal): Promise<ChannelState>;
}

/** One account of a channel, as far as the settings tell. */
export interface AccountSettings {
  id: string;
  /** Its messenger, as people call it. */
  messenger: string;
  /** What its chats are called by: phones, as in WhatsApp, or numbers that are none. */
  chats: 'phones' | 'numbers';
  /** Whether its chats have no mark. */
  isFirst: boolean;
}

/** What one notification means. */
export type Received =
  | { type: 'message'; inbound: Inbound }
  /** Somebody of the business wrote, or a send of ours is reported back. */
  | { type: 'outgoing'; outgoing: OutgoingMessage }
  /** Somebody of the business wrote by hand under this id; what it was is told by another notification, or may be read. */
  | { type: 'written'; message: MessageRef }
  /** Nothing to answer (echo, status, reaction, group …). */
  | { type: 'ignored'; reason: string }
  /** The account's state changed; `account`: which one's, of several. */
  | { type: 'state'; state: ChannelState; account?: string }
  /** Not understood and never will be; kept as a dead letter. */
  | { type: 'invalid'; reason: string }
  /** The caller did not prove that it is the vendor. */
  | { type: 'unauthorized'; reason: string };

/** A webhook call as it came in, from whomever: nothing in it has been checked. */
export interface WebhookRequest {
  headers: IncomingHttpHeaders;
  body: Uint8Array;
}

/** How callers of the webhook prove who they are, where their headers alone tell: no body of a stranger is then read. */
export interface Callers {
  /** What their secret is good for: `weak` may be guessed; `none`: there is none, or it is too short to count. */
  readonly proof: 'strong' | 'weak' | 'none';
  /** The name of the setting that holds it. */
  readonly secret: string;
  /** Why this caller is not the vendor; undefined when it is, or when there is no secret. Takes constant time, never throws. */
  refusal(headers: IncomingHttpHeaders): string | undefined;
}

/** Resolves when so many bytes of a file may be held. */
export type Room = (bytes: number) => Promise<void>;

/** A file as it was downloaded; `bytes` is at most the plugin's size cap. */
export interface Download {
  bytes: Uint8Array;
  mimeType?: string;
}

/** What a channel may do with messages that are out. */
export interface SentMessages {
  /** Takes a message back that was written to a chat, for both sides where the vendor can. */
  remove?(message: MessageRef, signal: AbortSignal): Promise<void>;
  /** What was written by hand under this id; undefined: nothing that anybody says to a customer, or not by hand. */
  read?(message: MessageRef, signal: AbortSignal): Promise<OutgoingMessage | undefined>;
}

/** How a text is shown where it arrives: by which marks, and whether a voice note arrives as one. */
export interface ChatForm {
  markup: 'whatsapp' | 'max' | 'telegram';
  carriesVoice: boolean;
  /** The messenger of the chat, as people call it; absent: as of all chats. */
  messenger?: string;
}

/** What a channel may know of the messengers behind it. */
export interface Messengers {
  /** How texts of this chat are written; absent: as in WhatsApp. Takes constant time, never throws. */
  form?(chat: string): ChatForm;
  /** The messenger that customers use, as people call it; absent: WhatsApp. */
  readonly messenger?: string | undefined;
  /** Its accounts, that of chats without a mark first; absent: there is one. */
  readonly accounts?: readonly ChannelAccount[] | undefined;
}

/**
 * A way to reach customers. Failures are `ServiceError`s, retryable for what may pass (busy, a fault, a lost connection) and
 * not for what the operator must change or for what is refused; none holds a key, a phone number or what was said. Every call
 * ends when `signal` aborts, with its reason; none begins when it has already.
 */
export interface Channel extends SentMessages, Messengers {
  /**
   * Understands one webhook call. Never throws, whatever the bytes and the headers are; no `reason` names or quotes
   * anybody. What the account itself sent is `outgoing` or `ignored`, never a message.
   */
  receive(request: WebhookRequest): Received;
  /**
   * Fetches notifications until `signal` aborts; each is dropped at the vendor only after `accept` resolved. A rejected
   * `accept` leaves it there, and it is fetched again. Outages are waited out; resolves when `signal` aborts, rejects (with a
   * SetupError) only for what the operator must change.
   */
  listen?(
    accept: (received: Received, raw: Uint8Array) => Promise<void>,
    signal: AbortSignal,
  ): Promise<void>;
  /**
   * Sends one message and resolves with the channel's id for it, another for each. `outcomeUnknown` on the error: it may have
   * gone out; otherwise it certainly did not. Where the channel made it wait, `mayLeave` is asked right before the request
   * leaves; false: it must not, and this rejects.
   */
  send(outbound: Sending, signal: AbortSignal, mayLeave?: () => Promise<boolean>): Promise<string>;
  /**
   * Looks whether a begun send went out, spoken or written: its id; undefined when it certainly did not; rejects with a
   * retryable error while that cannot be said yet (the vendor's lists lag behind).
   */
  find?(attempted: Attempted, signal: AbortSignal): Promise<string | undefined>;
  /**
   * Downloads a customer's file; a permanent failure (gone, too large, refused address) is not retryable, and is
   * about `media`, or `media-size` when the file is too large. `room` is awaited
   * before more than 1 MB of it is held; absent: there is room.
   */
  download(
    media: Media,
    of: { chat: string; id: string },
    signal: AbortSignal,
    room?: Room,
  ): Promise<Download>;
  /** The account's state now. */
  state(signal: AbortSignal): Promise<ChannelState>;
}
