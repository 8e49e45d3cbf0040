import { KeyvMemoryAdapter } from 'keyv';
import { History } from './history.ts';
import type { Inbound } from './kinds/channel.ts';
import { turnParts, type Mind } from './turn-parts.ts';
import { takeTurn, type TurnResult } from './turn.ts';

const dayMs = 24 * 60 * 60 * 1000;

export interface RehearsedTurn extends TurnResult {
  /** From the question to the answer, milliseconds. */
  ms: number;
}

/** Talks as one chat without sending anything: the real turn, on the real history, which is written only when asked. */
export class Rehearsal {
  readonly #mind: Mind;
  readonly #save: boolean;
  readonly #limits: { timeoutMs: number; historyLimit: number };
  readonly #scratch: History;
  #begun = false;

  constructor(mind: Mind, options: { save: boolean; timeoutMs: number; historyLimit: number }) {
    this.#mind = mind;
    this.#save = options.save;
    this.#limits = options;
    this.#scratch = new History(new KeyvMemoryAdapter(new Map()), { limit: options.historyLimit, ttlMs: dayMs, log: mind.log });
  }

  /** One turn over these messages of one chat; what was said before in this rehearsal counts as said. */
  async turn(messages: readonly [Inbound, ...Inbound[]], signal: AbortSignal): Promise<RehearsedTurn> {
    const { now } = this.#mind;
    const begun = now();
    const { chat } = messages[0];
    await this.#begin(chat);
    const mind: Mind = { ...this.#mind, history: this.#scratch };
    const limited = AbortSignal.any([signal, AbortSignal.timeout(this.#limits.timeoutMs)]);
    const result = await takeTurn(chat, messages, turnParts(mind, begun + this.#limits.timeoutMs, new Map()), limited);
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
