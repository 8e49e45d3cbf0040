import { BusinessDays } from '../business-day.ts';
import type { Accounts } from '../kinds/journal.ts';
import type { Cluster } from '../kinds/cluster.ts';
import type { PriceList } from './prices.ts';
import { costOf } from './usage.ts';

/** The most that may be spent, in US dollars; absent: as much as it takes. */
export interface Caps {
  /** In a day of the business, over all chats. */
  day?: number;
  /** In a day of the business, for one chat. */
  chatDay?: number;
}

/** An amount that is meant to be spent, in US dollars. */
export interface Claim {
  day: string;
  chat: string;
  amount: number;
}

/**
 * Where what is spent is added up. All processes that work for the same business must ask the same ledger: `reserve` looks
 * and adds in one step, so that calls side by side cannot pass a cap together.
 */
export interface Ledger {
  /** Counts the claim as spent unless a cap would be passed; then nothing is counted, and that cap is named. */
  reserve(claim: Claim, caps: Caps): Promise<keyof Caps | undefined>;
  /** Puts what it really cost in the place of a claim that was reserved. */
  settle(claim: Claim, cost: number): Promise<void>;
  /** What all chats together have spent on a day, in US dollars. */
  spent(day: string): Promise<number>;
}

/** What was spent in a day, in US dollars. */
export interface Spent {
  day: string;
  total: number;
  chats: Map<string, number>;
}

/** What the accounts say was spent on the day of `now`. */
export async function spentToday(
  accounts: Pick<Accounts, 'usage'>,
  { timeZone, now, prices }: { timeZone: string; now: number; prices: PriceList },
): Promise<Spent> {
  const days = new BusinessDays(timeZone);
  const spent: Spent = { day: days.of(now), total: 0, chats: new Map() };
  for await (const charge of accounts.usage(BusinessDays.before(spent.day)))
    if (days.of(charge.at) === spent.day) add(spent, charge.chat, costOf(charge, prices).money);
  return spent;
}

function add(spent: Spent, chat: string, amount: number): void {
  spent.total += amount;
  spent.chats.set(chat, (spent.chats.get(chat) ?? 0) + amount);
}

/** A ledger in this process, for a journal that one process works off. */
export class DayLedger implements Ledger {
  #spent: Spent;

  constructor(spent: Spent) {
    this.#spent = spent;
  }

  reserve({ day, chat, amount }: Claim, caps: Caps): Promise<keyof Caps | undefined> {
    if (day > this.#spent.day) this.#spent = { day, total: 0, chats: new Map() };
    const { total, chats } = this.#spent;
    if (isPassed(caps.day, total + amount)) return Promise.resolve('day');
    if (isPassed(caps.chatDay, (chats.get(chat) ?? 0) + amount)) return Promise.resolve('chatDay');
    add(this.#spent, chat, amount);
    return Promise.resolve(undefined);
  }

  settle({ day, chat, amount }: Claim, cost: number): Promise<void> {
    if (day === this.#spent.day) add(this.#spent, chat, cost - amount);
    return Promise.resolve();
  }

  spent(day: string): Promise<number> {
    return Promise.resolve(day === this.#spent.day ? this.#spent.total : 0);
  }
}

/** A ledger that is opened when the first amount is counted; where that fails, the next one tries again. */
export class LedgerOnDemand implements Ledger {
  readonly #open: () => Promise<Ledger>;
  #opening: Promise<Ledger> | undefined;

  constructor(open: () => Promise<Ledger>) {
    this.#open = open;
  }

  async reserve(claim: Claim, caps: Caps): Promise<keyof Caps | undefined> {
    return (await this.#opened()).reserve(claim, caps);
  }

  async settle(claim: Claim, cost: number): Promise<void> {
    return (await this.#opened()).settle(claim, cost);
  }

  async spent(day: string): Promise<number> {
    return (await this.#opened()).spent(day);
  }

  #opened(): Promise<Ledger> {
    this.#opening ??= this.#open().catch((error: unknown) => {
      this.#opening = undefined;
      throw error;
    });
    return this.#opening;
  }
}

/** Longer than any day, so that its sums outlive it, milliseconds. */
const keptMs = 48 * 60 * 60 * 1000;

/** A ledger that all processes on one journal share. */
export class SharedLedger implements Ledger {
  readonly #spent: Spent;
  readonly #sharing: Pick<Cluster, 'change'>;

  /** @param spent where the sums of its day begin, unless another process has begun them */
  constructor(spent: Spent, sharing: Pick<Cluster, 'change'>) {
    this.#spent = spent;
    this.#sharing = sharing;
  }

  async reserve(claim: Claim, caps: Caps): Promise<keyof Caps | undefined> {
    const { day, chat, amount } = claim;
    if (!(await this.#add(day, chat, amount, caps.chatDay))) return 'chatDay';
    if (await this.#add(day, undefined, amount, caps.day)) return undefined;
    await this.#add(day, chat, -amount);
    return 'day';
  }

  async settle({ day, chat, amount }: Claim, cost: number): Promise<void> {
    await this.#correct(day, chat, cost - amount);
    await this.#add(day, undefined, cost - amount);
  }

  async spent(day: string): Promise<number> {
    let sum = 0;
    const look = (before?: string): undefined =>
      void (sum = before === undefined ? this.#beginning(day, undefined) : Number(before));
    await this.#sharing.change(`spent/${day}`, look, keptMs);
    return sum;
  }

  /** Adds to a sum of the day, that of one chat or of all, unless the cap would be passed: then false. */
  async #add(
    day: string,
    chat: string | undefined,
    amount: number,
    cap?: number,
  ): Promise<boolean> {
    let added = false;
    const change = (before?: string): string | undefined => {
      const sum = before === undefined ? this.#beginning(day, chat) : Number(before);
      added = !isPassed(cap, sum + amount);
      return added ? String(sum + amount) : undefined;
    };
    await this.#sharing.change(sumOf(day, chat), change, keptMs, chat);
    return added;
  }

  /** Adds to the sum of a chat that is still there: a customer who was erased meanwhile leaves none behind. */
  async #correct(day: string, chat: string, amount: number): Promise<void> {
    const change = (before?: string): string | undefined =>
      before === undefined ? undefined : String(Number(before) + amount);
    await this.#sharing.change(sumOf(day, chat), change, keptMs, chat);
  }

  #beginning(day: string, chat: string | undefined): number {
    const { day: begun, total, chats } = this.#spent;
    if (day !== begun) return 0;
    return chat === undefined ? total : (chats.get(chat) ?? 0);
  }
}

/** The name of a sum of the day: that of one chat, or of all. */
function sumOf(day: string, chat: string | undefined): string {
  return `spent/${day}${chat === undefined ? '' : `/${chat}`}`;
}

function isPassed(cap: number | undefined, sum: number): boolean {
  return cap !== undefined && sum > cap;
}
