import { Watch } from '../watch.ts';
import type { Instance } from './instance.ts';

/** A file that is sent. */
export interface OutgoingFile {
  fileName: string;
  mimeType: string;
  bytes: Buffer;
  /** Where it can be had. */
  url: string;
}

/** A message in the outgoing queue. */
export interface Outgoing {
  idMessage: string;
  chatId: string;
  /** The text; of a file the caption. */
  message: string;
  file?: OutgoingFile;
  /** When it was taken, Unix milliseconds. */
  queuedAt: number;
  quotedMessageId?: string;
  /** How long the customer sees "typing" before it; holds the whole queue. */
  typingTime?: number;
}

/** A message that reached its customer. */
export interface DeliveredMessage extends Outgoing {
  /** When, Unix milliseconds. */
  at: number;
}

export interface OutgoingOptions {
  /** How long a message may wait; GREEN-API: 24 h. */
  retentionMs: number;
  now: () => number;
}

/** The instance's one queue of messages to customers: first in, first out, with the pause of the settings between two. */
export class OutgoingQueue {
  /** Everything that reached a customer, in order. */
  readonly sent: DeliveredMessage[] = [];
  readonly #instance: Instance;
  readonly #options: OutgoingOptions;
  readonly #watch = new Watch();
  readonly #listeners: ((sent: DeliveredMessage) => void)[] = [];
  readonly #queue: Outgoing[] = [];
  #timer: NodeJS.Timeout | undefined;
  /** When the last one left, by the process's own clock: pauses are real. */
  #lastAt = Number.NEGATIVE_INFINITY;
  /** The head of the queue, and since when it is that by the same clock. */
  #head: { outgoing: Outgoing; since: number } | undefined;
  #closed = false;

  constructor(instance: Instance, options: OutgoingOptions) {
    this.#instance = instance;
    this.#options = options;
  }

  get waiting(): readonly Outgoing[] {
    return this.#queue;
  }

  push(outgoing: Outgoing): void {
    this.#queue.push(outgoing);
    this.settingsChanged();
  }

  clear(): void {
    this.#queue.length = 0;
    this.settingsChanged();
  }

  /** The settings or the state may have changed: looks again when the next one leaves. */
  settingsChanged(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#watch.changed();
    for (let wait = this.#wait(); wait !== undefined; wait = this.#wait()) {
      if (wait > 0) {
        this.#timer = setTimeout(() => this.settingsChanged(), wait);
        return;
      }
      this.#leave();
    }
  }

  onSent(listener: (sent: DeliveredMessage) => void): void {
    this.#listeners.push(listener);
  }

  /** Resolves once `holds` is true of everything sent. */
  waitForSent(holds: (sent: readonly DeliveredMessage[]) => boolean): Promise<void> {
    return this.#watch.until(() => holds(this.sent));
  }

  /** Resolves when nothing waits to be sent. */
  whenDrained(): Promise<void> {
    return this.#watch.until(() => this.#queue.length === 0);
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#watch.close();
  }

  /** How long until the next one may leave; undefined when none can. */
  #wait(): number | undefined {
    const [head] = this.#queue;
    if (!head || this.#closed || this.#instance.state !== 'authorized') return undefined;
    if (this.#head?.outgoing !== head) this.#head = { outgoing: head, since: performance.now() };
    const free = this.#lastAt + this.#instance.settings.delaySendMessagesMilliseconds;
    return Math.max(free, this.#head.since) + (head.typingTime ?? 0) - performance.now();
  }

  #leave(): void {
    const { now, retentionMs } = this.#options;
    const head = this.#queue.shift();
    if (!head || now() - head.queuedAt > retentionMs) return;
    this.#lastAt = performance.now();
    const sent = { ...head, at: now() };
    this.sent.push(sent);
    for (const listener of this.#listeners) listener(sent);
    this.#watch.changed();
  }
}
