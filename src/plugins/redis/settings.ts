import { choice, flag, optionalText, text, type Setting, type ValuesOf } from '../../core/settings.ts';
import { parseAddress, type Address } from './address.ts';

function addressSetting(env: string, declaration: { summary: string; example: string }): Setting<Address | undefined> {
  return { env, ...declaration, secret: true, optional: true, parse: parseAddress };
}

function parsePrefix(value: string): string {
  if (/^[\w.:-]{1,64}$/.test(value)) return value;
  throw new Error('must be up to 64 Latin letters, digits and . : - _');
}

/** Where Redis is and under which names; the same for whatever keeps something there. */
export const redisSettings = {
  address: addressSetting('REDIS_URL', {
    summary:
      'Redis, for memory and journal: redis://user:password@host:6379/0, rediss:// for TLS, redis+sentinel://…@one,two/name, redis+cluster://…@one,two',
    example: 'redis://127.0.0.1:6379',
  }),
  sentinelName: optionalText('REDIS_SENTINEL_NAME', {
    summary: 'What sentinels call the Redis that they watch, when REDIS_URL names sentinels without it',
    example: 'mymaster',
  }),
  sentinelPassword: {
    ...optionalText('REDIS_SENTINEL_PASSWORD', { summary: 'Password of the sentinels, when they ask for one' }),
    secret: true,
  },
  cluster: flag('REDIS_CLUSTER', { summary: 'Whether REDIS_URL is a part of a Redis Cluster', fallback: 'false' }),
  prefix: {
    ...text('WABOT_REDIS_PREFIX', { summary: 'How the keys of this bot in Redis begin; one for each number', fallback: 'wabot' }),
    parse: parsePrefix,
  },
  standIn: choice('WABOT_REDIS_FALLBACK', ['none', 'file'], {
    summary: 'When Redis is away at the start: none (do not start) or file (start on files instead)',
    fallback: 'none',
  }),
};

export type RedisValues = ValuesOf<typeof redisSettings>;
