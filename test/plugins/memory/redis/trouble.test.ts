import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { History } from '../../../../src/core/history/history.ts';
import { ServiceError } from '../../../../src/core/errors.ts';
import plugin from '../../../../src/plugins/memory/redis/index.ts';
import { wayTo } from '../../../../src/plugins/memory/redis/way.ts';
import type { World } from '../../../../src/core/kinds/plugin.ts';
import { hourMs, keepingLog, turn } from '../../../core/memories.ts';
import { freePort, RedisServer, redisValues, until } from '../../redis/server.ts';

async function start(): Promise<{
  server: RedisServer;
  history: History;
  heard: [string, unknown][];
}> {
  const server = await RedisServer.start('--appendfsync', 'always');
  onTestFinished(() => server[Symbol.asyncDispose]());
  const log = keepingLog();
  const world: World = { log, now: Date.now, fetch, dataFolder: '' };
  const memory = await plugin.create(redisValues(server.url, 'wabot'), world);
  const history = new History(memory, { ttlMs: hourMs, log, limit: 20 });
  onTestFinished(() => history.close());
  return { server, history, heard: log.heard };
}

/** Tries again until it is done, as the journal does with what memory has not confirmed. */
async function recordAtLast(history: History, number: number, chat: string): Promise<void> {
  await until(async () => {
    const done = await history.record(turn(number, { chat })).catch((error: unknown) => error);
    if (done instanceof ServiceError && done.retryable) return false;
    expect(typeof done).toBe('number');
    return true;
  });
}

async function idsOf(history: History, chat: string): Promise<string[]> {
  return (await history.recall(chat)).entries
    .filter(({ role }) => role === 'customer')
    .map(({ id }) => id);
}

describe('memory/redis in trouble', () => {
  it('loses and doubles nothing while its connections are cut', async () => {
    const { server, history } = await start();
    const { Redis } = await import('ioredis');
    const killer = new Redis(server.url);
    onTestFinished(() => killer.disconnect());
    const killing = new AbortController();
    const kills = (async () => {
      while (!killing.signal.aborted) {
        await killer.call('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes');
        await sleep(15);
      }
    })();
    const chats = ['one', 'two', 'three'];
    await Promise.all(
      chats.map(async (chat) => {
        for (let number = 1; number <= 8; number += 1) await recordAtLast(history, number, chat);
      }),
    );
    killing.abort();
    await kills;
    for (const chat of chats) {
      let ids: string[] = [];
      await until(async () => {
        ids = await idsOf(history, chat).catch(() => []);
        return ids.length > 0;
      });
      expect(ids).toEqual(['m1', 'm2', 'm3', 'm4', 'm5', 'm6', 'm7', 'm8']);
    }
  });

  it('rejects while Redis is unavailable, says so once, and goes on by itself with what the file of Redis holds', async () => {
    const { server, history, heard } = await start();
    await history.record(turn(1, { chat: 'one' }));
    await server.stop('SIGKILL');
    await expect(history.recall('one')).rejects.toMatchObject({ kind: 'service', retryable: true });
    for (let tries = 0; tries < 20; tries += 1) {
      await expect(history.record(turn(2, { chat: 'one' }))).rejects.toThrow(ServiceError);
      await sleep(20);
    }
    expect(heard.map(([event]) => event)).toEqual(['redis-unavailable']);
    await server.start();
    await recordAtLast(history, 2, 'one');
    expect(await idsOf(history, 'one')).toEqual(['m1', 'm2']);
  });

  it('does not wait for a Redis that has stopped answering', async () => {
    const { server, history } = await start();
    server.signal('SIGSTOP');
    await expect(history.recall('one')).rejects.toMatchObject({ kind: 'service', retryable: true });
    server.signal('SIGCONT');
    await recordAtLast(history, 1, 'one');
    expect(await idsOf(history, 'one')).toEqual(['m1']);
  });

  it('does not start without Redis, and says where it looked', async () => {
    const log = keepingLog();
    const world: World = { log, now: Date.now, fetch, dataFolder: '' };
    const made = plugin.create(redisValues('redis://:hidden@127.0.0.1:1', 'wabot'), world);
    await expect(made).rejects.toMatchObject({
      code: 'service.redis.unavailable',
      message: expect.stringContaining('127.0.0.1:1'),
    });
    await expect(made).rejects.not.toThrow(/hidden/);
  });

  it('is checked by a write', async () => {
    const { server, history } = await start();
    await history.record(turn(1));
    const world: World = { log: keepingLog(), now: Date.now, fetch, dataFolder: '' };
    const check = (): unknown =>
      plugin.check?.(redisValues(server.url, 'wabot'), world, AbortSignal.timeout(30_000));
    expect(await check()).toMatchObject([
      { level: 'ok' },
      { level: 'ok', message: 'writable, remembers 1 chat' },
    ]);
  });
});

describe('the way to an address', () => {
  it('is tried again by the next call where nobody answered before', async () => {
    const server = new RedisServer(await freePort(), await mkdtemp(join(tmpdir(), 'wabot-')), []);
    onTestFinished(() => server[Symbol.asyncDispose]());
    const way = wayTo(server.url);
    onTestFinished(() => way.close());
    const ping = (): Promise<string> => way.run((client) => client.ping());
    await expect(ping()).rejects.toThrow(ServiceError);
    await server.start();
    expect(await ping()).toBe('PONG');
  });
});
