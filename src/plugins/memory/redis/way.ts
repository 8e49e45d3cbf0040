import { ServiceError, SetupError } from '../../../core/plugin-api/failures.ts';
import type { Log } from '../../../core/kinds/plugin.ts';
import { parseAddress, type Address } from '../../redis/address.ts';
import {
  openRedis,
  type RedisCall,
  type RedisClient,
  type RedisConnection,
} from '../../redis/connection.ts';
import { toRedisError } from '../../redis/errors.ts';
import { evaluate } from '../../redis/script.ts';

/** How Redis is reached: a call rejects with a retryable ServiceError when Redis fails it; `close` ends what was opened. */
export type Way = Pick<RedisConnection, 'run' | 'close'>;

const silent: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/** The way through a connection, through a client that somebody else opened and will close, or to an address. */
export function wayTo(redis: string | RedisClient | Way): Way {
  if (typeof redis === 'string') return new OwnWay(readAddress(redis));
  return 'run' in redis ? redis : throughClient(redis);
}

function throughClient(client: RedisClient): Way {
  if (client.options.keyPrefix)
    throw new TypeError('A client with a keyPrefix cannot be used: leave it out and set `prefix`.');
  return {
    async run(call) {
      try {
        return await call(client, (...asked) => evaluate(client, ...asked));
      } catch (error) {
        throw toRedisError(error);
      }
    },
    close: () => {},
  };
}

function readAddress(url: string): Address {
  try {
    return parseAddress(url);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new SetupError('redis.address', `The address of Redis ${reason}`, {
      suggestions: [
        'Such as redis://user:password@host:6379/0, or redis+cluster://one:7000,two:7000',
      ],
    });
  }
}

/** Connects at the first call, and again at the next one while Redis is unavailable. */
class OwnWay implements Way {
  readonly #address: Address;
  #connection: Promise<RedisConnection> | undefined;
  #closed = false;

  constructor(address: Address) {
    this.#address = address;
  }

  async run<T>(call: RedisCall<T>): Promise<T> {
    if (this.#closed)
      throw new ServiceError('redis.closed', 'The Redis connection is closed', {
        retryable: false,
      });
    this.#connection ??= this.#connect();
    return (await this.#connection).run(call);
  }

  close(): void {
    this.#closed = true;
    this.#connection?.then((connection) => connection.close()).catch(() => {});
  }

  async #connect(): Promise<RedisConnection> {
    try {
      const values = {
        address: this.#address,
        cluster: false,
        prefix: '',
        sentinelName: undefined,
        sentinelPassword: undefined,
      };
      return await openRedis(values, { log: silent, now: Date.now });
    } catch (error) {
      this.#connection = undefined;
      throw error;
    }
  }
}
