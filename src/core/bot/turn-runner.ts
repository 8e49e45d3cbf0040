import { setTimeout as pause } from 'node:timers/promises';
import type { WorkOutcome } from '../chat-loops.ts';
import { HistoryWriter } from '../history/history-writer.ts';
import type { Inbox, Waiting } from '../kinds/journal.ts';
import type { TurnRecord } from '../kinds/turn-record.ts';
import { backoff } from '../retry.ts';
import type { LaneWork } from './lane-work.ts';
import type { TurnRunnerDependencies } from './turn-runner-dependencies.ts';
import type { TurnTaker } from './turn-taker.ts';

/**
 * What turns are made of is a third of the program, and loading it holds up everything else for a tenth of a second: the first
 * message after a start is stored, and its caller has heard 200, by this time. Milliseconds.
 */
const firstPauseMs = 25;

/** A bot to which nobody writes is ready for a turn this long after its start, milliseconds. */
const loadAfterMs = 500;

/** A chat that waits, and not before which moment it is tried (Unix milliseconds). */
type ChatLeft = Awaited<ReturnType<Inbox['chats']>>[number];

/** Takes turns for the lanes, with what it loads when the first is wanted, or a little after the start. */
export class TurnRunner implements LaneWork {
  readonly #parts: TurnRunnerDependencies;
  readonly #historyWriter: HistoryWriter;
  #loading: Promise<TurnTaker> | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(parts: TurnRunnerDependencies) {
    this.#parts = parts;
    const { turns } = parts.journal;
    this.#historyWriter = new HistoryWriter({ ...parts, ...parts.dependencies, turns });
  }

  now(): number {
    return this.#parts.dependencies.now();
  }

  waiting(chat: string): Promise<Waiting[]> {
    return this.#parts.journal.inbox.waiting(chat);
  }

  async turn(...turn: Parameters<LaneWork['turn']>): Promise<WorkOutcome> {
    if (!this.#loading) await pause(firstPauseMs);
    return (await this.#load()).turn(...turn);
  }

  failed(chat: string, error: unknown): WorkOutcome {
    this.#parts.dependencies.log.error('lane-failed', { chat, error });
    return { againAt: this.now() + backoff(4) };
  }

  /** Chats with messages left from before, once turns on them can begin. */
  async left(): Promise<ChatLeft[]> {
    const left = await this.#parts.journal.inbox.chats();
    if (left.length > 0) await this.#load();
    return left;
  }

  /** The bot has started: what turns need is there a little later, though none is wanted, and not of a newer version by then. */
  loadSoon(): void {
    this.#timer ??= setTimeout(() => void this.#load().catch(() => {}), loadAfterMs).unref();
  }

  #load(): Promise<TurnTaker> {
    this.#loading ??= import('./turn-taker.ts').then(
      ({ TurnTaker: Taker }) => new Taker(this.#parts, this.#historyWriter),
      (error: unknown) => {
        // As where too many files are open: the next turn tries again.
        this.#loading = undefined;
        throw error;
      },
    );
    return this.#loading;
  }

  /** Takes into memory what an earlier run settled and could not remember any more; what the memory refuses is tried again. */
  async catchUp(): Promise<void> {
    await this.#historyWriter.catchUp();
  }

  /** Takes into memory what another process left of this chat. Rejects while the memory does not take it. */
  takeOver(chat: string): Promise<void> {
    return this.#historyWriter.takeOver(chat);
  }

  /** Remembers what belongs to no message of a customer's, after what was settled before it. */
  async remember(record: TurnRecord): Promise<void> {
    const { chat } = record;
    await this.#parts.journal.turns.settle({ chat, inbound: [], replies: [], record });
    await this.#historyWriter.takeOver(chat).catch((error: unknown) => {
      this.#parts.dependencies.log.warn('record-postponed', { error });
    });
  }

  /** Leaves to the journal what the memory has not taken yet. */
  async stop(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#historyWriter.stop();
  }
}
