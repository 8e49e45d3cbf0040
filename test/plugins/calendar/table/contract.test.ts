import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { describe, it } from 'vitest';
import { RedisLedger } from '../../../../src/plugins/calendar/redis-ledger.ts';
import { SqliteLedger } from '../../../../src/plugins/calendar/sqlite-ledger.ts';
import type { BookingLedger } from '../../../../src/plugins/calendar/booking-ledger.ts';
import { TableCalendar } from '../../../../src/plugins/calendar/table/table-calendar.ts';
import { openRedis } from '../../../../src/plugins/redis/connection.ts';
import { calendarSuite, type OpenedCalendar } from '../../../../src/suites/calendar.ts';
import { keepingLog } from '../../../core/memories.ts';
import { useFolder } from '../../../folder.ts';
import { redisValues, useRedis } from '../../redis/server.ts';
import { monday, onePerson, planOf, week } from '../places.ts';

const now = (): number => monday;

async function opened(openLedger: () => BookingLedger): Promise<OpenedCalendar> {
  const plan = await planOf(onePerson);
  const another = async (): Promise<TableCalendar> =>
    new TableCalendar({ ...plan, ledger: openLedger(), now });
  return { calendar: await another(), another, service: 'Стрижка', range: week };
}

describe('calendar/table in SQLite', () => {
  const folder = useFolder();
  calendarSuite(it, () => {
    const place = join(folder(), randomUUID());
    return opened(() => new SqliteLedger(place, now));
  });
});

describe('calendar/table in Redis', () => {
  const redis = useRedis();
  calendarSuite(it, () => {
    const values = redisValues(redis().url, randomUUID());
    return opened(() => new RedisLedger(() => openRedis(values, { log: keepingLog(), now }), now));
  });
});
