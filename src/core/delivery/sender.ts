import { Delivery, type DeliveryParts } from './delivery.ts';
import { ServiceError } from '../errors.ts';
import type { Due } from '../kinds/journal.ts';
import { backoff } from '../retry.ts';

/**
 * Sending a chat's replies. `again`: there may be more; `due`: they are these; `isHurried`: those that wait for a later try go
 * now; `isOver`: no more.
 */
interface Round {
  again: boolean;
  due?: readonly Due[] | undefined;
  isHurried?: boolean;
  isOver?: boolean;
}

/**
 * Sends what is due: in order within a chat, chats side by side. A failed send is tried again; one whose outcome is unknown
 * is looked up at the channel first, so that nobody hears the same reply twice.
 */
export class Sender {
  readonly #parts: DeliveryParts;
  readonly #delivery: Delivery;
  readonly #busy = new Map<string, Round>();
  readonly #timers = new Map<string, NodeJS.Timeout>();
  readonly #idle: (() => void)[] = [];
  /** Who waits for one chat. */
  readonly #idleChats = new Map<string, () => void>();
  readonly #stop = new AbortController();
  readonly #cut = new AbortController();

  constructor(parts: DeliveryParts) {
    this.#parts = parts;
    this.#delivery = new Delivery(parts, { stop: this.#stop.signal, cut: this.#cut.signal });
  }

  /** Whether replies of this chat are being sent or wait for a later try. */
  has(chat: string): boolean {
    return this.#busy.has(chat) || this.#timers.has(chat);
  }

  /** This chat has replies due, and these are all of them, where they were read just now. */
  wake(chat: string, due?: readonly Due[]): void {
    if (this.#stop.signal.aborted) return;
    const busy = this.#busy.get(chat);
    if (busy) {
      busy.again = true;
      return;
    }
    clearTimeout(this.#timers.get(chat));
    this.#timers.delete(chat);
    this.#busy.set(chat, { again: true, due });
    void this.#run(chat);
  }

  /** What made sends fail is mended: every reply that waits for a later try has it now, once. */
  hurry(): void {
    for (const chat of this.#timers.keys()) this.wake(chat);
    for (const busy of this.#busy.values()) Object.assign(busy, { again: true, isHurried: true });
  }

  /** Every chat that has replies left from before. */
  async resume(): Promise<void> {
    for (const chat of new Set((await this.#parts.outbox.due()).map((reply) => reply.chat)))
      this.wake(chat);
  }

  /** This chat is no longer in our hands: what is being sent is recorded, the rest is left. */
  drop(chat: string): void {
    clearTimeout(this.#timers.get(chat));
    this.#timers.delete(chat);
    const busy = this.#busy.get(chat);
    if (busy) busy.isOver = true;
    else this.#tellIdle(chat);
  }

  /** Begins no more sends; resolves when those under way are recorded. After `graceMs` they are cut: looked up at the next start. */
  async stop(graceMs: number): Promise<void> {
    this.#stop.abort();
    const grace = setTimeout(() => this.#cut.abort(cutShort()), graceMs);
    for (const timer of this.#timers.values()) clearTimeout(timer);
    for (const chat of this.#timers.keys()) if (!this.#busy.has(chat)) this.#tellIdle(chat);
    this.#timers.clear();
    while (this.#busy.size > 0) await new Promise<void>((resolve) => this.#idle.push(resolve));
    clearTimeout(grace);
  }

  /** Resolves when nothing is being sent and nothing waits for a later try, of all chats or of one (one caller a chat). */
  async whenIdle(chat?: string): Promise<void> {
    if (chat !== undefined) {
      if (this.has(chat)) await new Promise<void>((resolve) => this.#idleChats.set(chat, resolve));
      return;
    }
    while (this.#busy.size + this.#timers.size > 0) {
      await new Promise<void>((resolve) => this.#idle.push(resolve));
    }
  }

  async #run(chat: string): Promise<void> {
    const busy = this.#busy.get(chat);
    let pause = 0;
    while (
      busy?.again === true &&
      !busy.isOver &&
      (pause === 0 || busy.isHurried) &&
      !this.#stop.signal.aborted
    ) {
      busy.again = false;
      pause = await this.#sendAll(chat, busy).catch((error: unknown) =>
        this.#journalFailed(chat, error),
      );
    }
    this.#busy.delete(chat);
    if (pause > 0 && !busy?.isOver && !this.#stop.signal.aborted) this.#rest(chat, pause);
    else this.#tellIdle(chat);
    for (const resolve of this.#idle.splice(0)) resolve();
  }

  #tellIdle(chat: string): void {
    this.#idleChats.get(chat)?.();
    this.#idleChats.delete(chat);
  }

  #rest(chat: string, pause: number): void {
    const timer = setTimeout(() => {
      this.#timers.delete(chat);
      this.wake(chat);
    }, pause);
    this.#timers.set(chat, timer);
  }

  #journalFailed(chat: string, error: unknown): number {
    this.#parts.log.error('outbox-failed', { chat, error });
    return backoff(4);
  }

  /** Sends a chat's replies in order; resolves with the pause before the next try, 0 when all are sent. */
  async #sendAll(chat: string, busy: Round): Promise<number> {
    const { outbox, now } = this.#parts;
    const replies = busy.due ?? (await outbox.due(chat));
    busy.due = undefined;
    const { isHurried = false } = busy;
    busy.isHurried = false;
    for (const reply of replies) {
      if (this.#stop.signal.aborted || busy.isOver) return 0;
      const early = reply.notBefore - now();
      if (early > 0 && !isHurried) return early;
      const pause = await this.#delivery.send(reply);
      if (pause > 0) return pause;
    }
    return 0;
  }
}

/** Why a send ended that was under way when the time for a stop was over; nobody need be warned of it. */
function cutShort(): ServiceError {
  const details = { retryable: true, outcomeUnknown: true, announced: true };
  return new ServiceError('outbox.cut', 'The bot stopped before WhatsApp had answered', details);
}
