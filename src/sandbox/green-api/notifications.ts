import { Watch } from '../watch.ts';
import type { Instance } from './instance.ts';
import { isSwitchedOn, type Notification } from './payloads.ts';
import { RedeliveryPauses } from './redelivery-pauses.ts';
import { authorizationFor, WebhookClient } from './webhook.ts';

export interface NotificationOptions {
  /** The pause before a notification that did not hear 200 is brought again; GREEN-API: 60 s. */
  redeliverMs: number;
  /** How long a notification is kept; GREEN-API: 24 h. */
  retentionMs: number;
  /** How long the receiver may take to answer; GREEN-API: 180 s. */
  webhookTimeoutMs: number;
  /** How many notifications are under way at a time; GREEN-API, as far as is known: 1. */
  inFlight: number;
  now: () => number;
}

/** One webhook call. */
export interface WebhookDelivery {
  notification: Notification;
  at: number;
  /** Absent while the receiver thinks. */
  endedAt?: number;
  /** What the receiver said; absent when no answer came. */
  status?: number;
}

interface Queued {
  receiptId: number;
  body: Notification;
  queuedAt: number;
  underWay: boolean;
}

/** An instance's one queue of notifications, first in, first out, behind the webhook and behind polling alike. */
export class Notifications {
  /** Every webhook call so far. */
  readonly deliveries: WebhookDelivery[] = [];
  readonly #instance: Instance;
  readonly #options: NotificationOptions;
  readonly #client = new WebhookClient();
  readonly #watch = new Watch();
  readonly #pauses = new RedeliveryPauses();
  readonly #queue: Queued[] = [];
  #underWay = 0;
  #lastReceipt = 0;
  #acksToLose = 0;
  #closed = false;

  constructor(instance: Instance, options: NotificationOptions) {
    this.#instance = instance;
    this.#options = options;
  }

  get size(): number {
    this.#expire();
    return this.#queue.length;
  }

  /** Queues it when the settings want such notifications. */
  push(body: Notification): void {
    if (!isSwitchedOn(this.#instance, body)) return;
    this.#lastReceipt += 1;
    this.#queue.push({
      receiptId: this.#lastReceipt,
      body,
      queuedAt: this.#options.now(),
      underWay: false,
    });
    this.settingsChanged();
  }

  /** The next `count` answers of 200 never arrive here, so that what was taken comes again. */
  loseAcks(count: number): void {
    this.#acksToLose += count;
  }

  /** Ends the pauses before repetitions now. */
  hurry(): void {
    this.#pauses.endAll();
  }

  /** The settings may have changed: looks again where notifications go. */
  settingsChanged(): void {
    this.#watch.changed();
    this.#deliverMore();
  }

  /** The head of the queue, waiting for one at most this long; it stays the head until it is deleted. */
  async receive(
    waitMs: number,
    gone: AbortSignal,
  ): Promise<Pick<Queued, 'receiptId' | 'body'> | undefined> {
    let late = gone.aborted;
    const end = (): void => {
      late = true;
      this.#watch.changed();
    };
    const timer = setTimeout(end, waitMs);
    gone.addEventListener('abort', end, { once: true });
    await this.#watch
      .until(() => late || this.size > 0 || this.#instance.settings.webhookUrl !== '')
      .catch(() => {});
    clearTimeout(timer);
    gone.removeEventListener('abort', end);
    const head = late && this.size === 0 ? undefined : this.#queue[0];
    return head && { receiptId: head.receiptId, body: head.body };
  }

  /** False when there is no such notification (any more). */
  delete(receiptId: number): boolean {
    const found = this.#queue.find((queued) => queued.receiptId === receiptId);
    if (found) this.#drop(found);
    return found !== undefined;
  }

  clear(): void {
    for (const queued of this.#queue.slice()) this.#drop(queued);
  }

  /** Resolves when nothing waits to be delivered. */
  whenDelivered(): Promise<void> {
    return this.#watch.until(() => this.#queue.length === 0);
  }

  close(): void {
    this.#closed = true;
    this.hurry();
    this.#client.close();
    this.#watch.close();
  }

  #deliverMore(): void {
    while (this.#isDelivering() && this.#underWay < this.#options.inFlight) {
      const next = this.#queue.find((queued) => !queued.underWay);
      if (!next) return;
      next.underWay = true;
      this.#underWay += 1;
      void this.#deliver(next);
    }
  }

  #isDelivering(): boolean {
    return !this.#closed && this.#instance.settings.webhookUrl !== '';
  }

  async #deliver(queued: Queued): Promise<void> {
    await this.#bring(queued);
    queued.underWay = false;
    this.#underWay -= 1;
    this.#deliverMore();
  }

  /** Brings one notification until it is taken, too old or no longer wanted there. */
  async #bring(queued: Queued): Promise<void> {
    while (this.#isDelivering()) {
      this.#expire();
      if (!this.#queue.includes(queued)) return;
      if (await this.#attempt(queued.body)) return this.#drop(queued);
      if (!this.#closed) await this.#pauses.pause(this.#options.redeliverMs);
    }
  }

  async #attempt(notification: Notification): Promise<boolean> {
    const { now, webhookTimeoutMs: timeoutMs } = this.#options;
    const { webhookUrl: url, webhookUrlToken: token } = this.#instance.settings;
    const delivery: WebhookDelivery = { notification, at: now() };
    this.deliveries.push(delivery);
    const status = await this.#client.post({
      url,
      authorization: authorizationFor(token),
      body: notification,
      timeoutMs,
    });
    delivery.endedAt = now();
    if (status !== undefined) delivery.status = status;
    this.#watch.changed();
    if (status !== 200) return false;
    const lost = this.#acksToLose > 0;
    if (lost) this.#acksToLose -= 1;
    return !lost;
  }

  #expire(): void {
    const oldest = this.#options.now() - this.#options.retentionMs;
    for (let head = this.#queue[0]; head && head.queuedAt < oldest; head = this.#queue[0])
      this.#drop(head);
  }

  #drop(queued: Queued): void {
    const at = this.#queue.indexOf(queued);
    if (at !== -1) this.#queue.splice(at, 1);
    this.#watch.changed();
  }
}
