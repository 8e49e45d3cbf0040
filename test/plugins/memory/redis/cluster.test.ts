import { randomUUID } from 'node:crypto';
import { Cluster } from 'ioredis';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Chats } from '../../../../src/core/history/chats.ts';
import { History } from '../../../../src/core/history/history.ts';
import { encodedTime } from '../../../../src/core/history/stored-chat.ts';
import plugin, { RedisStore } from '../../../../src/plugins/memory/redis/index.ts';
import { memorySuite } from '../../../../src/suites/memory.ts';
import { chat, hourMs, keepingLog, turn } from '../../../core/memories.ts';
import { useCluster } from '../../redis/cluster.ts';
import { connect, redisValues } from '../../redis/server.ts';

const address = useCluster();

describe('memory/redis on a cluster', () => {
  const open = async (): Promise<RedisStore> =>
    new RedisStore(await connect(address(), 'wabot'), {
      prefix: randomUUID(),
      timeOf: encodedTime,
    });
  memorySuite(it, open, { index: true, replace: true });

  it('remembers chats', async () => {
    const log = keepingLog();
    const options = { ttlMs: hourMs, log };
    const world = { log, now: Date.now, fetch, dataFolder: '' };
    const history = new History(await plugin.create(redisValues(address(), 'shop'), world), {
      ...options,
      limit: 20,
    });
    await history.record(turn(1));
    const chats = new Chats(await plugin.create(redisValues(address(), 'shop'), world), options);
    expect((await chats.list({ limit: 9 })).chats).toMatchObject([{ chat, kept: 2 }]);
    expect((await history.recall(chat)).entries).toHaveLength(2);
    await Promise.all([history.close(), chats.close()]);
  });

  it('keeps bots on different nodes, each on one, through a client of somebody else', async () => {
    const nodes = address().slice('redis+cluster://'.length).split(',');
    const cluster = new Cluster(nodes.map((node) => `redis://${node}`));
    onTestFinished(() => cluster.disconnect());
    for (let shop = 0; shop < 12; shop += 1) {
      const store = new RedisStore(cluster, { prefix: `shop ${shop}` });
      await store.setMany(['a', 'b', 'c', 'd'].map((key) => ({ key, value: `${key} of ${shop}` })));
      expect(await store.getMany(['a', 'd', 'none'])).toEqual([
        `a of ${shop}`,
        `d of ${shop}`,
        undefined,
      ]);
    }
    const used = await Promise.all(cluster.nodes('master').map((node) => node.keys('{shop *')));
    const shops = used.map(
      (keys) => new Set(keys.map((key) => key.slice(0, key.indexOf('}')))).size,
    );
    expect(shops).not.toContain(0);
    expect(shops.reduce((sum, count) => sum + count)).toBe(12);
  });
});
