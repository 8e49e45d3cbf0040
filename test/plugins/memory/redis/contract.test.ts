import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { describe, it, onTestFinished } from 'vitest';
import { encodedTime } from '../../../../src/core/history/stored-chat.ts';
import { RedisStore } from '../../../../src/plugins/memory/redis/index.ts';
import { memorySuite } from '../../../../src/suites/memory.ts';
import { connect, useRedis } from '../../redis/server.ts';

const offers = { index: true, replace: true };
const redis = useRedis();
const fresh = (): { prefix: string; timeOf: typeof encodedTime } => ({
  prefix: randomUUID(),
  timeOf: encodedTime,
});

describe('memory/redis', () => {
  memorySuite(it, async () => new RedisStore(await connect(redis().url, 'wabot'), fresh()), offers);
});

describe('memory/redis at an address', () => {
  memorySuite(it, async () => new RedisStore(redis().url, fresh()), offers);
});

describe.each([2, 3] as const)(
  'memory/redis over a client of somebody else that speaks RESP%i',
  (protocol) => {
    const open = async (): Promise<RedisStore> => {
      const client = new Redis(redis().url, { protocol });
      onTestFinished(() => client.disconnect());
      return new RedisStore(client, fresh());
    };
    memorySuite(it, open, offers);
  },
);
