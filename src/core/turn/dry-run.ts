import { KeyvMemoryAdapter } from 'keyv';
import { History, type ConversationMemory, type HistoryOptions } from '../history/history.ts';
import type { Inbound } from '../kinds/channel.ts';
import { modelTimeout } from '../history/model-timeout.ts';
import { logHeard, type HeardNotes } from './note-hearer.ts';
import { turnParts, type TurnDependencies } from './turn-parts.ts';
import { takeTurn, type TurnParts, type TurnResult } from './turn.ts';

const dayMs = 24 * 60 * 60 * 1000;

export interface DryTurn extends TurnResult {
  /** From the question to the answer, milliseconds. */
  ms: number;
}

export interface DryRunOptions {
  /** Whether the real history takes in what is said. */
  save: boolean;
  /** The longest time that one turn may take, milliseconds. */
  timeoutMs: number;
  /** How much of the chat is remembered. */
  history: Pick<HistoryOptions, 'limit' | 'pending'>;
  /** Which functions may run; absent: all. */
  toolMode?: NonNullable<TurnParts['toolMode']>;
}

/** Talks as one chat without sending anything: the real turn, with what functions do, on the real history, which is written only when asked. */
export class DryRun {
  readonly #dependencies: TurnDependencies;
  readonly #save: boolean;
  readonly #timeoutMs: number;
  readonly #toolMode: NonNullable<TurnParts['toolMode']>;
  readonly #scratch: History;
  #begun = false;
  #customer: ConversationMemory['customer'];

  constructor(
    dependencies: TurnDependencies,
    { save, timeoutMs, history, toolMode = 'all' }: DryRunOptions,
  ) {
    this.#dependencies = dependencies;
    this.#save = save;
    this.#timeoutMs = timeoutMs;
    this.#toolMode = toolMode;
    this.#scratch = new History(new KeyvMemoryAdapter(new Map()), {
      ...history,
      ttlMs: dayMs,
      log: dependencies.log,
    });
  }

  /** One turn over these messages of one chat; what was said before in this rehearsal counts as said. Rejects when it takes too long. */
  async turn(messages: readonly [Inbound, ...Inbound[]], signal: AbortSignal): Promise<DryTurn> {
    const { now } = this.#dependencies;
    const begun = now();
    const { chat } = messages[0];
    await this.#begin(chat);
    const dependencies: TurnDependencies = { ...this.#dependencies, history: this.#rehearsed() };
    const limited = AbortSignal.any([signal, AbortSignal.timeout(this.#timeoutMs)]);
    const heard: HeardNotes = new Map();
    const parts = turnParts(dependencies, chat, {
      deadline: begun + this.#timeoutMs,
      heard,
    });
    const whole = { ...parts, toolMode: this.#toolMode };
    const result = await takeTurn(chat, messages, whole, limited).catch((error: unknown) => {
      throw limited.aborted && !signal.aborted ? modelTimeout(this.#timeoutMs, error) : error;
    });
    logHeard(dependencies.log, chat, heard);
    await this.#scratch.record(result.record);
    if (this.#save) await this.#dependencies.history.record(result.record);
    return { ...result, ms: now() - begun };
  }

  /** The rehearsal begins where the real chat is. */
  async #begin(chat: string): Promise<void> {
    if (this.#begun) return;
    this.#begun = true;
    const memory = await this.#dependencies.history.recall(chat);
    this.#customer = memory.customer;
    await this.#scratch.begin(chat, memory);
  }

  /** What is said in the rehearsal, and what is known of the customer from before. */
  #rehearsed(): TurnDependencies['history'] {
    const scratch = this.#scratch;
    const customer = this.#customer;
    return {
      recall: async (chat) => ({
        ...(await scratch.recall(chat)),
        ...(customer ? { customer } : {}),
      }),
      record: (record) => scratch.record(record),
      erase: (chat) => scratch.erase(chat),
    };
  }
}
