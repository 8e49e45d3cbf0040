import { randomUUID } from 'node:crypto';
import type { Memory } from '../kinds/memory.ts';
import { customersPrefix, type Shelf } from '../store/shelf.ts';
import { ValueStore, type StoreOptions } from '../store/value-store.ts';
import {
  isKnown,
  newCustomer,
  withEdit,
  withLearnt,
  type Customer,
  type Edit,
  type Learnt,
} from './customer.ts';
import { isCustomer } from './is-customer.ts';

/** A claim is longer than the work by this, milliseconds. */
const claimMarginMs = 10_000;

/** No claim is for longer, milliseconds: one that ends later was made by a clock that went ahead. */
const longestClaimMs = 60 * 60 * 1000;

/** A customer with the chat's id, as it is exported and imported. */
export interface ExportedCustomer {
  chat: string;
  customer: Customer;
}

/** The right to add to what is known of a customer. */
export interface CustomerClaim {
  id: string;
  /** As it is known when the claim is made. */
  customer: Customer;
  /** How many claims right before it came to no end: their process died, and what it had paid for is lost. */
  dead: number;
}

/**
 * What is known of customers, beside the chats in the same memory and with a time to live of its own. Several processes may
 * use it: of changes at the same time none is lost. Failures reject with a retryable ServiceError.
 */
export class Customers {
  readonly #store: ValueStore<Customer>;
  readonly #ttlMs: number;

  /** A time to live of 0 keeps nothing: only what erases may be called then. */
  constructor(memory: Memory, options: StoreOptions) {
    const shelf: Shelf<Customer> = {
      prefix: customersPrefix,
      damaged: 'customer-damaged',
      holds: isCustomer,
    };
    this.#store = new ValueStore(memory, shelf, options);
    this.#ttlMs = options.ttlMs;
  }

  /** What is known of a customer; undefined: nothing, or its time is over. */
  async read(chat: string): Promise<Customer | undefined> {
    if (this.#ttlMs === 0) return undefined;
    const stored = this.#live((await this.#store.read(chat))?.stored);
    if (!stored || !isKnown(stored)) return undefined;
    const { claim: _, ...customer } = stored;
    return customer;
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
    return this.#store.change(chat, (stored) =>
      stored?.claim?.id === id ? withLearnt(stored, learnt, Date.now()) : undefined,
    );
  }

  /** Ends a claim, and leaves nothing of a customer of whom nothing is known. */
  async release(chat: string, { id }: CustomerClaim): Promise<void> {
    let isEmpty = false;
    await this.#store.change(
      chat,
      (stored) => {
        if (stored?.claim?.id !== id) return undefined;
        const { claim: _, ...rest } = stored;
        isEmpty = !isKnown(rest);
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
    if (!isKnown(edited)) await this.#store.remove(chat);
    return edited;
  }

  /** Forgets a customer for good. False: nothing was known. */
  async erase(chat: string): Promise<boolean> {
    return this.#store.erase(chat);
  }

  /** Forgets every customer; resolves with how many there were. */
  async eraseAll(): Promise<number> {
    return this.#store.removeAll();
  }

  /** Everybody of whom something is known. */
  async *export(): AsyncGenerator<ExportedCustomer> {
    for await (const { chat, stored } of this.#store.all()) {
      const { claim: _, ...customer } = stored;
      if (this.#live(customer) && isKnown(customer)) yield { chat, customer };
    }
  }

  /** Stores an exported customer, with a full time to live. False: what is here is as new or newer, and stays. */
  async import({ chat, customer }: ExportedCustomer): Promise<boolean> {
    return this.#store.change(chat, (here) =>
      here && isKnown(here) && here.updatedAt >= customer.updatedAt ? undefined : customer,
    );
  }

  /** A time to live that was shortened holds for what was noted before, too. */
  #live(customer: Customer | undefined): Customer | undefined {
    const isOver = customer && customer.updatedAt + this.#ttlMs <= Date.now();
    return isOver ? undefined : customer;
  }
}
