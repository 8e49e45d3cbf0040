import { Redis } from 'ioredis';
import { describe, it } from 'vitest';
import { RedisArchive } from '../../../src/plugins/archive/python-redis/redis-archive.ts';
import type { ArchivedChat } from '../../../src/core/kinds/archive.ts';
import { archiveSuite } from '../../../src/suites/index.ts';
import { connect, useRedis } from '../redis/server.ts';

const redis = useRedis();

/** As the Python bot writes a chat. */
function stored({ entries }: ArchivedChat): string {
  return JSON.stringify(
    entries.map(({ role, text, at }) => ({
      role: role === 'bot' ? 'assistant' : 'user',
      content: text,
      timestamp: new Date(at ?? 0).toISOString(),
    })),
  );
}

async function everything(client: Redis): Promise<unknown> {
  const keys = (await client.keys('*')).toSorted();
  return Promise.all(
    keys.map(async (key) => [key, await client.get(key), await client.expiretime(key)]),
  );
}

describe('archive/python-redis', () => {
  archiveSuite(it, async (chats) => {
    const client = new Redis(redis().url);
    await client.flushall();
    for (const chat of chats) {
      const key = `chat_history:${chat.name}`;
      await client.set(key, stored(chat));
      if (chat.expiresAt !== undefined) await client.pexpireat(key, chat.expiresAt);
    }
    return {
      archive: new RedisArchive(await connect(redis().url, 'wabot')),
      oldBot: {
        garbles: async (name, text) =>
          void (await client.set(`chat_history:${name}`, `["${text}"`)),
        keeps: () => everything(client),
      },
      close: () => Promise.resolve(client.disconnect()),
    };
  });
});
