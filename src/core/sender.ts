import { isRetryable } from './errors.ts';
import type { Channel } from './kinds/channel.ts';
import type { Due, Outbox } from './kinds/journal.ts';
import type { Log } from './log.ts';
import { askedPause, backoff } from './retry.ts';
import { codeOf, isRefused, outcomeOf } from './send-failure.ts';
import { Slots } from './slots.ts';

/** Sends at the same time, over all chats: as many connections as the pool keeps open. */
const mostSends = 64;

/** A reply that could not be sent for so long is given up: the channel itself keeps messages no longer. */
const longestWaitMs = 24 * 60 * 60 * 1000;

/** The pause after a failure that only a person can mend (key, account): short enough to notice the mending. */
const personPauseMs = 60_000;
const longestPauseMs = 60_000;

export interface SenderParts {
  channel: Pick<Channel, 'send' | 'find'>;
  outbox: Outbox;
  log: Log;
  now(): number;
}

/**
 * Sends what is due: in order within a chat, chats side by side. A failed send is tried again; one whose outcome is unknown
 * is looked up at the channel first, so that nobody hears the same reply twice.
 */
export class Sender {
  readonly #parts: SenderParts;
  readonly #slots = new Slots(mostSends);
  readonly #busy = new Map<string, { again: boolean; isOver?: boolean }>();
  readonly #timers = new Map<string, NodeJS.Timeout>();
  readonly #idle: (() => void)[] = [];
  /** Who waits for one chat. */
  readonly #idleChats = new Map<string, () => void>();
  readonly #stop = new AbortController();
  readonly #cut = new AbortController();

  constructor(parts: SenderParts) {
    this.#parts = parts;
  }

  /** Whether replies of this chat are being sent or wait for a later try. */
  has(chat: string): boolean {
    return this.#busy.has(chat) || this.#timers.has(chat);
  }

  /** This chat has replies due. */
  wake(chat: string): void {
    if (this.#stop.signal.aborted) return;
    const busy = this.#busy.get(chat);
    if (busy) {
      busy.again = true;
      return;
    }
    clearTimeout(this.#timers.get(chat));
    this.#timers.delete(chat);
    this.#busy.set(chat, { again: true });
    void this.#run(chat);
  }

  /** Every chat that has replies left from before. */
  async resume(): Promise<void> {
    for (const chat of new Set((await this.#parts.outbox.due()).map((reply) => reply.chat))) this.wake(chat);
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
    const grace = setTimeout(() => this.#cut.abort(), graceMs);
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
    while (busy?.again === true && !busy.isOver && pause === 0 && !this.#stop.signal.aborted) {
      busy.again = false;
      pause = await this.#sendAll(chat).catch((error: unknown) => this.#journalFailed(chat, error));
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
  async #sendAll(chat: string): Promise<number> {
    const { outbox, now } = this.#parts;
    for (const reply of await outbox.due(chat)) {
      if (this.#stop.signal.aborted || this.#busy.get(chat)?.isOver) return 0;
      const early = reply.notBefore - now();
      if (early > 0) return early;
      const pause = await this.#slots.run(() => this.#sendOne(reply));
      if (pause > 0) return pause;
    }
    return 0;
  }

  /** Sends one reply unless an earlier try did; resolves with the pause before the next try, 0 when it is sent or given up. */
  async #sendOne(reply: Due): Promise<number> {
    if (this.#stop.signal.aborted) return 0;
    const { outbox, log, now } = this.#parts;
    const begun = now();
    const knownIds = reply.attemptedAt === undefined ? new Set<string>() : await outbox.sentIds(reply.chat);
    let channelId: string | undefined;
    try {
      channelId = await this.#alreadySent(reply, knownIds);
    } catch (error) {
      return this.#delay(reply, error, 'unknown');
    }
    try {
      channelId ??= await this.#send(reply);
    } catch (error) {
      return isRefused(error) ? this.#giveUp(reply, error) : this.#delay(reply, error, outcomeOf(error));
    }
    await outbox.sent(reply.id, channelId);
    log.info('reply-sent', { chat: reply.chat, message: channelId, ms: now() - begun, text: reply.text });
    return 0;
  }

  /** The channel's id of an earlier try that went out after all. */
  async #alreadySent(reply: Due, knownIds: ReadonlySet<string>): Promise<string | undefined> {
    const { channel } = this.#parts;
    if (reply.attemptedAt === undefined) return undefined;
    return channel.find?.({ ...reply, attemptedAt: reply.attemptedAt, knownIds }, this.#cut.signal);
  }

  async #send(reply: Due): Promise<string> {
    await this.#parts.outbox.attempt(reply.id, this.#parts.now());
    return this.#parts.channel.send({ chat: reply.chat, text: reply.text }, this.#cut.signal);
  }

  async #giveUp(reply: Due, error: unknown): Promise<number> {
    this.#parts.log.error('reply-given-up', { chat: reply.chat, error });
    await this.#parts.outbox.giveUp(reply.id, codeOf(error));
    return 0;
  }

  /** Puts the reply off; resolves with the pause. */
  async #delay(reply: Due, error: unknown, outcome: 'unsent' | 'unknown'): Promise<number> {
    const { outbox, log, now } = this.#parts;
    if (now() - reply.createdAt > longestWaitMs) return this.#giveUp(reply, error);
    const passing = isRetryable(error);
    const pause = askedPause(error) ?? (passing ? backoff(reply.tries, { first: 1000, longest: longestPauseMs }) : personPauseMs);
    log[passing ? 'warn' : 'error']('reply-delayed', { chat: reply.chat, pauseMs: Math.round(pause), error });
    await outbox.retry(reply.id, now() + pause, codeOf(error), outcome);
    return pause;
  }
}
