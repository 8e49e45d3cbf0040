import type { CustomerClaim } from '../customers/customer.ts';
import type { Customers } from '../customers/customers.ts';
import { factsQuestion, readFacts, splitFacts } from '../customers/fact-rules.ts';
import { fitLearnt } from '../customers/fit-fact.ts';
import { unlessAborted, within } from '../deadline.ts';
import { ChatQueue } from './chat-queue.ts';
import type { History } from './history.ts';
import type { SummariesDependencies } from './summaries.ts';
import type { Unnoted } from './unnoted.ts';

/** How often chats are looked for that another process has left behind, milliseconds. */
const roundMs = 60 * 60 * 1000;

/** Chats that were quiet for longer are not looked for, milliseconds: those of an older version would all come at once. */
const longestBackMs = 7 * 24 * 60 * 60 * 1000;

/** A customer who said less, in letters, has told nothing that is worth a call. */
const enoughLetters = 12;

/** So many processes may die while they look through the same messages: each has paid a model for nothing. */
const mostDead = 3;

/** After so long it is looked whether another process has come to an end, milliseconds. */
const afterOthersMs = 30_000;

export interface QuietChatsDependencies extends Omit<
  SummariesDependencies,
  'history' | 'customers'
> {
  history: Pick<History, 'unnoted' | 'unnotedChats' | 'noted'>;
  customers: Pick<Customers, 'claim' | 'learn' | 'release'>;
  /** How long a chat must be quiet, milliseconds. */
  quietMs: number;
}

/**
 * Has a model look for facts of the customer in each chat that has gone quiet, before the chat is forgotten: once for what was
 * said since the last time, one chat at a time. What an ended process has left is found in the memory, at the start and every
 * hour, and given up where several have died of it or beside it.
 */
export class QuietChats {
  readonly #parts: QuietChatsDependencies;
  readonly #queue: ChatQueue;
  /** When each chat will have been quiet for long enough. */
  readonly #due = new Map<string, number>();
  #timer: NodeJS.Timeout | undefined;
  #rounds: NodeJS.Timeout | undefined;
  #round: Promise<void> | undefined;
  readonly #stopping = new AbortController();

  constructor(parts: QuietChatsDependencies) {
    this.#parts = parts;
    this.#queue = new ChatQueue({
      work: (chat, signal) => this.#note(chat, signal),
      failed: (chat, error, pauseMs) => {
        parts.log.warn('customer-not-noted', { chat, pauseMs, error });
        this.#wait(chat, parts.now() + parts.quietMs);
      },
    });
  }

  /** Looks for what was left behind, now and every hour. */
  start(): void {
    const look = (): void => {
      this.#round ??= unlessAborted(this.#lookBack(), this.#stopping.signal)
        .catch(() => {})
        .finally(() => (this.#round = undefined));
    };
    look();
    this.#rounds = setInterval(look, roundMs).unref();
  }

  /** A turn of this chat is remembered. */
  grown(chat: string): void {
    this.#wait(chat, this.#parts.now() + this.#parts.quietMs);
  }

  /** Resolves when nothing is looked through that is due. */
  async whenIdle(): Promise<void> {
    await this.#round;
    await this.#queue.whenIdle();
  }

  /** Aborts what runs, and waits for no memory; the next start finds it. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    clearTimeout(this.#timer);
    clearInterval(this.#rounds);
    await this.#round;
    await this.#queue.stop();
  }

  #wait(chat: string, at: number): void {
    if (this.#stopping.signal.aborted) return;
    this.#due.delete(chat);
    this.#due.set(chat, at);
    this.#timer ??= setTimeout(() => this.takeDue(), this.#untilFirst()).unref();
  }

  #untilFirst(): number {
    const first = Math.min(...this.#due.values());
    return Math.min(Math.max(0, first - this.#parts.now()), roundMs);
  }

  /** Looks through what is due now; its own timer calls it. */
  takeDue(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const now = this.#parts.now();
    for (const [chat, at] of this.#due) {
      if (at > now) continue;
      this.#due.delete(chat);
      this.#queue.add(chat);
    }
    if (this.#due.size > 0)
      this.#timer = setTimeout(() => this.takeDue(), this.#untilFirst()).unref();
  }

  async #lookBack(): Promise<void> {
    const { history, quietMs, now, log } = this.#parts;
    try {
      const found: Pick<Unnoted, 'chat' | 'updatedAt'>[] = [];
      for await (const { chat, updatedAt } of history.unnotedChats(now() - longestBackMs)) {
        if (this.#stopping.signal.aborted) return;
        if (!this.#due.has(chat)) found.push({ chat, updatedAt });
      }
      for (const { chat, updatedAt } of found.toReversed()) this.#wait(chat, updatedAt + quietMs);
      this.takeDue();
    } catch (error) {
      if (!this.#stopping.signal.aborted) log.warn('customers-not-looked-for', { error });
    }
  }

  async #note(chat: string, signal: AbortSignal): Promise<void> {
    const { history, customers, now, quietMs, timeoutMs } = this.#parts;
    const unnoted = await history.unnoted(chat);
    if (!unnoted) return;
    // A newer turn was another process's.
    const due = unnoted.updatedAt + quietMs;
    if (due > now()) return this.#wait(chat, due);
    if (!saysEnough(unnoted)) return history.noted(chat, unnoted.messages);
    const claim = await customers.claim(chat, timeoutMs);
    if (!claim) return this.#wait(chat, now() + Math.min(quietMs, afterOthersMs));
    try {
      // Another process may have looked through it until now.
      const left = await history.unnoted(chat);
      if (left && claim.dead >= mostDead) await this.#giveUp(left, claim);
      else if (left) await this.#look(left, claim, signal);
    } finally {
      await customers.release(chat, claim);
    }
  }

  /** Looks through the chat no more until it goes on. */
  async #giveUp({ chat, messages }: Unnoted, { dead }: CustomerClaim): Promise<void> {
    this.#parts.log.warn('customer-given-up', { chat, dead });
    await this.#parts.history.noted(chat, messages);
  }

  async #look(unnoted: Unnoted, claim: CustomerClaim, signal: AbortSignal): Promise<void> {
    const { chat, entries, messages, language = this.#parts.languages[0] ?? 'ru' } = unnoted;
    const { history, customers, accounts, modelFor, timeoutMs, log, now, dayOf } = this.#parts;
    const { spoken } = await import('./summary-prompt.ts');
    const { spokenPart } = await import('../guards/index.ts');
    const wording = { language, day: dayOf(unnoted.updatedAt) };
    const question = factsQuestion(claim.customer, entries.map(spoken), wording);
    const { text, model, usage } = await within(timeoutMs, signal, (limited) =>
      modelFor(chat).answer(question, limited),
    );
    const answer = spokenPart(text);
    const learnt = readFacts(splitFacts(answer).facts) ?? readFacts(answer);
    const found = fitLearnt(learnt ?? { facts: [], dropped: [] }, chat);
    // Of a customer who was erased meanwhile not even the cost is written down.
    if (!(await customers.learn(chat, claim, found))) return;
    await history.noted(chat, messages);
    const facts = found.facts.length;
    log.info('customer-noted', { chat, facts, isRead: learnt !== undefined, model, usage });
    await accounts.charge({ kind: 'summary', chat, at: now(), model, usage });
  }
}

function saysEnough({ entries }: Unnoted): boolean {
  const words = entries.flatMap(({ role, text }) => (role === 'customer' ? [text] : [])).join(' ');
  return (words.match(/\p{L}/gu)?.length ?? 0) >= enoughLetters;
}
