import type { ValueStore } from '../store/value-store.ts';
import { isWorthKeeping, newCustomer, type Customer } from './customer.ts';

type Live = (stored: Customer | undefined) => Customer | undefined;

/** The chats of one person on several messengers or instances: each of them names all the others. */
export class JoinedChats {
  readonly #store: ValueStore<Customer>;
  readonly #live: Live;

  /** @param live what is noted, unless its time is over */
  constructor(store: ValueStore<Customer>, live: Live) {
    this.#store = store;
    this.#live = live;
  }

  /** The further chats of the same person. */
  async of(chat: string): Promise<readonly string[]> {
    return this.#live((await this.#store.read(chat))?.stored)?.linked ?? [];
  }

  /** Joins all chats of one person with those of another: from then on all of them are one person's. False: they are. */
  async join(chat: string, other: string): Promise<boolean> {
    const [own, theirs] = [await this.of(chat), await this.of(other)];
    if (own.includes(other)) return false;
    const all = [...new Set([chat, ...own, other, ...theirs])];
    for (const each of all) await this.#setLinked(each, () => all);
    return true;
  }

  /** Takes a chat out of those of one person; what was noted in each of them stays with it. False: it is joined with none. */
  async takeOut(chat: string): Promise<boolean> {
    const others = await this.of(chat);
    if (others.length === 0) return false;
    for (const each of others) await this.part(each, chat);
    await this.#setLinked(chat, () => []);
    return true;
  }

  /** Takes `other` out of the chats that are joined with this one; where nothing is known of this one, nothing is noted. */
  async part(chat: string, other: string): Promise<void> {
    await this.#setLinked(chat, (live) => live?.linked?.filter((each) => each !== other));
  }

  /** `linkedOf`: the chats of the person, by what is noted; undefined: it stays as it is. */
  async #setLinked(
    chat: string,
    linkedOf: (live: Customer | undefined) => readonly string[] | undefined,
  ): Promise<void> {
    let isEmpty = false;
    await this.#store.change(chat, (stored) => {
      const now = Date.now();
      const live = this.#live(stored);
      const linked = linkedOf(live)?.filter((each) => each !== chat);
      if (!linked) return undefined;
      const { linked: _, ...rest } = live ?? newCustomer(now);
      const next = { ...rest, updatedAt: now, ...(linked.length > 0 ? { linked } : {}) };
      isEmpty = !isWorthKeeping(next);
      return next;
    });
    if (isEmpty) await this.#store.remove(chat);
  }

  /**
   * The time to live is that of a person: what changes in one chat counts in those that are joined with it, so that no side
   * forgets the other. Never rejects: the change itself is stored, and the next one renews them, too.
   */
  async renew(changed: string): Promise<void> {
    try {
      for (const chat of await this.of(changed))
        await this.#store.change(chat, (stored) => {
          const live = this.#live(stored);
          return live?.linked?.includes(changed) ? { ...live, updatedAt: Date.now() } : undefined;
        });
    } catch {
      // Nothing is lost by that but time.
    }
  }
}
