import { describe, expect, it } from 'vitest';
import { ServiceError } from '../../../src/core/errors.ts';
import type { BookingRow } from '../../../src/plugins/calendar/booking-ledger.ts';
import { RedisLedger } from '../../../src/plugins/calendar/redis-ledger.ts';
import type { RedisConnection } from '../../../src/plugins/redis/connection.ts';
import { toRedisError } from '../../../src/plugins/redis/errors.ts';
import { monday } from './places.ts';

const row: BookingRow = {
  id: 'bk1',
  key: 'k',
  service: 'Стрижка',
  staff: 'Айгуль',
  from: monday,
  to: monday + 1,
  at: monday,
  visitor: { chat: '77001234567@c.us' },
  state: 'booked',
  revision: 1,
  spans: [],
};

/** What a change comes to where the line to Redis ends in this. */
async function failure(raw: Error): Promise<unknown> {
  const connection = {
    slot: '{wabot}',
    run: (call: (client: undefined, run: () => Promise<never>) => Promise<unknown>) =>
      call(undefined, () => Promise.reject(raw)).catch((error: unknown) => {
        throw toRedisError(error);
      }),
  } as unknown as RedisConnection;
  const ledger = new RedisLedger(
    () => Promise.resolve(connection),
    () => monday,
  );
  return ledger.put(row).catch((error: unknown) => error);
}

const unconfirmed = new ServiceError('redis.unconfirmed', 'too few replicas', { retryable: true });
const reset = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });
const refused = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });

describe('a change of a booking in Redis', () => {
  it.each([
    [new Error('Command timed out'), true],
    [new Error('Connection is closed.'), true],
    [new Error('Command aborted due to connection close'), true],
    [reset, true],
    [unconfirmed, true],
    [new Error("Stream isn't writeable and enableOfflineQueue options is false"), false],
    [new Error('OOM command not allowed'), false],
    [new Error('LOADING Redis is loading the dataset in memory'), false],
    [refused, false],
  ])('that ends in %s may have been made: %s', async (raw, expected) => {
    const error = await failure(raw);
    expect(error).toBeInstanceOf(ServiceError);
    expect(error instanceof ServiceError && error.outcomeUnknown).toBe(expected);
    expect(error instanceof ServiceError && error.retryable).toBe(true);
  });
});
