import type { StoreOptions } from '../store/value-store.ts';
import type { Customer } from '../customers/customer.ts';
import type { Customers } from '../customers/customers.ts';
import { ChatStore } from './chat-store.ts';
import type { Memory } from '../kinds/memory.ts';
import type { Language } from '../language/index.ts';
import {
  foldIn,
  newChat,
  newest,
  takeIn,
  type ChatLimits,
  type StoredChat,
} from './stored-chat.ts';
import { unnotedChats, unnotedOf, type Unnoted } from './unnoted.ts';
import type { ChatFacts, Entry, TurnRecord } from '../kinds/turn-record.ts';

/** What the bot remembers of a chat. */
export interface ConversationMemory {
  /** What was said last, oldest first. */
  entries: Entry[];
  facts: ChatFacts;
  /** Whether anything was ever said here, although it may no longer be among the entries. */
  known: boolean;
  /** What was said before `pending` and `entries`, in short. */
  summary?: string;
  /** What was said before the entries and is not in the summary yet, oldest first; absent when there is nothing. */
  pending?: Entry[];
  /** What is known of the customer from before, whether or not the chat is; absent: nothing. */
  customer?: Customer;
}

/** Without `pending`, what falls off the limit is forgotten, and a summary from before is not used. */
export interface HistoryOptions
  extends StoreOptions, Pick<ChatLimits, 'limit'>, Partial<Pick<ChatLimits, 'pending'>> {
  /** Absent: nothing is known of customers but their chats. */
  customers?: Pick<Customers, 'read' | 'erase'> | undefined;
}

/** Old entries that wait for their summary, and the summary so far. */
export interface Unfolded {
  pending: Entry[];
  summary?: string;
  language?: Language;
}

/**
 * The chats over Keyv. Nothing is cached, so a change by another process (`wabot history clear`) is seen by the next turn.
 * Failures reject with a retryable ServiceError. Changes of one chat in this process wait for one another.
 */
export class History {
  readonly #chats: ChatStore;
  readonly #limits: ChatLimits;
  readonly #customers: HistoryOptions['customers'];

  constructor(memory: Memory, { limit, pending = 0, customers, ...options }: HistoryOptions) {
    this.#chats = new ChatStore(memory, options);
    this.#limits = { limit, pending };
    this.#customers = customers;
  }

  /** What is remembered of a chat: nothing of one that is new, cleared or quiet for longer than the time to live. */
  async recall(chat: string): Promise<ConversationMemory> {
    const [kept, customer] = await Promise.all([
      this.#chats.read(chat),
      this.#customers?.read(chat),
    ]);
    const known = customer ? { customer } : {};
    if (!kept) return { entries: [], facts: {}, known: false, ...known };
    const { entries, facts, messages, summary, pending } = kept.stored;
    const isLong = this.#limits.pending > 0;
    return {
      ...known,
      entries: newest(entries, this.#limits.limit),
      facts,
      known: messages > 0,
      ...(isLong && summary ? { summary: summary.text } : {}),
      ...(isLong && pending.length > 0 ? { pending } : {}),
    };
  }

  /**
   * Takes a turn's record in and renews the chat's time to live. A record that was taken in before changes nothing, and one
   * that says nothing makes no chat known. Resolves with how many entries wait to be folded into the summary.
   */
  async record(record: TurnRecord): Promise<number> {
    let pending = 0;
    await this.#chats.change(record.chat, (stored) => {
      if (!stored && isEmpty(record)) return undefined;
      const next = takeIn(stored ?? newChat(Date.now()), record, this.#limits);
      pending = (next ?? stored)?.pending.length ?? 0;
      return next;
    });
    return pending;
  }

  /** Begins a chat with what another history remembers of it; one that is known already stays as it is. */
  async begin(
    chat: string,
    { entries, facts, known, summary, pending = [] }: ConversationMemory,
  ): Promise<void> {
    const now = Date.now();
    const messages = Math.max(entries.length, known ? 1 : 0);
    const begun: StoredChat = {
      ...newChat(now),
      updatedAt: now,
      messages,
      entries,
      facts,
      pending,
    };
    const summarised =
      summary === undefined ? begun : foldIn(begun, { text: summary, at: now }, []);
    await this.#chats.change(chat, (stored) => (stored ? undefined : summarised));
  }

  /** What has fallen off the limit and is not in the summary yet; undefined when there is nothing. */
  async unfolded(chat: string): Promise<Unfolded | undefined> {
    const stored = (await this.#chats.read(chat))?.stored;
    if (!stored || stored.pending.length === 0) return undefined;
    const { pending, summary, facts } = stored;
    return {
      pending,
      ...(summary ? { summary: summary.text } : {}),
      ...(facts.language ? { language: facts.language } : {}),
    };
  }

  /** Keeps a new summary that covers these pending entries too. `isNoted`: they were looked through for facts. False: the chat was cleared meanwhile, and stays cleared. */
  async fold(
    chat: string,
    text: string,
    ids: readonly string[],
    isNoted = false,
  ): Promise<boolean> {
    return this.#chats.change(chat, (stored) => {
      const current = stored?.pending.some(({ id }) => ids.includes(id));
      return stored && current ? foldIn(stored, { text, at: Date.now() }, ids, isNoted) : undefined;
    });
  }

  /** What of a chat was not looked through for facts yet; undefined when there is nothing. */
  async unnoted(chat: string): Promise<Unnoted | undefined> {
    const stored = (await this.#chats.read(chat))?.stored;
    return stored && unnotedOf(chat, stored);
  }

  /** Chats with something that was not looked through for facts, in which a turn ended after `since` (Unix milliseconds), newest first. */
  unnotedChats(since: number): AsyncGenerator<Unnoted> {
    return unnotedChats(this.#chats, since);
  }

  /** The first so many entries of a chat were looked through for facts. The chat is remembered no longer for it. */
  async noted(chat: string, messages: number): Promise<void> {
    await this.#chats.change(
      chat,
      (stored) =>
        stored && (stored.noted ?? 0) < messages ? { ...stored, noted: messages } : undefined,
      'left',
    );
  }

  /** Forgets a chat and its customer for good. False: there was nothing. */
  async erase(chat: string): Promise<boolean> {
    // The chat first, or whoever looks through it meanwhile would know the customer again.
    const wasThere = await this.#chats.erase(chat);
    return (await this.#customers?.erase(chat)) === true || wasThere;
  }

  /** Closes the memory; nothing may be called afterwards. */
  async close(): Promise<void> {
    await this.#chats.close();
  }
}

function isEmpty({ entries, facts }: TurnRecord): boolean {
  return entries.length === 0 && Object.keys(facts).length === 0;
}
