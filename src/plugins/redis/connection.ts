import { ServiceError, SetupError } from '../../core/plugin-api/failures.ts';
import type { World } from '../../core/kinds/plugin.ts';
import { completeAddress, showAddress, type Address } from './address.ts';
import { clusterOptions, redisOptions, type Purpose } from './client-options.ts';
import { quietly } from './quietly.ts';
import type { RedisClient } from './client.ts';
import { toRedisError, toStartError } from './errors.ts';
import { Keeper, type WantedReplicas } from './keeper.ts';
import { Outage } from './outage.ts';
import { Followers } from './replicas.ts';
import type { RunScript } from './script.ts';
import type { RedisWay } from './settings.ts';
import { readCertificates } from './tls.ts';

export type { RedisClient } from './client.ts';

interface ConnectionDependencies {
  open(this: void, purpose: Purpose): RedisClient;
  outage: Outage;
  prefix: string;
  where: string;
  /** How many replicas must have what is kept. */
  wanted: WantedReplicas;
}

/** What is asked of Redis: through the client or, a script that may have to be kept, through `run`. */
export type RedisCall<T> = (client: RedisClient, run: RunScript) => Promise<T>;

/**
 * The way to Redis, for everything that keeps something there. Opened with `openRedis`.
 *
 * - `client` is connected and stays so: it reconnects for ever, with growing pauses up to two seconds. While Redis is unavailable
 *   every command rejects at once (nothing is queued), otherwise after five seconds at the latest; a command that was under
 *   way when the connection was lost rejects and may have been done. The log hears of an outage once a minute.
 * - `run` turns what a call throws into a retryable ServiceError without keys, values or passwords in it. A script that is
 *   `kept`, run through what the call is given besides the client, resolves when enough replicas have what it changed.
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
  readonly #keeper: Keeper;
  readonly #others: RedisClient[] = [];
  #leftAt = -Infinity;

  constructor({ open, outage, prefix, where, wanted }: ConnectionDependencies) {
    this.#open = open;
    this.#outage = outage;
    this.client = open('commands');
    this.prefix = prefix;
    this.slot = `{${prefix}}`;
    this.where = where;
    this.#keeper = new Keeper(this.client, {
      wanted,
      key: `${this.slot}:kept`,
      unconfirmed: () => this.#leave(),
      followers: hasSentinels(this.client) ? new Followers() : undefined,
    });
  }

  /** Makes a call; rejects with a retryable ServiceError `service.redis.…` when Redis fails it. */
  async run<T>(call: RedisCall<T>): Promise<T> {
    try {
      const result = await call(this.client, (...asked) => this.#keeper.run(...asked));
      this.#outage.ended();
      return result;
    } catch (error) {
      const understood = toRedisError(error);
      if (understood instanceof ServiceError && understood.alreadyLogged === true)
        this.#outage.failed(error);
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

  /** A machine that its replicas have left may no longer be the one that serves: the sentinels are asked again. */
  #leave(): void {
    const now = performance.now();
    if (!hasSentinels(this.client) || now - this.#leftAt < leavePauseMs) return;
    this.#leftAt = now;
    for (const client of [this.client, ...this.#others]) client.disconnect(true);
  }

  #another(purpose: Purpose): RedisClient {
    const client = this.#open(purpose);
    this.#others.push(client);
    return client;
  }
}

/** How often sentinels are asked again because replicas do not confirm, milliseconds. */
const leavePauseMs = 3_000;

function hasSentinels({ options }: RedisClient): boolean {
  return 'sentinels' in options && Boolean(options.sentinels);
}

/**
 * Connects. Rejects with a SetupError for a setting or a password that cannot be, and with a ServiceError
 * `service.redis.unavailable` (exit 4) when Redis is unavailable.
 */
export async function openRedis(
  values: RedisWay,
  world: Pick<World, 'log' | 'now' | 'once'>,
): Promise<RedisConnection> {
  const address = addressOf(values);
  const where = showAddress(address);
  const certificates = await readCertificates(values, address.tls);
  const opening = { address, certificates, sentinelPassword: values.sentinelPassword };
  const ioredis = await import('ioredis');
  // Memory and journal lose the same Redis at the same time.
  const newOutage = (): Outage => new Outage(world, where);
  const outage = world.once?.(`outage of redis ${where}`, newOutage) ?? newOutage();
  // A failure to begin is thrown, and not an outage.
  let isOpen = false;
  const open = (purpose: Purpose): RedisClient => {
    const client =
      address.how === 'cluster'
        ? new ioredis.Cluster([...address.nodes], clusterOptions(opening, purpose))
        : quietly(new ioredis.Redis(redisOptions(opening, purpose)));
    client.on('error', (error: unknown) => isOpen && outage.failed(error));
    return client;
  };
  const connection = new RedisConnection({
    open,
    outage,
    prefix: values.prefix,
    where,
    wanted: values.replicas ?? 0,
  });
  try {
    await connected(connection.client);
    isOpen = true;
  } catch (error) {
    connection.close();
    throw toStartError(error, where, address.tls);
  }
  return connection;
}

function addressOf({ address, sentinelName, cluster }: RedisWay): Address {
  if (!address) {
    throw new SetupError(
      'redis.address',
      'REDIS_URL is not set, so it is not known where Redis is',
      {
        suggestions: ['Put REDIS_URL=redis://user:password@host:6379 into the file .env.'],
      },
    );
  }
  try {
    return completeAddress(address, {
      cluster,
      ...(sentinelName === undefined ? {} : { sentinelName }),
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new SetupError('redis.address', `REDIS_URL ${reason}`, {
      suggestions: ['Fix it in the file .env.'],
    });
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
