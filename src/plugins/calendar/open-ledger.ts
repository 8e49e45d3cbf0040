import type { World } from '../../core/kinds/plugin.ts';
import type { BookingLedger } from './booking-ledger.ts';
import type { CalendarValues } from './settings.ts';

/** The bookings in the place in which the journal is, one for the whole process; connected by the first call. */
export function openLedger(
  values: CalendarValues,
  world: Pick<World, 'log' | 'now' | 'once' | 'dataFolder'>,
): Promise<BookingLedger> {
  const make = (): Promise<BookingLedger> => newLedger(values, world);
  return world.once?.('bookings', make) ?? make();
}

async function newLedger(
  values: CalendarValues,
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
