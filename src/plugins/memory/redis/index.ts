import { plural } from '../../../core/plugin-api/texts.ts';
import { ServiceError } from '../../../core/plugin-api/failures.ts';
import { fine, warning, type Finding } from '../../../core/kinds/finding.ts';
import { definePlugin, type World } from '../../../core/kinds/plugin.ts';
import { countChats, encodedTime } from '../../../core/plugin-api/storage.ts';
import { redisFindings } from '../../redis/redis-findings.ts';
import { openRedis, type RedisConnection } from '../../redis/connection.ts';
import { redisSettings, type RedisValues } from '../../redis/settings.ts';
import { RedisStore } from './redis-store.ts';

export { RedisStore, type RedisStoreOptions } from './redis-store.ts';

function toStore(connection: RedisConnection): RedisStore {
  return new RedisStore(connection, { prefix: `${connection.slot}:memory`, timeOf: encodedTime });
}

async function look(values: RedisValues, world: World): Promise<Finding[]> {
  const connection = await openRedis(values, world);
  const store = toStore(connection);
  try {
    const findings = await redisFindings(connection, { durable: false });
    await store.prove();
    return [...findings, fine(`writable, remembers ${plural(await countChats(store), 'chat')}`)];
  } finally {
    await store.disconnect();
  }
}

export default definePlugin({
  kind: 'memory',
  version: 1,
  name: 'redis',
  summary: 'Redis: for several machines, open to other processes',
  settings: redisSettings,
  prefixes: ['REDIS_'],
  standIn: ({ standIn }) => (standIn === 'file' ? 'file' : undefined),
  async create(values, world) {
    return toStore(await openRedis(values, world));
  },
  async check(values, world) {
    try {
      return await look(values, world);
    } catch (error) {
      if (!(error instanceof ServiceError) || values.standIn === 'none') throw error;
      return [
        warning(
          `${error.message}; a bot started now keeps the chats in a file`,
          'Start Redis, then start the bot again.',
        ),
      ];
    }
  },
});
