import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { Keyv } from 'keyv';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { ServiceError, SetupError } from '../../../../src/core/errors.ts';
import { RedisStore, type RedisStoreOptions } from '../../../../src/plugins/memory/redis/index.ts';
import { useRedis } from '../../redis/server.ts';

const redis = useRedis();

/** A store of its own, and a client that looks at what it writes. */
function open(options?: RedisStoreOptions): { store: RedisStore; client: Redis; prefix: string } {
  const prefix = randomUUID();
  const client = new Redis(redis().url);
  onTestFinished(() => client.disconnect());
  return { store: new RedisStore(client, { prefix, ...options }), client, prefix };
}

describe('what stands in Redis', () => {
  it('is the text itself, under prefix, namespace and key', async () => {
    const { store, client, prefix } = open();
    store.namespace = 'shop';
    await store.set('key', '{"value":"Сәлем"}');
    expect(await client.get(`{${prefix}}:shop::key`)).toBe('{"value":"Сәлем"}');
  });

  it('ends by itself at the moment asked for', async () => {
    const { store, client, prefix } = open();
    const expires = Date.now() + 60_000.5;
    await store.set('key', 'value', expires);
    expect(await client.pexpiretime(`{${prefix}}:key`)).toBe(Math.ceil(expires));
    await store.set('key', 'value');
    expect(await client.pexpiretime(`{${prefix}}:key`)).toBe(-1);
  });

  it('leaves nothing behind when it is deleted or cleared', async () => {
    const { store, client, prefix } = open();
    await store.setMany(
      ['a', 'b', 'c'].map((key) => ({ key, value: key, expires: Date.now() + 60_000 })),
    );
    await store.delete('a');
    await store.set('b', 'gone', 1);
    await store.clear();
    expect(await client.keys(`*${prefix}*`)).toEqual([]);
  });

  it('keeps the keys of others, even in a prefix that begins alike', async () => {
    const { store, client, prefix } = open();
    const other = new RedisStore(client, { prefix: `${prefix}2` });
    await client.set('foreign', 'x');
    await other.set('key', 'value');
    await store.set('key', 'value');
    await store.clear();
    expect([await client.get('foreign'), await other.get('key')]).toEqual(['x', 'value']);
  });

  it('is told apart when it is no well-formed text', async () => {
    const { store } = open();
    for (const value of ['\ud800', '\0', '\0"x"', '\0\0"x"', Buffer.from([0, 255])]) {
      await store.set('key', value);
      expect(await store.get('key')).toEqual(value);
    }
    await expect(store.set('key', Symbol('no value'))).rejects.toThrow(TypeError);
  });
});

describe('the index', () => {
  it('finds its place after a position among many of the same time, also when that is gone or has moved', async () => {
    const { store } = open({ timeOf: Number });
    const keys = Array.from(
      { length: 300 },
      (_, index) => `ключ ${String(index).padStart(3, '0')}`,
    );
    await store.setMany(keys.map((key) => ({ key, value: '5' })));
    await store.setMany([
      { key: 'older', value: '4' },
      { key: 'newer', value: '6' },
    ]);
    const after = async (key: string): Promise<unknown> =>
      (await store.newest(2, { key, at: 5 })).map((found) => found.key);
    expect(await after('ключ 150')).toEqual(['ключ 149', 'ключ 148']);
    await store.delete('ключ 150');
    await store.set('ключ 149', '7');
    expect(await after('ключ 150')).toEqual(['ключ 148', 'ключ 147']);
    expect(await after('ключ 149')).toEqual(['ключ 148', 'ключ 147']);
    expect(await after('ключ 000')).toEqual(['older']);
    expect(await after('я')).toEqual(['ключ 299', 'ключ 298']);
    expect(await store.newest(500)).toHaveLength(301);
  });

  it('drops what has ended with later writes, a bounded number at a time', async () => {
    const { store, client, prefix } = open();
    const keys = Array.from({ length: 500 }, (_, index) => `key ${index}`);
    await store.setMany(keys.map((key) => ({ key, value: 'x', expires: Date.now() + 1_500 })));
    await vi.waitFor(async () => expect(await store.count()).toBe(0), { timeout: 20_000 });
    expect(await store.newest(10)).toEqual([]);
    const rows = async (): Promise<number[]> =>
      Promise.all(['times', 'deadlines'].map((name) => client.zcard(`{${prefix}}/${name}`)));
    const before = await rows();
    await store.set('other', 'x');
    const after = await rows();
    expect(after[0]).toBeLessThan(before[0] ?? 0);
    expect(after[0]).toBeGreaterThan((before[0] ?? 0) - 50);
    for (let write = 0; write < 40; write += 1) await store.set('other', 'x');
    expect(await rows()).toEqual([1, 0]);
  });
});

describe('a way of its own', () => {
  it('refuses an address that cannot be, without repeating it', () => {
    const caught = ((): unknown => {
      try {
        return new RedisStore('http://user:secret@host');
      } catch (error) {
        return error;
      }
    })();
    expect(caught).toBeInstanceOf(SetupError);
    expect(String(caught)).not.toContain('secret');
  });

  it('refuses a client that changes keys', () => {
    const client = new Redis(redis().url, { keyPrefix: 'x:', lazyConnect: true });
    expect(() => new RedisStore(client)).toThrow(/prefix/);
  });

  it('tells of nothing but rejections when nobody is there', async () => {
    const store = new RedisStore('redis://127.0.0.1:1');
    const keyv = new Keyv({ store });
    const begun = performance.now();
    for (const call of [
      () => store.get('key'),
      () => store.set('key', 'x'),
      () => keyv.get('key'),
      () => store.clear(),
    ])
      await expect(call()).rejects.toThrow(ServiceError);
    expect(performance.now() - begun).toBeLessThan(60_000);
    await store.disconnect();
  });

  it('ends with disconnect, while the client of somebody else goes on', async () => {
    const { store, client } = open();
    const own = new RedisStore(redis().url);
    for (const each of [store, own]) {
      await each.set('key', 'value');
      await each.disconnect();
      await expect(each.get('key')).rejects.toThrow(/closed/);
    }
    expect(await client.ping()).toBe('PONG');
  });
});
