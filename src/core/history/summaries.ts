import type { CustomerClaim } from '../customers/customer.ts';
import type { Customers } from '../customers/customers.ts';
import { readFacts, splitFacts } from '../customers/fact-rules.ts';
import { fitLearnt } from '../customers/fit-fact.ts';
import { within } from '../deadline.ts';
import type { Accounts } from '../kinds/journal.ts';
import type { Answer, Model } from '../kinds/model.ts';
import type { Language } from '../language/index.ts';
import type { Log } from '../log.ts';
import { ChatQueue } from './chat-queue.ts';
import type { History, Unfolded } from './history.ts';

/** So many entries must have fallen off a chat before its summary is written again: one call for several turns. */
const enoughPending = 10;

/** So many entries that fell off are kept at most until they are in the summary: longer than a service is usually away. */
export const mostPending = 40;

export interface SummariesDependencies {
  history: Pick<History, 'unfolded' | 'fold'>;
  /** Who is told what has become known of the customer, in the same call; absent: nobody. */
  customers?: Pick<Customers, 'claim' | 'learn' | 'release'> | undefined;
  /** Where what it costs is written down. */
  accounts: Pick<Accounts, 'charge'>;
  /** The model that answers this chat, within the budget. */
  modelFor(chat: string): Model;
  /** Languages of the business; a chat without one gets its summary in the first. */
  languages: readonly Language[];
  /** The longest time that one summary may take, milliseconds. */
  timeoutMs: number;
  log: Log;
  now(): number;
  /** The day of a moment at the business, `2026-11-24`. */
  dayOf(at: number): string;
}

/**
 * Folds what falls off the limit of a chat into its summary, after the replies and one chat at a time. What fails is
 * logged, and tried again when the chat has its next turn.
 */
export class Summaries {
  readonly #parts: SummariesDependencies;
  readonly #queue: ChatQueue;

  constructor(parts: SummariesDependencies) {
    this.#parts = parts;
    this.#queue = new ChatQueue({
      work: (chat, signal) => this.#fold(chat, signal),
      failed: (chat, error, pauseMs) => parts.log.warn('summary-failed', { chat, pauseMs, error }),
    });
  }

  /** A turn of this chat is remembered, and so many entries wait for the summary. */
  grown(chat: string, pending: number): void {
    if (pending >= enoughPending) this.#queue.add(chat);
  }

  /** Resolves when no chat waits for its summary. */
  async whenIdle(): Promise<void> {
    await this.#queue.whenIdle();
  }

  /** Aborts what runs; the entries wait in the memory. */
  async stop(): Promise<void> {
    await this.#queue.stop();
  }

  async #fold(chat: string, signal: AbortSignal): Promise<void> {
    const { history, customers } = this.#parts;
    const unfolded = await history.unfolded(chat);
    if (!unfolded || unfolded.pending.length < enoughPending) return;
    const claim = await customers?.claim(chat, this.#parts.timeoutMs);
    try {
      // The chat may have been erased until now, and its customer before the claim.
      const left = claim ? await history.unfolded(chat) : unfolded;
      if (left) await this.#summarise(chat, left, claim, signal);
    } finally {
      if (claim) await customers?.release(chat, claim);
    }
  }

  async #summarise(
    chat: string,
    { pending: entries, language = this.#parts.languages[0] ?? 'ru', ...before }: Unfolded,
    claim: CustomerClaim | undefined,
    signal: AbortSignal,
  ): Promise<void> {
    const { history, accounts, modelFor, timeoutMs, log, now, dayOf } = this.#parts;
    const { summaryQuestion, summaryOf } = await import('./summary-prompt.ts');
    const begun = now();
    const day = dayOf(entries.at(-1)?.at ?? begun);
    const facts = claim ? { facts: { customer: claim.customer, day } } : {};
    const question = summaryQuestion({ ...before, ...facts, entries, language });
    const answer = await within(timeoutMs, signal, (limited) =>
      modelFor(chat).answer(question, limited),
    );
    const summary = summaryOf(claim ? { ...answer, text: splitFacts(answer.text).note } : answer);
    const ids = entries.map(({ id }) => id);
    // The facts first: what is folded is not looked through again.
    const isNoted = claim !== undefined && (await this.#learn(chat, claim, answer));
    // Of a customer who was erased not even the cost is written down.
    if (!(await history.fold(chat, summary, ids, isNoted)))
      return log.info('summary-dropped', { reason: 'its chat was cleared' });
    const { model, usage } = answer;
    log.info('summary-folded', { chat, entries: entries.length, ms: now() - begun, model, usage });
    await accounts.charge({ kind: 'summary', chat, at: now(), model, usage });
  }

  /** Whether the customer was looked through for facts; a model that wrote none in the asked-for form has not. */
  async #learn(chat: string, claim: CustomerClaim, { text }: Answer): Promise<boolean> {
    const learnt = readFacts(splitFacts(text).facts);
    if (!learnt) return false;
    return (await this.#parts.customers?.learn(chat, claim, fitLearnt(learnt, chat))) === true;
  }
}
