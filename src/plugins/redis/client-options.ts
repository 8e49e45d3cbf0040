import type { ClusterOptions, RedisOptions } from 'ioredis';
import { backoff } from '../../core/plugin-api/limits.ts';
import type { Address } from './address.ts';
import { redisErrorWord } from './errors.ts';
import type { Certificates } from './tls.ts';

/** What a client is for. `commands` fail fast; `listening` subscribes; `blocking` waits in a command as long as it likes. */
export type Purpose = 'commands' | 'listening' | 'blocking';

/** A command that has no answer after this long fails, milliseconds: less than a webhook's caller waits. */
const commandTimeoutMs = 5_000;

/** A line on which an answer is due and nothing comes for this long is dead, milliseconds. */
const silenceMs = 8_000;
/** The same where a command may wait for up to ten seconds by itself. */
const blockedSilenceMs = 30_000;

const connectTimeoutMs = 5_000;

const reconnectPauses = { first: 50, longest: 2_000 };

/** For ever; not in step with the other machines. */
function reconnectPause(times: number): number {
  return backoff(times - 1, reconnectPauses);
}

/** Replies as they have always been, whatever protocol the server speaks. */
type Plain = { replyMapping: 'legacy' };

/** Where it leads, and with which certificates and passwords. */
export interface ClientOptions {
  address: Address;
  certificates: Certificates;
  sentinelPassword: string | undefined;
}

function ownOptions(
  { address, certificates }: ClientOptions,
  purpose: Purpose,
): RedisOptions & Plain {
  const { username, password, tls } = address;
  const isBlocking = purpose === 'blocking';
  return {
    replyMapping: 'legacy',
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password }),
    ...(tls ? { tls: certificates } : {}),
    connectTimeout: connectTimeoutMs,
    ...(isBlocking
      ? { socketTimeout: blockedSilenceMs }
      : { commandTimeout: commandTimeoutMs, socketTimeout: silenceMs }),
    maxRetriesPerRequest: isBlocking ? null : 0,
    autoResendUnfulfilledCommands: isBlocking,
    // A master that became a replica must be left for the new one.
    reconnectOnError: (error) => redisErrorWord(error) === 'READONLY',
  };
}

/** Options of a client of one machine, also behind sentinels. */
export function redisOptions(opening: ClientOptions, purpose: Purpose): RedisOptions & Plain {
  const { address, certificates, sentinelPassword } = opening;
  const { how, nodes, database, name, tls } = address;
  const [node] = nodes;
  return {
    ...ownOptions(opening, purpose),
    ...(how === 'sentinel'
      ? { sentinels: [...nodes] }
      : { host: node?.host ?? '', port: node?.port ?? 0 }),
    ...(how === 'sentinel' && name !== undefined
      ? { name, sentinelRetryStrategy: reconnectPause }
      : {}),
    ...(sentinelPassword === undefined ? {} : { sentinelPassword }),
    ...(how === 'sentinel' && tls
      ? { sentinelTLS: certificates, enableTLSForSentinelMode: true }
      : {}),
    db: database,
    lazyConnect: purpose === 'commands',
    enableOfflineQueue: purpose !== 'commands',
    retryStrategy: reconnectPause,
  };
}

/** Options of a client of a cluster. */
export function clusterOptions(
  opening: ClientOptions,
  purpose: Purpose,
): ClusterOptions & { redisOptions: Plain } {
  const lookUp = (host: string, found: (error: null, ip: string) => void): void =>
    found(null, host);
  return {
    redisOptions: ownOptions(opening, purpose),
    lazyConnect: purpose === 'commands',
    enableOfflineQueue: purpose !== 'commands',
    clusterRetryStrategy: reconnectPause,
    slotsRefreshTimeout: commandTimeoutMs,
    ...(opening.address.tls ? { dnsLookup: lookUp } : {}),
  };
}
