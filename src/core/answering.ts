import { isRetryable, WabotError } from './errors.ts';
import type { Journal, Settlement, Waiting } from './kinds/journal.ts';
import type { LaneWork } from './lanes.ts';
import { askedPause, backoff } from './retry.ts';
import { turnParts, type HeardNotes, type Mind } from './turn-parts.ts';
import { languageOf, recordOf, takeTurn, type TurnResult } from './turn.ts';

/** Customers hear of a fault that only a person can mend at most once in this time. */
const apologyPauseMs = 60 * 60 * 1000;

export interface AnsweringParts {
  journal: Pick<Journal, 'inbox' | 'turns'>;
  mind: Mind;
  /** The longest time one try of a turn may take, milliseconds. */
  timeoutMs: number;
  /** How many turns may fail on a message before it is given up. */
  tries: number;
  /** Told when a chat has replies due. */
  replyDue(chat: string): void;
}

/** Takes turns for the lanes: from waiting messages to due replies, whatever happens on the way. */
export class Answering implements LaneWork {
  readonly #parts: AnsweringParts;
  readonly #mind: Mind;
  /** What was heard in turns that have not ended, by chat. */
  readonly #heard = new Map<string, HeardNotes>();

  constructor(parts: AnsweringParts) {
    this.#parts = parts;
    this.#mind = parts.mind;
  }

  now(): number {
    return this.#mind.now();
  }

  waiting(chat: string): Promise<Waiting[]> {
    return this.#parts.journal.inbox.waiting(chat);
  }

  async turn(chat: string, waiting: readonly Waiting[], signal: AbortSignal, seal: () => void): Promise<number | undefined> {
    let result: TurnResult;
    try {
      result = await this.#take(chat, waiting, signal);
    } catch (error) {
      if (signal.aborted) return undefined;
      seal();
      return this.#turnFailed(chat, waiting, error);
    }
    if (signal.aborted) return undefined;
    seal();
    await this.#settle(chat, waiting, result);
    return undefined;
  }

  failed(chat: string, error: unknown): number {
    this.#mind.log.error('lane-failed', { chat, error });
    return this.now() + backoff(4);
  }

  /** Takes into memory what an earlier run settled and could not remember any more. */
  async catchUp(): Promise<void> {
    for (const record of await this.#parts.journal.turns.unremembered()) {
      await this.#mind.history.record(record);
      await this.#parts.journal.turns.remembered(record.id);
    }
  }

  async #take(chat: string, waiting: readonly Waiting[], signal: AbortSignal): Promise<TurnResult> {
    const { timeoutMs } = this.#parts;
    const limited = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
    const heard: HeardNotes = this.#heard.get(chat) ?? new Map();
    this.#heard.set(chat, heard);
    const messages = waiting.map(({ inbound }) => inbound);
    return takeTurn(chat, messages, turnParts(this.#mind, this.now() + timeoutMs, heard), limited);
  }

  async #settle(chat: string, waiting: readonly Waiting[], { replies, record }: TurnResult, givenUp?: string): Promise<void> {
    const { journal, replyDue } = this.#parts;
    const { history, log } = this.#mind;
    const ms = this.now() - (waiting[0]?.acceptedAt ?? this.now());
    const settlement: Settlement = {
      chat,
      inbound: waiting.map(({ inbound }) => inbound.id),
      replies,
      record: { ...record, ms },
      ...(givenUp === undefined ? {} : { givenUp }),
    };
    await journal.turns.settle(settlement);
    log.info('turn-settled', { chat, messages: settlement.inbound, ms, model: record.model, usage: record.usage });
    this.#heard.delete(chat);
    replyDue(chat);
    await history.record(settlement.record);
    await journal.turns.remembered(record.id);
  }

  /** Puts the turn off, or gives its messages up with an apology. Resolves with the moment of the next try. */
  async #turnFailed(chat: string, waiting: readonly Waiting[], error: unknown): Promise<number | undefined> {
    const { journal, tries } = this.#parts;
    const { log } = this.#mind;
    const failed = Math.max(...waiting.map((message) => message.tries)) + 1;
    if (isRetryable(error) && failed < tries) {
      const pause = askedPause(error) ?? backoff(failed, { first: 2_500, longest: 60_000 });
      log.warn('turn-postponed', { chat, tries: failed, pauseMs: Math.round(pause), error });
      await journal.inbox.postpone(chat, idsOf(waiting), this.now() + pause, reasonOf(error));
      return this.now() + pause;
    }
    log.error('turn-given-up', { chat, tries: failed, error });
    await this.#apologize(chat, waiting, error);
    return undefined;
  }

  async #apologize(chat: string, waiting: readonly Waiting[], error: unknown): Promise<void> {
    const { history, phrases, languages } = this.#mind;
    const { facts } = await history.recall(chat);
    const again = !isRetryable(error) && facts.apologizedAt !== undefined && this.now() - facts.apologizedAt < apologyPauseMs;
    const messages = waiting.map(({ inbound }) => inbound);
    const texts = messages.map(({ content }) => (content.type === 'text' ? content.text : ''));
    const language = languageOf(texts.join('\n'), facts, languages);
    const record = recordOf(chat, messages, this.now(), { entries: [], facts: again ? {} : { apologizedAt: this.now() } });
    const replies = again ? [] : [phrases[language].apology];
    await this.#settle(chat, waiting, { language, replies, record }, reasonOf(error));
  }
}

function idsOf(waiting: readonly Waiting[]): string[] {
  return waiting.map(({ inbound }) => inbound.id);
}

function reasonOf(error: unknown): string {
  if (error instanceof WabotError) return error.code;
  return error instanceof DOMException && error.name === 'TimeoutError' ? 'turn.timeout' : 'unexpected';
}
