import type { World } from '../../core/kinds/plugin.ts';
import type { BookingLedger } from './booking-ledger.ts';
import type { CalendarValues } from './settings.ts';

/** The bookings in the place in which the journal is; opened by the first call. */
export async function openLedger(
  values: Pick<CalendarValues, 'journal' | 'address' | 'prefix'> & CalendarValues,
  world: Pick<World, 'log' | 'now' | 'once' | 'dataFolder'>,
): Promise<BookingLedger> {
  if (values.journal === 'redis') {
    const { RedisLedger } = await import('./redis-ledger.ts');
    const { openRedis } = await import('../redis/connection.ts');
    return new RedisLedger(() => openRedis(values, world), world.now);
  }
  const { SqliteLedger } = await import('./sqlite-ledger.ts');
  return new SqliteLedger(world.dataFolder, world.now);
}
