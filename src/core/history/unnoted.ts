import type { Position } from '../kinds/memory.ts';
import type { Entry } from '../kinds/turn-record.ts';
import type { Language } from '../language/index.ts';
import type { ChatStore } from './chat-store.ts';
import { newest, type StoredChat } from './stored-chat.ts';

/** What was said in a chat and not looked through for facts of its customer yet. */
export interface Unnoted {
  chat: string;
  /** Oldest first, after a few that were looked through. */
  entries: Entry[];
  /** How many entries there ever were. */
  messages: number;
  /** When the newest turn ended, Unix milliseconds. */
  updatedAt: number;
  language?: Language;
}

/** Entries that are looked at again, so that the new ones are understood. */
const entriesBefore = 4;

/** Chats that are read at a time; a memory without an index is read whole for each of these. */
const chatsAtOnce = 500;

/** What of a chat was not looked through yet; undefined when there is nothing. */
export function unnotedOf(chat: string, stored: StoredChat): Unnoted | undefined {
  const { pending, entries, messages, noted = 0, updatedAt, facts } = stored;
  const all = [...pending, ...entries];
  const left = Math.min(all.length, messages - noted);
  if (left <= 0) return undefined;
  const { language } = facts;
  const seen = newest(all, left + entriesBefore);
  return { chat, entries: seen, messages, updatedAt, ...(language ? { language } : {}) };
}

/** Chats with something that was not looked through, in which a turn ended after `since` (Unix milliseconds), newest first. */
export async function* unnotedChats(
  chats: Pick<ChatStore, 'newest' | 'readMany'>,
  since: number,
): AsyncGenerator<Unnoted> {
  for (let last: Position | undefined; ;) {
    const page = (await chats.newest(chatsAtOnce, last)).filter(({ at }) => at > since);
    const ids = page.map(({ key }) => key);
    const kept = await chats.readMany(ids);
    for (const [index, chat] of ids.entries()) {
      const stored = kept[index]?.stored;
      const found = stored && unnotedOf(chat, stored);
      if (found) yield found;
    }
    last = page.at(-1);
    if (page.length < chatsAtOnce) return;
  }
}
