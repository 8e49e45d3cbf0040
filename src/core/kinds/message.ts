/** Where a customer's file is. `url` may be absent, dead or expired; the channel then finds it again by chat and message. */
export interface Media {
  url?: string;
  /** As the sender's phone named it, parameters included; a hint, never trusted. */
  mimeType?: string;
  fileName?: string;
}

/** What a customer sent, in words of the bot and not of the vendor. */
export type Content =
  /**
   * Something readable. `attached` names what came with the text, which is its caption; of a place, a contact card, a poll and
   * what comes from the catalogue the text is what stands on it. `media`: where the file is that came with it.
   */
  | ({ type: 'text'; text: string; attached?: Attachment; media?: Media } & CameWith)
  /** Something spoken, in whatever file. `caption`: what was written beside it. */
  | ({ type: 'voice'; media: Media; caption?: string } & CameWith)
  /** Something without words. What the bot cannot read of it, it says so, at most once a day per chat. */
  | ({ type: 'unsupported'; attached: Attachment; media?: Media } & CameWith)
  /** The vendor could not deliver or decrypt it (the customer should send it again). */
  | { type: 'unreadable'; reason: string };

/** The message that somebody replies to. */
export interface Quoting {
  /** Its text; untrusted, of bounded length. */
  quoted?: string;
  /** Its id, where its text did not come along. */
  quotedId?: string;
  /** The file that it carries. */
  quotedFile?: QuotedFile;
}

/** A file of an earlier message that somebody replies to. */
export interface QuotedFile {
  /** The id of that message. */
  id: string;
  media: Media;
}

/** What came with a message besides its content; untrusted text, of bounded length. */
export interface CameWith extends Quoting {
  /** The advertisement from which the customer came to the chat: title, text and address in one line. */
  advert?: string;
}

/** What came in the place of words that the bot can read; `other`: of any other sort. */
export type Attachment =
  | 'image'
  | 'video'
  | 'document'
  | 'location'
  | 'contact'
  | 'poll'
  /** What somebody chose in a poll. */
  | 'vote'
  | 'order'
  | 'product'
  | 'sticker'
  /** Not a message but a call that nobody took. */
  | 'call'
  | 'other';

/** Which message: ids are unique within a chat only. */
export interface MessageRef {
  chat: string;
  id: string;
}

/** One message from a customer, or from somebody of the business to one. */
export interface Inbound {
  /** The channel's message id; unique only within its chat. */
  id: string;
  /** Where to answer; opaque outside the channel. */
  chat: string;
  /** When the customer sent it, Unix milliseconds. */
  at: number;
  /** The customer's display name; untrusted text. */
  name?: string;
  /** The digits of the customer's phone with its country code, where the channel tells them and the chat's id is another number. */
  phone?: string;
  /**
   * Set when it was written to the customer in the name of the business, by a person (`operator`) or automatically (`machine`);
   * it is remembered and never answered.
   */
  from?: 'operator' | 'machine';
  /**
   * Set when it changes a message that was written to this chat before, by whomever: `content` is what that says now. It is
   * followed where that message is known, and never answered itself.
   */
  changes?: Change;
  /** Set when it matters only where nothing else is written and the message of another id does not come: then it is answered at that moment (Unix milliseconds). */
  unless?: { id: string; until: number };
  /** Set when it waits once more, as what had silenced the bot meanwhile was no person. */
  lifted?: true;
  /**
   * Set when an owner has agreed to a draft: what it proposes is done in this chat, and nothing is written in it. `message` and
   * `name` are those of the deed.
   */
  approves?: { case: number; message: string; name: string };
  /** Set when a person has put it back after it had been given up: it is to be answered, however old it is. */
  again?: true;
  content: Content;
}

/** The message that is changed, by its id. `deleted`: it was taken back, and nothing is left of it. */
export interface Change {
  id: string;
  deleted?: true;
  /** What it said as it left, where it was the bot's. */
  was?: string;
}

/** Something that left the account, and not by a call of this bot's that has been answered. */
export interface OutgoingMessage {
  /** What was written, where it is a message to one person. */
  inbound: Inbound;
  /** `phone`: by hand, on any device; `program`: through the vendor's API, which may have been this bot. */
  by: 'phone' | 'program';
  /** Whether it is in the chat of the account with itself. */
  toSelf: boolean;
}
