import { unlessAborted } from '../deadline.ts';
import { ServiceError } from '../errors.ts';
import type { History } from './history.ts';
import type { Turns } from '../kinds/journal.ts';
import type { Log } from '../log.ts';
import { lateCode } from '../store/memory-calls.ts';
import { backoff } from '../retry.ts';
import type { TurnRecord } from '../kinds/turn-record.ts';

/** Pauses between tries while the memory fails, milliseconds. */
const pauses = { first: 1_000, longest: 60_000 };

export interface HistoryWriterDependencies {
  turns: Pick<Turns, 'unremembered' | 'remembered'>;
  history: Pick<History, 'record' | 'erase'>;
  log: Log;
  /** Told when a chat's record is in the memory, and how many of its entries wait for a summary. */
  remembered?(chat: string, pending: number): void;
}

/** Brings the records of settled turns into the memory: at once or, while it fails, again and again. The journal keeps them until then. */
export class HistoryWriter {
  readonly #parts: HistoryWriterDependencies;
  /** Chats by the ids of records that the memory did not take. */
  readonly #owed = new Map<string, string>();
  #tries = 0;
  #timer: NodeJS.Timeout | undefined;
  #round: Promise<void> | undefined;
  readonly #stopping = new AbortController();

  constructor(parts: HistoryWriterDependencies) {
    this.#parts = parts;
  }

  /** Brings in the record of a turn that was settled just now, or leaves that to later when `signal` aborts; never rejects. */
  async take(record: TurnRecord, signal: AbortSignal): Promise<void> {
    const taking = this.#takeAll([record]).then((isTaken) => {
      if (!isTaken) this.#schedule();
    });
    await unlessAborted(taking, signal).catch(() => {});
  }

  /** Before a turn reads the memory: brings in what the memory did not take of this chat. Rejects while that fails, or when `signal` aborts. */
  async settle(chat: string, signal: AbortSignal): Promise<void> {
    if (this.#owed.values().some((owed) => owed === chat))
      await unlessAborted(this.takeOver(chat), signal);
  }

  /** Brings in everything that the journal still keeps; what the memory does not take is tried again later. */
  async catchUp(): Promise<void> {
    if (!(await this.#takeAll(await this.#kept()))) this.#schedule();
  }

  /** Brings in what another process left of a chat. Rejects while the memory does not take it. */
  async takeOver(chat: string): Promise<void> {
    for (const record of await this.#kept(chat)) await this.#take(record);
  }

  /** Tries no more; the rest is left to the next start. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    clearTimeout(this.#timer);
    await this.#round;
  }

  /** What the journal keeps of one chat or of all; nothing else is owed any more (a person was erased). */
  async #kept(chat?: string): Promise<TurnRecord[]> {
    const owed = [...this.#owed].filter(([, owedTo]) => chat === undefined || owedTo === chat);
    const records = await this.#parts.turns.unremembered(chat);
    const ids = new Set(records.map(({ id }) => id));
    for (const [id] of owed) if (!ids.has(id)) this.#owed.delete(id);
    return records;
  }

  /** A customer who is erased meanwhile is not kept: the journal forgets first, and says so afterwards. */
  async #take(record: TurnRecord): Promise<void> {
    const { history, turns, remembered } = this.#parts;
    this.#owed.set(record.id, record.chat);
    const pending = await history.record(record);
    const isKnown = await turns.remembered(record);
    if (isKnown) remembered?.(record.chat, pending);
    else await history.erase(record.chat);
    this.#owed.delete(record.id);
  }

  /** One line in the log, however many there are. */
  async #takeAll(records: readonly TurnRecord[]): Promise<boolean> {
    let failed = 0;
    let failure: unknown;
    for (const [index, record] of records.entries()) {
      if (this.#stopping.signal.aborted) break;
      await this.#take(record).catch((error: unknown) => {
        failed += 1;
        failure = error;
      });
      if (!isLate(failure)) continue;
      failed += this.#owe(records.slice(index + 1));
      break;
    }
    if (failed > 0) this.#parts.log.warn('record-postponed', { records: failed, error: failure });
    return failed === 0;
  }

  /** Leaves records to a later try: a memory that is silent would be waited for with each of them. Returns how many. */
  #owe(records: readonly TurnRecord[]): number {
    for (const { id, chat } of records) this.#owed.set(id, chat);
    return records.length;
  }

  #schedule(): void {
    if (this.#stopping.signal.aborted || this.#timer) return;
    this.#timer = setTimeout(
      () => {
        this.#timer = undefined;
        this.#round = unlessAborted(this.#again(), this.#stopping.signal).catch(() => {});
      },
      backoff(this.#tries, pauses),
    ).unref();
    this.#tries += 1;
  }

  async #again(): Promise<void> {
    try {
      const chats = new Set(this.#owed.values());
      for (const chat of chats)
        if (!(await this.#takeAll(await this.#kept(chat)))) return this.#schedule();
    } catch (error) {
      this.#parts.log.warn('record-postponed', { error });
      this.#schedule();
    }
    if (!this.#timer) this.#tries = 0;
  }
}

function isLate(error: unknown): boolean {
  return error instanceof ServiceError && error.code === lateCode;
}
