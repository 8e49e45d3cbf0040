import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Keyv, type KeyvStorageAdapter } from 'keyv';
import { describe, expect, it, onTestFinished } from 'vitest';
import { MemoryStore, RedisStore, SqliteStore } from '../../../src/plugins/memory/index.ts';
import { useRedis } from '../redis/server.ts';

describe('the memories as storage adapters for somebody else', () => {
  const redis = useRedis();

  it('are used by Keyv as they are, several namespaces in one place', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'wabot-memories-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const stores: KeyvStorageAdapter[] = [
      new RedisStore(redis().url, { prefix: 'shop' }),
      new SqliteStore(join(folder, 'chats.db')),
      new MemoryStore(),
    ];
    for (const store of stores) {
      const keyv = new Keyv({ store, namespace: 'chats' });
      expect(keyv.store).toBe(store);
      await keyv.set('anna', { text: 'Сәлем', big: 2n ** 60n, bytes: Buffer.from('x') }, 60_000);
      expect(await keyv.get('anna')).toEqual({
        text: 'Сәлем',
        big: 2n ** 60n,
        bytes: Buffer.from('x'),
      });
      await keyv.disconnect();
    }
  });
});
