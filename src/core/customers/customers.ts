import { randomUUID } from 'node:crypto';
import type { Memory } from '../kinds/memory.ts';
import { customersPrefix, type Shelf } from '../store/shelf.ts';
import { ValueStore, type StoreOptions } from '../store/value-store.ts';
import {
  isKnown,
  isWorthKeeping,
  newCustomer,
  together,
  withEdit,
  withLearnt,
  type Customer,
  type CustomerClaim,
  type Edit,
  type Learnt,
} from './customer.ts';
import { isCustomer } from './is-customer.ts';
import { JoinedChats } from './joined-chats.ts';

/** A claim is longer than the work by this, milliseconds. */
const claimMarginMs = 10_000;

/** No claim is for longer, milliseconds: one that ends later was made by a clock that went ahead. */
const longestClaimMs = 60 * 60 * 1000;

/** A customer with the chat's id, as it is exported and imported. */
export interface ExportedCustomer {
  chat: string;
  customer: Customer;
}

/**
 * What is known of customers, beside the chats in the same memory and with a time to live of its own. Several processes may
 * use it: of changes at the same time none is lost. Failures reject with a retryable ServiceError.
 */
export class Customers {
  readonly #store: ValueStore<Customer>;
  readonly #ttlMs: number;
  readonly #joined: JoinedChats;

  /** A time to live of 0 keeps nothing: only what erases may be called then. */
  constructor(memory: Memory, options: StoreOptions) {
    const shelf: Shelf<Customer> = {
      prefix: customersPrefix,
      damaged: 'customer-damaged',
      holds: isCustomer,
    };
    this.#store = new ValueStore(memory, shelf, options);
    this.#ttlMs = options.ttlMs;
    this.#joined = new JoinedChats(this.#store, (stored) => this.#live(stored));
  }

  /** What is known of a customer, in the chats that are joined with this one, too; undefined: nothing, or its time is over. */
  async read(chat: string): Promise<Customer | undefined> {
    const own = await this.#own(chat);
    if (!own) return undefined;
    const others = await Promise.all((own.linked ?? []).map((each) => this.#own(each)));
    const { claim: _, ...customer } = others.length === 0 ? own : together(own, others);
    return isKnown(customer) ? customer : undefined;
  }

  /** The further chats of the same person. */
  linkedTo(chat: string): Promise<readonly string[]> {
    return this.#joined.of(chat);
  }

  /** Joins all chats of one person with those of another: from then on all of them are one person's. False: they are. */
  link(chat: string, other: string): Promise<boolean> {
    return this.#joined.join(chat, other);
  }

  /** Takes a chat out of those of one person; what was noted in each of them stays with it. False: it is joined with none. */
  unlink(chat: string): Promise<boolean> {
    return this.#joined.takeOut(chat);
  }

  /** What is noted in this chat alone. */
  async #own(chat: string): Promise<Customer | undefined> {
    if (this.#ttlMs === 0) return undefined;
    return this.#live((await this.#store.read(chat))?.stored);
  }

  /** Claims a customer before a model is asked, for work of at most so many milliseconds; undefined: another process has, just now. */
  async claim(chat: string, workMs: number): Promise<CustomerClaim | undefined> {
    const id = randomUUID();
    let claimed: Customer | undefined;
    let dead = 0;
    await this.#store.change(
      chat,
      (stored) => {
        const now = Date.now();
        const before = this.#live(stored) ?? newCustomer(now);
        const left = (before.claim?.until ?? 0) - now;
        const isFree = left <= 0 || left > longestClaimMs;
        dead = before.claim ? (before.claim.dead ?? 0) + 1 : 0;
        const claim = { id, until: now + workMs + claimMarginMs, ...(dead > 0 ? { dead } : {}) };
        claimed = isFree ? { ...before, claim } : undefined;
        return claimed;
      },
      'left',
    );
    return claimed && { id, customer: claimed, dead };
  }

  /** Adds what a model has found, under a claim that goes on. False: it holds no more (the facts were changed or erased meanwhile), and nothing is added. */
  async learn(chat: string, { id }: CustomerClaim, learnt: Learnt): Promise<boolean> {
    const isLearnt = await this.#store.change(chat, (stored) =>
      stored?.claim?.id === id ? withLearnt(stored, learnt, Date.now()) : undefined,
    );
    if (isLearnt) await this.#joined.renew(chat);
    return isLearnt;
  }

  /** Ends a claim, and leaves nothing of a customer of whom nothing is known. */
  async release(chat: string, { id }: CustomerClaim): Promise<void> {
    let isEmpty = false;
    await this.#store.change(
      chat,
      (stored) => {
        if (stored?.claim?.id !== id) return undefined;
        const { claim: _, ...rest } = stored;
        isEmpty = !isWorthKeeping(rest);
        return rest;
      },
      'left',
    );
    if (isEmpty) await this.#store.remove(chat);
  }

  /** Sets what a person of the business wants; resolves with what is known now. */
  async edit(chat: string, edit: Edit): Promise<Customer> {
    let edited = newCustomer(Date.now());
    await this.#store.change(chat, (stored) => {
      const now = Date.now();
      edited = withEdit(this.#live(stored) ?? newCustomer(now), edit, now);
      return edited;
    });
    if (!isWorthKeeping(edited)) await this.#store.remove(chat);
    await this.#joined.renew(chat);
    return edited;
  }

  /** Forgets what is noted in a chat for good; no other chat is joined with it any more. False: nothing was known. */
  async erase(chat: string): Promise<boolean> {
    const others = await this.linkedTo(chat);
    // First what is noted: where the work is cut off behind it, the others still name this chat, and it is come to again.
    const wasKnown = await this.#store.erase(chat);
    for (const each of others) await this.#joined.part(each, chat);
    return wasKnown;
  }

  /** Forgets every customer; resolves with how many there were. */
  async eraseAll(): Promise<number> {
    return this.#store.removeAll();
  }

  /** Everybody of whom something is known. */
  async *export(): AsyncGenerator<ExportedCustomer> {
    for await (const { chat, stored } of this.#store.all()) {
      const { claim: _, ...customer } = stored;
      if (this.#live(customer) && isWorthKeeping(customer)) yield { chat, customer };
    }
  }

  /** Stores an exported customer, with a full time to live. False: what is here is as new or newer, and stays. */
  async import({ chat, customer }: ExportedCustomer): Promise<boolean> {
    return this.#store.change(chat, (here) =>
      here && isWorthKeeping(here) && here.updatedAt >= customer.updatedAt ? undefined : customer,
    );
  }

  /** A time to live that was shortened holds for what was noted before, too. */
  #live(customer: Customer | undefined): Customer | undefined {
    const isOver = customer && customer.updatedAt + this.#ttlMs <= Date.now();
    return isOver ? undefined : customer;
  }
}
