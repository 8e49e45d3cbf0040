import { Keyv, KeyvMemoryAdapter } from 'keyv';
import { describe, expect, it } from 'vitest';
import { History } from '../../../../src/core/history/history.ts';
import { ServiceError } from '../../../../src/core/errors.ts';
import { AdaptedStore } from '../../../../src/plugins/memory/keyv/adapted-store.ts';
import { memorySuite, type Register } from '../../../../src/suites/index.ts';
import { chat, hourMs, keepingLog, turn } from '../../../core/memories.ts';
import { LegacyMap } from './legacy-map.ts';

function adapted(store: object): AdaptedStore {
  return new AdaptedStore(new Keyv().resolveStore(store), 'some-adapter', () => {});
}

describe('memory/keyv over an adapter of Keyv 6', () => {
  memorySuite(it, async () => adapted(new KeyvMemoryAdapter(new Map())));
});

describe('memory/keyv over an adapter of before', () => {
  const register: Register = it;
  // Keyv's bridge takes null for nothing; chats are texts.
  memorySuite(
    (name, test) => (name.includes('odd values') ? undefined : register(name, test)),
    async () => adapted(new LegacyMap()),
  );
});

describe('an adapter that emits its errors', () => {
  it('makes calls reject instead of looking empty', async () => {
    const legacy = new LegacyMap();
    const history = new History(adapted(legacy), { ttlMs: hourMs, log: keepingLog(), limit: 20 });
    await history.record(turn(1));
    legacy.broken = new Error('password of postgres://user:secret@host');
    const failed = history.recall(chat);
    await expect(failed).rejects.toThrow(ServiceError);
    await expect(failed).rejects.toMatchObject({ code: 'service.memory.keyv', retryable: true });
    await expect(failed).rejects.not.toThrow(/secret/);
    await expect(history.record(turn(2))).rejects.toThrow(ServiceError);
    legacy.broken = undefined;
    expect((await history.recall(chat)).entries).toHaveLength(2);
  });

  it.each([
    [
      Object.assign(new Error('postgres://user:secret@host'), { code: 'ECONNREFUSED' }),
      'ECONNREFUSED',
    ],
    [Object.assign(new TypeError('secret'), { code: 7 }), 'TypeError'],
    [new RangeError('secret'), 'RangeError'],
    ['secret', 'unknown'],
  ])('says what kind of error it was and no more: %s', async (error, word) => {
    const legacy = new LegacyMap();
    legacy.get = async () => {
      throw error;
    };
    await expect(adapted(legacy).get('key')).rejects.toMatchObject({
      message: `The Keyv adapter some-adapter failed (${word})`,
      suggestions: [expect.stringContaining('KEYV_URI')],
    });
  });

  it('does no harm between calls', async () => {
    const legacy = new LegacyMap();
    const store = adapted(legacy);
    legacy.emit('error', new Error('the line is cut'));
    expect(await store.get('key')).toBeUndefined();
  });
});

describe('an adapter that cannot list', () => {
  it('says so instead of listing nothing', async () => {
    const legacy = new LegacyMap();
    Object.defineProperty(legacy, 'iterator', { value: undefined });
    const store = adapted(legacy);
    expect(store.isListed).toBe(false);
    await store.set('key', 'value');
    const failed = store.iterator().next();
    await expect(failed).rejects.toThrow(/cannot list/);
    await expect(failed).rejects.toMatchObject({ code: 'setup.memory.listing' });
  });
});
