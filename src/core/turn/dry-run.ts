import { KeyvMemoryAdapter } from 'keyv';
import { History, type HistoryOptions } from '../history/history.ts';
import type { Inbound } from '../kinds/channel.ts';
import { tooLate } from '../history/model-timeout.ts';
import { turnParts, type Mind } from './turn-parts.ts';
import { takeTurn, type TurnResult } from './turn.ts';

const dayMs = 24 * 60 * 60 * 1000;

export interface RehearsedTurn extends TurnResult {
  /** From the question to the answer, milliseconds. */
  ms: number;
}

export interface RehearsalOptions {
  /** Whether the real history takes in what is said. */
  save: boolean;
  /** The longest time that one turn may take, milliseconds. */
  timeoutMs: number;
  /** How much of the chat is remembered. */
  history: Pick<HistoryOptions, 'limit' | 'pending'>;
}

/** Talks as one chat without sending anything: the real turn, on the real history, which is written only when asked. */
export class Rehearsal {
  readonly #mind: Mind;
  readonly #save: boolean;
  readonly #timeoutMs: number;
  readonly #scratch: History;
  #begun = false;

  constructor(mind: Mind, { save, timeoutMs, history }: RehearsalOptions) {
    this.#mind = mind;
    this.#save = save;
    this.#timeoutMs = timeoutMs;
    this.#scratch = new History(new KeyvMemoryAdapter(new Map()), { ...history, ttlMs: dayMs, log: mind.log });
  }

  /** One turn over these messages of one chat; what was said before in this rehearsal counts as said. Rejects when it takes too long. */
  async turn(messages: readonly [Inbound, ...Inbound[]], signal: AbortSignal): Promise<RehearsedTurn> {
    const { now } = this.#mind;
    const begun = now();
    const { chat } = messages[0];
    await this.#begin(chat);
    const mind: Mind = { ...this.#mind, history: this.#scratch };
    const limited = AbortSignal.any([signal, AbortSignal.timeout(this.#timeoutMs)]);
    const parts = turnParts(mind, chat, { deadline: begun + this.#timeoutMs, heard: new Map() });
    const result = await takeTurn(chat, messages, parts, limited).catch((error: unknown) => {
      throw limited.aborted && !signal.aborted ? tooLate(this.#timeoutMs, error) : error;
    });
    await this.#scratch.record(result.record);
    if (this.#save) await this.#mind.history.record(result.record);
    return { ...result, ms: now() - begun };
  }

  /** The rehearsal begins where the real chat is. */
  async #begin(chat: string): Promise<void> {
    if (this.#begun) return;
    this.#begun = true;
    await this.#scratch.begin(chat, await this.#mind.history.recall(chat));
  }
}
