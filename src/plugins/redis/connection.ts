import type { Cluster, Redis } from 'ioredis';
import { ServiceError, SetupError } from '../../core/errors.ts';
import type { World } from '../../core/plugin.ts';
import { completeAddress, showAddress, type Address } from './address.ts';
import { clusterOptions, redisOptions, type Purpose } from './client-options.ts';
import { toServiceError, toStartError } from './errors.ts';
import { Outage } from './outage.ts';
import type { RedisValues } from './settings.ts';

/** A client of one Redis (also behind sentinels) or of a cluster; both know the same commands. */
export type RedisClient = Redis | Cluster;

interface ConnectionParts {
  open(this: void, purpose: Purpose): RedisClient;
  outage: Outage;
  prefix: string;
  where: string;
}

/**
 * The way to Redis, for everything that keeps something there. Opened with `openRedis`.
 *
 * - `client` is connected and stays so: it reconnects for ever, with growing pauses up to two seconds. While Redis is away
 *   every command rejects at once (nothing is queued), otherwise after five seconds at the latest; a command that was under
 *   way when the line broke rejects and may have been done. The log hears of an outage once a minute.
 * - `run` turns what a call throws into a retryable ServiceError without keys, values or passwords in it.
 * - `slot` begins every key. Keys with the same text in braces are in one slot of a cluster, so that one script or MULTI may
 *   touch them: `{wabot}:…` for what must change together. What need not may put a name of its own into the braces,
 *   after `prefix`: `wabot:{77001234567@c.us}`.
 * - `listener` and `blocking` give further clients, to subscribe with and for commands that wait; `close` ends them all.
 */
export class RedisConnection {
  readonly client: RedisClient;
  /** WABOT_REDIS_PREFIX, such as `wabot`. */
  readonly prefix: string;
  /** The prefix as a hash tag, such as `{wabot}`. */
  readonly slot: string;
  /** The address without user and password. */
  readonly where: string;
  readonly #open: (purpose: Purpose) => RedisClient;
  readonly #outage: Outage;
  readonly #others: RedisClient[] = [];

  constructor({ open, outage, prefix, where }: ConnectionParts) {
    this.#open = open;
    this.#outage = outage;
    this.client = open('commands');
    this.prefix = prefix;
    this.slot = `{${prefix}}`;
    this.where = where;
  }

  /** Makes a call; rejects with a retryable ServiceError `service.redis.…` when Redis fails it. */
  async run<T>(call: (client: RedisClient) => Promise<T>): Promise<T> {
    try {
      const result = await call(this.client);
      this.#outage.ended();
      return result;
    } catch (error) {
      const understood = toServiceError(error);
      if (understood instanceof ServiceError && understood.announced === true) this.#outage.failed(error);
      throw understood;
    }
  }

  /** A further client to subscribe with; it subscribes again by itself. */
  listener(): RedisClient {
    return this.#another('listening');
  }

  /** A further client for commands that wait; its commands wait for Redis to come back, too. */
  blocking(): RedisClient {
    return this.#another('blocking');
  }

  /** Ends all clients at once; what is under way rejects. */
  close(): void {
    for (const client of [this.client, ...this.#others.splice(0)]) client.disconnect();
  }

  #another(purpose: Purpose): RedisClient {
    const client = this.#open(purpose);
    this.#others.push(client);
    return client;
  }
}

/**
 * Connects. Rejects with a SetupError for a setting or a password that cannot be, and with a ServiceError
 * `service.redis.unavailable` (exit 4) when Redis is away.
 */
export async function openRedis(values: RedisValues, world: Pick<World, 'log' | 'now'>): Promise<RedisConnection> {
  const address = addressOf(values);
  const where = showAddress(address);
  const ioredis = await import('ioredis');
  const outage = new Outage(world, where);
  const open = (purpose: Purpose): RedisClient => {
    const { nodes } = address;
    const client =
      address.how === 'cluster'
        ? new ioredis.Cluster([...nodes], clusterOptions(address, purpose))
        : new ioredis.Redis(redisOptions(address, purpose, values.sentinelPassword));
    client.on('error', (error: unknown) => outage.failed(error));
    return client;
  };
  const connection = new RedisConnection({ open, outage, prefix: values.prefix, where });
  try {
    await connected(connection.client);
  } catch (error) {
    connection.close();
    throw toStartError(error, where);
  }
  return connection;
}

function addressOf({ address, sentinelName, cluster }: RedisValues): Address {
  if (!address) {
    throw new SetupError('redis.address', 'REDIS_URL is not set, so it is not known where Redis is', {
      suggestions: ['Put REDIS_URL=redis://user:password@host:6379 into the file .env.'],
    });
  }
  try {
    return completeAddress(address, { cluster, ...(sentinelName === undefined ? {} : { sentinelName }) });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new SetupError('redis.address', `REDIS_URL ${reason}`, { suggestions: ['Mend it in the file .env.'] });
  }
}

/** Resolves at the first success; rejects with the reason of the first failure, as a client's own `connect` does not tell it. */
function connected(client: RedisClient): Promise<void> {
  return new Promise((resolve, reject) => {
    client.once('ready', resolve);
    client.once('error', reject);
    client.connect().catch(reject);
  });
}
