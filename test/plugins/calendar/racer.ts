import { parseAddress } from '../../../src/plugins/redis/address.ts';
import { openRedis } from '../../../src/plugins/redis/connection.ts';
import type { BookingLedger } from '../../../src/plugins/calendar/booking-ledger.ts';
import { RedisLedger } from '../../../src/plugins/calendar/redis-ledger.ts';
import { SqliteLedger } from '../../../src/plugins/calendar/sqlite-ledger.ts';
import { TableCalendar } from '../../../src/plugins/calendar/table/table-calendar.ts';
import type { Calendar, Slot } from '../../../src/core/kinds/calendar.ts';
import { googleCalendar } from './google/google-calendars.ts';
import { monday, planOf, roundTheClock } from './places.ts';

/**
 * One of the processes that book the same times: `place kind name`, where place is a folder, or the address of a Redis, and kind
 * `table`, or the address of a Google Calendar. Takes times as JSON lines and answers each with what became of it.
 */
const [place = '', kind = '', name = ''] = process.argv.slice(2);
const log = { debug() {}, info() {}, warn() {}, error() {} };
const now = (): number => monday;

function openLedger(): BookingLedger {
  if (!place.startsWith('redis:')) return new SqliteLedger(place, now);
  const none = { sentinelName: undefined, sentinelPassword: undefined };
  const values = { ...none, address: parseAddress(place), cluster: false, prefix: 'races' };
  return new RedisLedger(() => openRedis(values, { log, now }), now);
}

async function openCalendar(): Promise<Calendar> {
  const ledger = openLedger();
  if (kind !== 'table') return googleCalendar(kind, ledger, {}, roundTheClock);
  return new TableCalendar({ ...(await planOf(roundTheClock)), ledger, now });
}

const calendar = await openCalendar();
const signal = new AbortController().signal;

process.on('message', (slots: Slot[]) => {
  void (async () => {
    for (const slot of slots) {
      const visitor = { chat: name };
      const outcome = await calendar
        .book({ ...slot, key: `${name} ${slot.from}`, visitor }, signal)
        .catch((error: unknown) => ({ failed: String(error) }));
      process.send?.({ from: slot.from, outcome: 'booking' in outcome ? 'booked' : outcome });
    }
    process.send?.('done');
  })();
});
process.send?.('ready');
