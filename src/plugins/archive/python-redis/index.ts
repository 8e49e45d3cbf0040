import { ServiceError } from '../../../core/plugin-api/failures.ts';
import { definePlugin } from '../../../core/kinds/plugin.ts';
import { openRedis } from '../../redis/connection.ts';
import { RedisArchive } from './redis-archive.ts';
import { addressProblems, oldAddress, settings } from './settings.ts';

export default definePlugin({
  kind: 'archive',
  version: 1,
  name: 'python-redis',
  summary: "The Python bot's chats in Redis, which migrate reads",
  settings,
  problems: addressProblems,
  async create(values, world) {
    const isNamed = values.old !== undefined || values.host !== undefined;
    const { prefix, sentinelPassword, ca, certificate, key } = values;
    const address = oldAddress(values);
    // They may belong to the new Redis alone.
    const certificates = address?.tls === true ? { ca, certificate, key } : {};
    const { sentinelName, cluster } = isNamed
      ? { sentinelName: undefined, cluster: false }
      : values;
    const way = { address, sentinelName, sentinelPassword, cluster, prefix, ...certificates };
    const connection = await openRedis(way, world).catch((error: unknown) => {
      throw isAway(error) ? ofOldBot(error) : error;
    });
    return new RedisArchive(connection, values.document === undefined ? undefined : 'google-docs');
  },
});

function isAway(error: unknown): error is ServiceError {
  return error instanceof ServiceError && error.code === 'service.redis.unavailable';
}

/** The advice of a Redis that the new bot works on does not fit here. */
function ofOldBot({ message }: ServiceError): ServiceError {
  return new ServiceError('redis.unavailable', message, {
    retryable: true,
    suggestions: [
      'Start the Redis of the Python bot, or fix OLD_REDIS_URL (rediss:// where it speaks TLS).',
    ],
  });
}
