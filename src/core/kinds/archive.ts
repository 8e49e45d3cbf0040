/** Chats that another bot kept, for anyone who moves from it. Nothing in the archive is ever changed. */
export interface Archive {
  /** The name of the prompt plugin that fetches what the other bot told its model; undefined where there is nothing to fetch. */
  readonly prompt?: string;
  /** The names of all chats, each once, in no order: what the other bot knew them by. */
  names(): Promise<string[]>;
  /** Reads chats, in the order asked for; one that has gone meanwhile is left out, one that is broken holds what was understood. */
  read(names: readonly string[]): Promise<ArchivedChat[]>;
  /** Closes the archive; nothing may be called afterwards. */
  close(): Promise<void>;
}

/** A chat as far as it was understood. */
export interface ArchivedChat {
  /** A phone number or a chat id, as the other bot wrote it. */
  name: string;
  /** In the order in which they were said. */
  entries: ArchivedEntry[];
  /** Why something of it was left out, once for each thing; a few fixed words, nothing of what was said. */
  broken: string[];
  /** When the other bot would have forgotten it, Unix milliseconds; undefined: never. */
  expiresAt?: number;
}

/** One thing that was said in a chat of the other bot. */
export interface ArchivedEntry {
  role: 'customer' | 'bot';
  text: string;
  /** Unix milliseconds; undefined where it is not known. */
  at?: number;
}
