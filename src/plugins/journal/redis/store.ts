import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { isRetryable, ServiceError } from '../../../core/plugin-api/failures.ts';
import type { RedisCall, RedisClient, RedisConnection } from '../../redis/connection.ts';
import { redisErrorWord } from '../../redis/errors.ts';
import { evaluate, type Argument, type Script } from '../../redis/script.ts';
import type { Fence } from './fence.ts';

/** How long a chat that is being worked on waits for Redis to come back, milliseconds. */
const patienceMs = 20_000;
const patiencePauseMs = 200;

/** The same once the process is to stop. */
const hastyPatienceMs = 3_000;

/** The journal's keys in Redis. All of them are in one slot of a cluster. */
export class Store {
  readonly connection: RedisConnection;
  readonly fence: Fence;
  /** Names this process, for as long as it lives, to the others and to those that come after it. */
  readonly me = randomUUID();
  /** What the keys of the journal begin with, and those of the queue. */
  readonly base: string;
  readonly queue: string;
  #afterWrite: () => void = () => {};
  readonly #running = new Set<Promise<unknown>>();
  readonly #loading = new Map<string, Promise<void>>();
  #closed = false;
  #patienceEndsAt = Infinity;

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

  /** Runs a script that only reads. Rejects at once, with a retryable ServiceError, when Redis is unavailable. */
  async read(script: Script, ...values: readonly Argument[]): Promise<unknown> {
    const keys = [this.base, this.queue];
    return this.call((client, run) =>
      script.kept ? run(script, keys, values) : this.#run(client, script, [keys, values]),
    );
  }

  /** Runs a script. Rejects at once, with a retryable ServiceError, when Redis is unavailable. */
  async write(script: Script, ...values: readonly Argument[]): Promise<unknown> {
    const result = await this.read(script, ...values);
    this.#afterWrite();
    return result;
  }

  /** Runs a script that may run twice, for a chat that is being worked on: waits some seconds for a Redis that is unavailable. */
  async patiently(script: Script, ...values: readonly Argument[]): Promise<unknown> {
    const deadline = performance.now() + patienceMs;
    for (;;) {
      try {
        return await this.write(script, ...values);
      } catch (error) {
        const mayPass =
          isRetryable(error) &&
          error instanceof ServiceError &&
          error.code.startsWith('service.redis.');
        if (
          !mayPass ||
          this.#closed ||
          performance.now() > Math.min(deadline, this.#patienceEndsAt)
        )
          throw error;
        await sleep(patiencePauseMs);
      }
    }
  }

  /** From now on what waits for Redis does so for a few seconds only: another process can take it up. */
  hasten(): void {
    this.#patienceEndsAt = Math.min(this.#patienceEndsAt, performance.now() + hastyPatienceMs);
  }

  /** Makes another call to Redis, with the same errors. */
  async call<T>(work: RedisCall<T>): Promise<T> {
    if (this.#closed)
      throw new ServiceError('journal.closed', 'The journal is closed', { retryable: true });
    const running = this.connection.run(async (...given) => {
      try {
        return await work(...given);
      } catch (error) {
        throw redisErrorWord(error) === 'LEASE' ? leaseLost() : error;
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
  async #run(
    client: RedisClient,
    script: Script,
    [keys, values]: [string[], readonly Argument[]],
  ): Promise<unknown> {
    const loading = this.#loading.get(script.sha);
    if (!loading) {
      const first = client.eval(script.text, keys.length, ...keys, ...values);
      const over = first.then(
        () => {},
        () => void this.#loading.delete(script.sha),
      );
      this.#loading.set(script.sha, over);
      return first;
    }
    await loading;
    return evaluate(client, script, keys, values);
  }
}

/** Names a call that counts something: when its answer got lost and it is made again, it counts once. */
export function newCall(): string {
  return randomUUID();
}

/** Another process processes this chat meanwhile. */
export function leaseLost(): ServiceError {
  return new ServiceError('journal.lease', 'Another process has taken this chat over', {
    retryable: true,
  });
}
