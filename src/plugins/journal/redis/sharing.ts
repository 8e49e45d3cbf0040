import type { Job, Queue } from 'bullmq';
import type { World } from '../../../core/kinds/plugin.ts';
import type { ChatWorker, Cluster } from '../../../core/kinds/cluster.ts';
import { redisErrorWord } from '../../redis/errors.ts';
import { alone } from './duty.ts';
import { jobOf, openQueue, openWorker, type ChatJob, type Consumer } from './queue.ts';
import { script } from './script.ts';
import type { Store } from './store.ts';
import { SharedValues } from './values.ts';

/** How often chats are looked for that nobody was told of, milliseconds; one process looks at a time, at so many chats. */
const lookPauseMs = 4_000;
const lookSize = 500;

/** The pause before a chat that is not done is handed out again: usually, and after its work failed. Milliseconds. */
const againMs = 500;
const failedMs = 5_000;

/** Who tells what no worker has taken up: a command accepted something, replies were added, the bot's silence changed. */
const toAll = new Set(['-', '+', '!']);

/** How long a stop waits for the queue, milliseconds. */
const closeMs = 3_000;

const notBeforeOf = script('return notBefore(ARGV[1])');

interface OpenShift {
  lost: AbortController;
  ended: Promise<void>;
}

/**
 * Divides chats among processes with a queue: a job says that a chat has something to do, and its lock is the right to work on
 * that chat. What there is to do stands in the journal, so a job that is lost or repeated does no harm.
 */
export class RedisSharing implements Cluster {
  readonly #store: Store;
  readonly #world: Pick<World, 'log' | 'now'>;
  readonly #values: SharedValues;
  readonly #leaseWorker = new Map<string, OpenShift>();
  #worker: ChatWorker | undefined;
  #queue: Queue<ChatJob> | undefined;
  #consumer: Consumer | undefined;
  #timer: NodeJS.Timeout | undefined;
  #cursor = '0';

  constructor(store: Store, world: Pick<World, 'log' | 'now'>) {
    this.#store = store;
    this.#world = world;
    this.#values = new SharedValues(store);
  }

  async assignChats(worker: ChatWorker, signal: AbortSignal): Promise<void> {
    this.#worker = worker;
    await this.#listen();
    this.#queue = await openQueue(this.#store, (error) => this.#trouble(error));
    this.#consumer = await openWorker(this.#store, {
      work: (job, token, lost) => this.#work(job, token, lost),
      done: (chat, failed) => this.#done(chat, failed),
      trouble: (error) => this.#trouble(error),
    });
    this.#store.fence.close(this.#consumer.id);
    signal.addEventListener('abort', () => this.#pause(), { once: true });
    if (signal.aborted) return this.#pause();
    void this.#consumer.run().catch((error: unknown) => this.#trouble(error));
    void this.#look();
  }

  asLeader(
    name: string,
    duty: (signal: AbortSignal) => Promise<void>,
    signal: AbortSignal,
  ): Promise<void> {
    return alone(this.#store, name, duty, signal);
  }

  change(
    name: string,
    change: (before: string | undefined) => string | undefined,
    keptMs: number,
    chat = '',
  ): Promise<void> {
    return this.#values.change({ name, keptMs, chat }, change);
  }

  /** How this process signs what it accepts; a command that only puts something back signs with `-`. */
  get signature(): string {
    return this.#worker ? this.#store.me : '-';
  }

  /** A chat has something new to do: goes to anyone who works on it, or into the queue. */
  takeUp(chat: string): void {
    if (!this.#worker) return;
    if (this.#store.fence.holds(chat)) this.#worker.wake(chat);
    else this.#enqueue(chat);
  }

  /** Waits a little for the queue to end what it does. */
  async close(): Promise<void> {
    this.#pause();
    const closing = Promise.allSettled([this.#consumer?.close(), this.#queue?.close()]);
    const patience = Promise.withResolvers<void>();
    const timer = setTimeout(() => patience.resolve(), closeMs);
    await Promise.race([closing, patience.promise]);
    clearTimeout(timer);
    this.#consumer?.abandon();
  }

  #pause(): void {
    this.#store.hasten();
    clearTimeout(this.#timer);
    this.#timer = undefined;
    void this.#consumer?.pause(true).catch((error: unknown) => this.#trouble(error));
  }

  /** Processes a chat under the lock of its job. */
  async #work(job: Job<ChatJob>, token: string, lost: AbortSignal): Promise<void> {
    const { chat } = job.data;
    const { fence } = this.#store;
    const before = this.#leaseWorker.get(chat);
    before?.lost.abort();
    await before?.ended;
    const shift = { lost: new AbortController(), ended: Promise.withResolvers<void>() };
    this.#leaseWorker.set(chat, { lost: shift.lost, ended: shift.ended.promise });
    fence.hold(chat, token);
    try {
      const notBefore = Number(await this.#store.read(notBeforeOf, chat));
      await this.#worker?.work({
        chat,
        notBefore,
        lost: AbortSignal.any([lost, shift.lost.signal]),
      });
    } finally {
      fence.release(chat);
      this.#leaseWorker.delete(chat);
      shift.ended.resolve();
    }
  }

  /** A message that came at the very end of a shift, or what a stop left, goes into the queue again. */
  async #done(chat: string, failed: boolean): Promise<void> {
    const left = await this.#store
      .call((client) => client.zscore(`${this.#store.base}:busy`, chat))
      .catch(() => null);
    if (left !== null) this.#enqueue(chat, failed ? failedMs : againMs);
  }

  #enqueue(chat: string, delay = 0): void {
    const jobId = jobOf(chat);
    this.#queue
      ?.add('chat', { chat }, { jobId, delay })
      .catch((error: unknown) => this.#trouble(error));
  }

  /** Others tell what they accepted; who is no worker itself (a command) leaves the queue to all of us. */
  async #listen(): Promise<void> {
    const listener = this.#store.connection.listener();
    listener.on('message', (_, message) => {
      const [from = '', ...rest] = message.split(' ');
      const chat = rest.join(' ');
      if (from === this.#store.me || chat === '') return;
      const isHere = this.#store.fence.holds(chat);
      if (!isHere) return void (toAll.has(from) && this.#enqueue(chat));
      if (from === '!') this.#worker?.changed?.(chat);
      else if (from === '+') this.#worker?.due?.(chat);
      else this.#worker?.wake(chat);
    });
    await listener.subscribe(`${this.#store.base}:wake`);
  }

  /** Puts chats into the queue of which a message may have got lost; one that is there or is being worked on stays as it is. */
  async #look(): Promise<void> {
    const { base } = this.#store;
    try {
      const mine = await this.#store.call((client) =>
        client.set(`${base}:look`, this.#store.me, 'PX', lookPauseMs - 500, 'NX'),
      );
      if (mine !== null) {
        const [cursor, found] = await this.#store.call((client) =>
          client.zscan(`${base}:busy`, this.#cursor, 'COUNT', lookSize),
        );
        this.#cursor = cursor;
        const chats = found.filter(
          (chat, index) => index % 2 === 0 && !this.#store.fence.holds(chat),
        );
        for (const chat of chats) this.#enqueue(chat);
      }
    } catch (error) {
      this.#trouble(error);
    }
    if (this.#worker && !this.#consumer?.isPaused())
      this.#timer = setTimeout(() => void this.#look(), lookPauseMs).unref();
  }

  /** The connection tells of outages; the work goes on by itself. */
  #trouble(error: unknown): void {
    this.#world.log.debug('queue-failed', { reason: redisErrorWord(error) });
  }
}
