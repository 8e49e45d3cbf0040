import { describe, expect, it, onTestFinished } from 'vitest';
import { readSettings } from '../../../src/core/settings/read-settings.ts';
import plugin from '../../../src/plugins/archive/python-redis/index.ts';
import {
  addressProblems,
  oldAddress,
  settings,
} from '../../../src/plugins/archive/python-redis/settings.ts';
import { keepingLog } from '../../core/memories.ts';
import { useRedis } from '../redis/server.ts';

const redis = useRedis();
const world = { log: keepingLog(), now: Date.now, fetch, dataFolder: '' };
const valuesOf = (environment: Record<string, string>) =>
  readSettings(settings, environment).values;

describe('where the chats of the Python bot are', () => {
  it.each<[Record<string, string>, string | undefined, number | undefined]>([
    [{}, undefined, undefined],
    [{ REDIS_URL: 'redis://new:1' }, 'new', 1],
    [{ REDIS_HOST: 'host', REDIS_URL: 'redis://new:1' }, 'host', 6379],
    [{ REDIS_HOST: 'host', REDIS_PORT: '7' }, 'host', 7],
    [{ OLD_REDIS_URL: 'redis://old:2', REDIS_HOST: 'host', REDIS_URL: 'redis://new:1' }, 'old', 2],
  ])('%j', (environment, host, port) => {
    const address = oldAddress(valuesOf(environment));
    expect(address?.nodes.map((node) => [node.host, node.port])).toEqual(
      host === undefined ? undefined : [[host, port]],
    );
  });

  it('is told with the number of the database and the password', () => {
    const old = valuesOf({ REDIS_HOST: 'host', REDIS_DB: '3', REDIS_PASSWORD: 'secret' });
    expect(oldAddress(old)).toMatchObject({
      how: 'single',
      tls: false,
      database: 3,
      password: 'secret',
    });
    expect('password' in (oldAddress(valuesOf({ REDIS_HOST: 'host' })) ?? {})).toBe(false);
  });

  it.each<[Record<string, string>, string | undefined]>([
    [{}, 'OLD_REDIS_URL is not set'],
    [{ REDIS_URL: 'redis://new:1' }, undefined],
    [{ REDIS_URL: 'redis://new:1', REDIS_CLUSTER: 'true' }, 'OLD_REDIS_URL must be set'],
    [
      { REDIS_URL: 'redis://new:1', REDIS_CLUSTER: 'true', OLD_REDIS_URL: 'redis://old:1' },
      undefined,
    ],
  ])('is a problem or none: %j', (environment, problem) => {
    expect(
      addressProblems(valuesOf(environment)).map((each) => each.slice(0, problem?.length)),
    ).toEqual(problem === undefined ? [] : [problem]);
  });
});

describe('the archive', () => {
  it.each([{}, { REDIS_CLUSTER: 'true', REDIS_SENTINEL_NAME: 'name' }])(
    'is read from the one Redis that is named, beside %j',
    async (more) => {
      const archive = await plugin.create(valuesOf({ OLD_REDIS_URL: redis().url, ...more }), world);
      onTestFinished(() => archive.close());
      expect([await archive.names(), archive.prompt]).toEqual([[], undefined]);
    },
  );

  it('has a prompt beside it where the document is named', async () => {
    const archive = await plugin.create(
      valuesOf({ OLD_REDIS_URL: redis().url, GOOGLE_DOCS_ID: 'document' }),
      world,
    );
    onTestFinished(() => archive.close());
    expect(archive.prompt).toBe('google-docs');
  });

  it('that is unavailable has advice of its own', async () => {
    const away = plugin.create(valuesOf({ OLD_REDIS_URL: 'redis://127.0.0.1:1' }), world);
    await expect(away).rejects.toMatchObject({
      code: 'service.redis.unavailable',
      retryable: true,
      suggestions: [expect.stringContaining('OLD_REDIS_URL')],
    });
  });
});
