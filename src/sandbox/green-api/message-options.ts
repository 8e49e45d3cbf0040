import type { Link } from './media.ts';

/** What a customer's message may carry besides its content. */
export interface MessageOptions {
  /** A new one when left out. */
  idMessage?: string;
  /** When it was sent, Unix milliseconds; now when left out. */
  at?: number;
  /** The display name. */
  name?: string;
  /** The author within a group. */
  sender?: string;
}

/** What a voice note may carry besides its sound. */
export interface VoiceOptions extends MessageOptions {
  /** What the link to the file does; it works when left out. */
  link?: Link;
  /** The file can no longer be had by downloadFile either. */
  gone?: boolean;
  mimeType?: string;
  /** Of the file's name, without the dot; `oga`, as WhatsApp's voice notes have it, when left out. */
  extension?: string;
  /** Stands in the notification in place of a link of the sandbox. */
  downloadUrl?: string;
  /** The text of the message that it replies to. */
  quoted?: string;
}
