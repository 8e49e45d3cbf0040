import { setTimeout as sleep } from 'node:timers/promises';
import { isRetryable, ServiceError } from '../../../core/errors.ts';
import type { RedisClient, RedisConnection } from '../../redis/connection.ts';
import { wordOf } from '../../redis/errors.ts';
import type { Fence } from './fence.ts';
import type { Script } from './script.ts';

/** How long a chat that is being worked on waits for Redis to come back, milliseconds. */
const patienceMs = 20_000;
const patiencePauseMs = 200;

type Argument = string | number;

/** The journal's keys in Redis. All of them are in one slot of a cluster. */
export class Store {
  readonly connection: RedisConnection;
  readonly fence: Fence;
  /** What the keys of the journal begin with, and those of the queue. */
  readonly base: string;
  readonly queue: string;
  #afterWrite: () => void = () => {};
  readonly #running = new Set<Promise<unknown>>();
  readonly #loading = new Map<string, Promise<void>>();
  #closed = false;

  constructor(connection: RedisConnection, fence: Fence) {
    this.connection = connection;
    this.fence = fence;
    this.base = `${connection.slot}:journal`;
    this.queue = `${connection.slot}:queue:chats`;
  }

  /** Calls the listener after writes. */
  onWrite(listener: () => void): void {
    this.#afterWrite = listener;
  }

  /** Runs a script that only reads. Rejects at once, with a retryable ServiceError, when Redis is away. */
  async read(script: Script, ...values: readonly Argument[]): Promise<unknown> {
    return this.call((client) => this.#run(client, script, values));
  }

  /** Runs a script. Rejects at once, with a retryable ServiceError, when Redis is away. */
  async write(script: Script, ...values: readonly Argument[]): Promise<unknown> {
    const result = await this.read(script, ...values);
    this.#afterWrite();
    return result;
  }

  /** Runs a script that may run twice, for a chat that is being worked on: waits some seconds for a Redis that is away. */
  async patiently(script: Script, ...values: readonly Argument[]): Promise<unknown> {
    const deadline = performance.now() + patienceMs;
    for (;;) {
      try {
        return await this.write(script, ...values);
      } catch (error) {
        const mayPass = isRetryable(error) && error instanceof ServiceError && error.code.startsWith('service.redis.');
        if (!mayPass || this.#closed || performance.now() > deadline) throw error;
        await sleep(patiencePauseMs);
      }
    }
  }

  /** Makes another call to Redis, with the same errors. */
  async call<T>(work: (client: RedisClient) => Promise<T>): Promise<T> {
    if (this.#closed) throw new ServiceError('journal.closed', 'The journal is closed', { retryable: true });
    const running = this.connection.run(async (client) => {
      try {
        return await work(client);
      } catch (error) {
        throw wordOf(error) === 'LEASE' ? leaseLost() : error;
      }
    });
    this.#running.add(running);
    return running.finally(() => this.#running.delete(running));
  }

  /** Later calls reject; resolves when those under way have ended. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.allSettled(this.#running);
  }

  /** The first call of a script brings its text; the others wait for that, so that calls keep their order. */
  async #run(client: RedisClient, { text, sha }: Script, values: readonly Argument[]): Promise<unknown> {
    const keysAndValues = [2, this.base, this.queue, ...values] as const;
    const loading = this.#loading.get(sha);
    if (!loading) {
      const first = client.eval(text, ...keysAndValues);
      const over = first.then(
        () => {},
        () => void this.#loading.delete(sha),
      );
      this.#loading.set(sha, over);
      return first;
    }
    await loading;
    try {
      return await client.evalsha(sha, ...keysAndValues);
    } catch (error) {
      if (wordOf(error) !== 'NOSCRIPT') throw error;
      return await client.eval(text, ...keysAndValues);
    }
  }
}

/** Another process works this chat off meanwhile. */
export function leaseLost(): ServiceError {
  return new ServiceError('journal.lease', 'Another process has taken this chat over', { retryable: true });
}
