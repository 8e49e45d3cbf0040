import { definePlugin } from '../../../core/kinds/plugin.ts';
import { redisSettings } from '../../redis/settings.ts';

export default definePlugin({
  kind: 'journal',
  version: 1,
  name: 'redis',
  summary: 'Redis, for any number of machines that share the work; each may die at any time',
  settings: redisSettings,
  prefixes: ['REDIS_'],
  standIn: ({ standIn }) => (standIn === 'file' ? 'sqlite' : undefined),
  async create(values, world) {
    const { openJournal } = await import('./journal.ts');
    const { erasingBookings } = await import('../../calendar/erasing-journal.ts');
    return erasingBookings(await openJournal(values, world), async () => {
      const { RedisLedger } = await import('../../calendar/redis-ledger.ts');
      const { openRedis } = await import('../../redis/connection.ts');
      return new RedisLedger(() => openRedis(values, world), world.now);
    });
  },
  async check(values, world) {
    const { checkJournal } = await import('./check.ts');
    return checkJournal(values, world);
  },
});
