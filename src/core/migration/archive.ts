import { ChatStore } from '../history/chat-store.ts';
import { plural } from '../plural.ts';
import { SetupError } from '../errors.ts';
import type { Archive, ArchivedChat } from '../kinds/archive.ts';
import type { Language } from '../language/index.ts';
import type { Log } from '../log.ts';
import type { Memory } from '../kinds/memory.ts';
import { shortPhone, toChat } from '../phone.ts';
import { newChat, takeIn, type ChatLimits } from '../history/stored-chat.ts';
import { archivedRecord, isArchived } from './archived-chat.ts';
import { count, unequal, type Tally } from './tally.ts';

export interface TakeOverOptions {
  limits: ChatLimits;
  /** How long a chat is remembered for which the archive knows no end, milliseconds. */
  ttlMs: number;
  /** The longest time for one call of the memory, milliseconds; the usual one when left out. */
  timeoutMs?: number;
  languages: readonly Language[];
  /** Whose national spelling of phone numbers is understood. */
  country: string;
  log: Log;
  /** Only looks: nothing is written. */
  dry: boolean;
  /** Called as the work goes on: so many of so many chats are done. */
  progress(done: number, total: number): void;
}

/** Something that was left out. */
export interface LeftOut {
  reason: string;
  count: number;
  /** One of the chats, shortened: `7700…4567`. */
  example: string;
}

/** What was taken over. */
export interface TakenOver {
  /** `present`: the memory had it already, or the new bot has gone on with it. */
  chats: Tally;
  messages: number;
  /** Chats in which nothing was ever said. */
  empty: number;
  leftOut: LeftOut[];
}

/** Chats that are read and written at a time. */
const pageSize = 100;

/** A chat on its way, by the name that it has here. */
interface Known {
  chat: string;
  archived: ArchivedChat;
}

/**
 * Copies the chats of an archive into a memory, and looks afterwards whether all have arrived. A chat keeps the time that it
 * has left. Done again, it takes in only what has come to the archive since; a chat with which the new bot has gone on stays
 * as it is. What cannot be understood is counted and left out. Rejects with the ServiceError `service.migration.counts` when
 * a chat is missing.
 */
export async function takeOverArchive(
  archive: Archive,
  memory: Memory,
  options: TakeOverOptions,
): Promise<TakenOver> {
  const work = new TakingOver(new ChatStore(memory, options), options);
  const names = await archive.names();
  for (let done = 0; done < names.length; done += pageSize) {
    const page = names.slice(done, done + pageSize);
    await work.page(await archive.read(page));
    options.progress(done + page.length, names.length);
  }
  return work.result();
}

class TakingOver {
  readonly #store: ChatStore;
  readonly #options: TakeOverOptions;
  readonly #leftOut = new Map<string, LeftOut>();
  readonly #chats: Tally = { moved: 0, present: 0 };
  #messages = 0;
  #empty = 0;

  constructor(store: ChatStore, options: TakeOverOptions) {
    this.#store = store;
    this.#options = options;
  }

  async page(archived: readonly ArchivedChat[]): Promise<void> {
    const known = archived.flatMap((each) => this.#known(each) ?? []);
    for (const isNew of await Promise.all(known.map((each) => this.#take(each))))
      count(this.#chats, isNew);
    if (this.#options.dry) return;
    const kept = await this.#store.readMany(known.map(({ chat }) => chat));
    const missing = known.filter(
      ({ archived: { expiresAt = Infinity } }, index) => !kept[index] && expiresAt > Date.now(),
    );
    if (missing.length > 0)
      throw unequal(`${plural(missing.length, 'chat is', 'chats are')} missing`);
  }

  result(): TakenOver {
    return {
      chats: this.#chats,
      messages: this.#messages,
      empty: this.#empty,
      leftOut: [...this.#leftOut.values()],
    };
  }

  #known(archived: ArchivedChat): Known | undefined {
    const { name, entries, broken } = archived;
    for (const reason of broken) this.#leave(reason, name);
    if (entries.length === 0 && broken.length === 0) this.#empty += 1;
    if (entries.length === 0) return undefined;
    try {
      return { chat: toChat(name, this.#options.country), archived };
    } catch (error) {
      if (!(error instanceof SetupError)) throw error;
      this.#leave('a chat is under no phone number of a customer', name);
      return undefined;
    }
  }

  /** Whether there was something new in it. */
  async #take({ chat, archived }: Known): Promise<boolean> {
    const { limits, languages, ttlMs, dry } = this.#options;
    const now = Date.now();
    const record = archivedRecord(chat, archived, { languages, now });
    let added = 0;
    const left = archived.expiresAt === undefined ? ttlMs : Math.max(1, archived.expiresAt - now);
    await this.#store.change(
      chat,
      (stored) => {
        const next =
          !stored || isArchived(stored)
            ? takeIn(stored ?? newChat(now), record, limits)
            : undefined;
        added = next ? next.messages - (stored?.messages ?? 0) : 0;
        return dry ? undefined : next;
      },
      left,
    );
    this.#messages += added;
    return added > 0;
  }

  #leave(reason: string, name: string): void {
    const known = this.#leftOut.get(reason);
    if (known) known.count += 1;
    else
      this.#leftOut.set(reason, { reason, count: 1, example: shortPhone(name.replace(/^\+/, '')) });
  }
}
