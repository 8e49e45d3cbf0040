import { Redis } from 'ioredis';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ServiceError } from '../../../../src/core/errors.ts';
import type { Finding } from '../../../../src/core/kinds/finding.ts';
import plugin from '../../../../src/plugins/memory/redis/index.ts';
import type { RedisValues } from '../../../../src/plugins/redis/settings.ts';
import { keepingLog } from '../../../core/memories.ts';
import { redisValues, useRedis } from '../../redis/server.ts';

const redis = useRedis();
/** Nobody listens at this port. */
const nowhere = 'redis://127.0.0.1:1';

async function check(
  url: string,
  more: Partial<RedisValues> = {},
): Promise<readonly Finding[] | undefined> {
  const world = { log: keepingLog(), now: Date.now, fetch, dataFolder: '' };
  return plugin.check?.(redisValues(url, 'wabot', more), world, new AbortController().signal);
}

async function admin(): Promise<Redis> {
  const client = new Redis(redis().url);
  onTestFinished(() => client.disconnect());
  return client;
}

describe('looking at a memory in Redis', () => {
  it('says how much it remembers, asks for no disk, and leaves no connection', async () => {
    const client = await admin();
    const before = String(await client.call('CLIENT', 'LIST')).split('\n').length;
    expect(await check(redis().url)).toEqual([
      { level: 'ok', message: expect.stringMatching(/^Redis \d/) as string },
      { level: 'ok', message: 'writable, remembers 0 chats' },
    ]);
    await expect
      .poll(async () => String(await client.call('CLIENT', 'LIST')).split('\n').length)
      .toBe(before);
  });

  it('is red when nothing can be written', async () => {
    const client = await admin();
    await client.call(
      'ACL',
      'SETUSER',
      'reader',
      'on',
      '>secret',
      '~*',
      '+@read',
      '+@connection',
      '+info',
      '+evalsha',
      '+eval',
    );
    await expect(check(redis().url.replace('://', '://reader:secret@'))).rejects.toThrow(Error);
  });

  it.each([
    ['is red while it is away', 'none'],
    ['is a warning while it is away and a file stands in', 'file'],
  ] as const)('%s', async (_what, standIn) => {
    const found = await check(nowhere, { standIn }).catch((error: unknown) => error);
    if (standIn === 'none') return expect(found).toBeInstanceOf(ServiceError);
    expect(found).toEqual([
      {
        level: 'warning',
        message: expect.stringMatching(/; a bot started now keeps the chats in a file$/) as string,
        suggestions: ['Start Redis, then start the bot again.'],
      },
    ]);
  });

  it('is red, whatever stands in, when a person has to change something', async () => {
    const url = redis().url.replace('://', '://nobody:wrong@');
    const found = await check(url, { standIn: 'file' }).catch((error: unknown) => error);
    expect(found).toMatchObject({ kind: 'setup' });
  });
});
