/** A recording, a picture or a document on a phone. */
export interface PhoneMedia {
  kind: 'voice' | 'picture' | 'document';
  bytes: Uint8Array;
  mimeType: string;
  /** Of a document. */
  fileName?: string;
}

/** Something on a phone, as both sides of its chat see it. */
export interface PhoneLine {
  /** Of the message, as the vendor names it. */
  id: string;
  /** Unix milliseconds. */
  at: number;
  /** `customer`: the person whose chat it is; `business`: the account of the bot. */
  from: 'customer' | 'business';
  /** Written by a person on the phone of the business. */
  byHand?: true;
  text: string;
  media?: PhoneMedia;
  /** What the bot understood of the recording. */
  heard?: string;
  /** The message that it replies to. */
  quotes?: string;
}

/** Lines of one chat that are kept: a phone that is played for hours must not fill the memory with recordings. */
const mostLines = 300;

/** What stands on the phones, chat by chat, oldest first. */
export class PhoneLines {
  readonly #chats = new Map<string, PhoneLine[]>();

  add(chat: string, line: PhoneLine): void {
    const lines = this.#chats.get(chat) ?? [];
    lines.push(line);
    if (lines.length > mostLines) lines.shift();
    this.#chats.set(chat, lines);
  }

  of(chat: string): readonly PhoneLine[] {
    return this.#chats.get(chat) ?? [];
  }

  find(id: string): PhoneLine | undefined {
    for (const lines of this.#chats.values()) {
      const found = lines.find((line) => line.id === id);
      if (found) return found;
    }
    return undefined;
  }

  /** The recording to which these words belong: that of the same bytes, else the oldest of which nothing is known yet. */
  unheard(bytes: Uint8Array): PhoneLine | undefined {
    const open = [...this.#chats.values()]
      .flat()
      .filter(
        ({ from, media, heard }) =>
          from === 'customer' && media?.kind === 'voice' && heard === undefined,
      )
      .toSorted((one, other) => one.at - other.at);
    return open.find(({ media }) => media && Buffer.compare(media.bytes, bytes) === 0) ?? open[0];
  }
}
