import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Journal } from '../../../src/core/kinds/journal.ts';
import type { BookingLedger, BookingRow } from '../../../src/plugins/calendar/booking-ledger.ts';
import { openLedger } from '../../../src/plugins/calendar/open-ledger.ts';
import { calendarSettings } from '../../../src/plugins/calendar/settings.ts';
import redisJournal from '../../../src/plugins/journal/redis/index.ts';
import sqliteJournal from '../../../src/plugins/journal/sqlite/index.ts';
import { useFolder } from '../../folder.ts';
import { testWorld, valuesFor } from '../openai/loopback.ts';
import { useRedis } from '../redis/server.ts';
import { hourMs, monday } from './places.ts';

const folder = useFolder();
const redis = useRedis();
const chat = '77001234567@c.us';
const other = '77009999999@c.us';

function row(id: string, from: number, visitor: BookingRow['visitor']): BookingRow {
  const times = { staff: 'Айгуль', from, to: from + hourMs };
  const kept = { key: id, at: monday, state: 'booked', revision: 1, spans: [times] } as const;
  return { id, service: 'Стрижка', ...times, ...kept, visitor };
}

async function filled(ledger: BookingLedger): Promise<void> {
  await ledger.put(row('bk1', monday, { chat, phone: '77001234567', name: 'Айгүл' }));
  await ledger.put(row('bk2', monday + hourMs, { chat: other }));
  await ledger.offered(chat, [row('bk3', monday, { chat })]);
}

async function open(
  environment: Record<string, string>,
  dataFolder = join(folder(), randomUUID()),
): Promise<[Journal, BookingLedger]> {
  const world = { ...testWorld(monday), dataFolder };
  const journal = environment['REDIS_URL']
    ? await redisJournal.create(valuesFor(redisJournal.settings, environment), world)
    : await sqliteJournal.create(valuesFor(sqliteJournal.settings, environment), world);
  onTestFinished(() => journal.close());
  const ledger = await openLedger(valuesFor(calendarSettings, environment), world);
  onTestFinished(() => ledger.close());
  return [journal, ledger];
}

describe('a person who is erased from the journal', () => {
  it.each(['SQLite', 'Redis'])('is erased from the bookings in %s, too', async (where) => {
    const [journal, ledger] = await open(where === 'Redis' ? { REDIS_URL: redis().url } : {});
    await filled(ledger);
    await journal.erase(chat);
    expect([await ledger.list({ chat }), await ledger.offered(chat)]).toEqual([[], []]);
    const visitors = (await ledger.list({})).map(({ id, visitor }) => [id, visitor]);
    expect(visitors).toEqual([
      ['bk1', { chat: '' }],
      ['bk2', { chat: other }],
    ]);
    const late = row('bk4', monday, { chat: other });
    expect(await ledger.put(late)).toEqual({ taken: 'bk1' });
  });

  it('leaves no trace in the file of bookings, and makes none where there is none', async () => {
    const place = join(folder(), randomUUID());
    const [journal, ledger] = await open({}, place);
    const file = join(place, 'bookings.db');
    await journal.erase(chat);
    expect(existsSync(file)).toBe(false);
    await filled(ledger);
    await journal.erase(chat);
    for (const each of [file, `${file}-wal`])
      expect((await readFile(each)).includes('77001234567')).toBe(false);
  });
});
