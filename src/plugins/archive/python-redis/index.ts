import { definePlugin } from '../../../core/plugin.ts';
import { openRedis } from '../../redis/connection.ts';
import { RedisArchive } from './redis-archive.ts';
import { addressProblems, oldAddress, settings } from './settings.ts';

export default definePlugin({
  kind: 'archive',
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
    const { sentinelName, cluster } = isNamed ? { sentinelName: undefined, cluster: false } : values;
    const way = { address, sentinelName, sentinelPassword, cluster, prefix, ...certificates };
    const connection = await openRedis(way, world);
    return new RedisArchive(connection, values.document === undefined ? undefined : 'google-docs');
  },
});
