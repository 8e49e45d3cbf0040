import type { StoreOptions } from '../store/value-store.ts';
import { ChatStore, type KeptChat } from './chat-store.ts';
import type { Memory, Position } from '../kinds/memory.ts';
import type { Language } from '../language/index.ts';
import type { StoredChat } from './stored-chat.ts';

/** One chat in a list. Times are Unix milliseconds. */
export interface ChatLine {
  chat: string;
  /** Entries that are remembered word by word. */
  kept: number;
  /** Entries that there ever were. */
  messages: number;
  language?: Language;
  updatedAt: number;
  /** When it will be forgotten; undefined: never. */
  expiresAt?: number;
}

export interface ChatPage {
  chats: ChatLine[];
  /** Where the next page begins; undefined: this was the last. */
  next?: Position;
}

/** A stored chat with its id, as it is exported and imported. */
export type ExportedChat = StoredChat & { chat: string };

/** The chats for those who run the bot, beside a running bot: it sees every change at its next turn. */
export class Chats {
  readonly #store: ChatStore;

  constructor(memory: Memory, options: StoreOptions) {
    this.#store = new ChatStore(memory, options);
  }

  /** At most `limit` chats whose last turn ended at `since` (Unix milliseconds) or later, newest first. */
  async list({
    limit,
    since = 0,
    from,
  }: {
    limit: number;
    since?: number;
    from?: Position;
  }): Promise<ChatPage> {
    const chats: ChatLine[] = [];
    let last = from;
    while (chats.length < limit) {
      const wanted = limit - chats.length;
      const found = await this.#store.newest(wanted, last);
      const recent = found.filter(({ at }) => at >= since);
      chats.push(...(await this.#lines(recent)));
      if (recent.length < wanted) return { chats };
      last = recent.at(-1);
    }
    return { chats, ...(last ? { next: last } : {}) };
  }

  /** Everything that is stored of a chat. */
  async read(chat: string): Promise<KeptChat | undefined> {
    return this.#store.read(chat);
  }

  /** Forgets a chat: its next message is a first message. False: there was nothing. */
  async clear(chat: string): Promise<boolean> {
    return this.#store.remove(chat);
  }

  /** Forgets a chat so that nothing of it is left where the memory keeps it, as far as the memory can. False: there was nothing. */
  async erase(chat: string): Promise<boolean> {
    return this.#store.erase(chat);
  }

  /** Forgets every chat; resolves with how many there were. */
  async clearAll(): Promise<number> {
    return this.#store.removeAll();
  }

  /** Every chat. */
  async *export(): AsyncGenerator<ExportedChat> {
    for await (const { chat, stored } of this.#store.all()) yield { chat, ...stored };
  }

  /** Stores an exported chat, with a full time to live. False: what is here is as new or newer, and stays. */
  async import({ chat, ...stored }: ExportedChat): Promise<boolean> {
    return this.#store.change(chat, (here) =>
      here && here.updatedAt >= stored.updatedAt ? undefined : stored,
    );
  }

  /** Closes the memory; nothing may be called afterwards. */
  async close(): Promise<void> {
    await this.#store.close();
  }

  async #lines(positions: readonly Position[]): Promise<ChatLine[]> {
    const chats = positions.map(({ key }) => key);
    const kept = await this.#store.readMany(chats);
    return chats.flatMap((chat, index) => {
      const found = kept[index];
      return found ? [toLine(chat, found)] : [];
    });
  }
}

/** What a list says of a chat. */
export function toLine(chat: string, { stored, expiresAt }: KeptChat): ChatLine {
  const { entries, messages, facts, updatedAt } = stored;
  return {
    chat,
    kept: entries.length,
    messages,
    updatedAt,
    ...(facts.language ? { language: facts.language } : {}),
    ...(expiresAt === undefined ? {} : { expiresAt }),
  };
}
