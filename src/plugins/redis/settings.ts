import {
  choice,
  flag,
  optionalText,
  text,
  type Setting,
  type ValuesOf,
} from '../../core/plugin-api/settings.ts';
import { parseAddress, type Address } from './address.ts';
import type { WantedReplicas } from './keeper.ts';

function addressSetting(
  env: string,
  declaration: { summary: string; example: string },
): Setting<Address | undefined> {
  return { env, ...declaration, secret: true, optional: true, parse: parseAddress };
}

function parsePrefix(value: string): string {
  if (/^[\w.:-]{1,64}$/.test(value)) return value;
  throw new Error('must be up to 64 Latin letters, digits and . : - _');
}

function parseReplicas(value: string): WantedReplicas {
  if (value.toLowerCase() === 'auto') return 'auto';
  if (/^\d$/.test(value)) return Number(value);
  throw new Error(`must be auto or a number from 0 to 9, not "${value}"`);
}

/** Where Redis is and under which names; the same for whatever keeps something there. */
export const redisSettings = {
  address: addressSetting('REDIS_URL', {
    summary:
      'Redis, for memory and journal: redis://user:password@host:6379/0, rediss:// for TLS, redis+sentinel://…@one,two/name, redis+cluster://…@one,two',
    example: 'redis://127.0.0.1:6379',
  }),
  sentinelName: optionalText('REDIS_SENTINEL_NAME', {
    summary:
      'Name under which the sentinels know the Redis they watch, if REDIS_URL does not contain it',
    example: 'mymaster',
  }),
  sentinelPassword: {
    ...optionalText('REDIS_SENTINEL_PASSWORD', {
      summary: 'Password of the sentinels, if they require one',
    }),
    secret: true,
    goesTo: [['address']],
  },
  cluster: flag('REDIS_CLUSTER', {
    summary: 'Whether REDIS_URL is part of a Redis Cluster',
    default: 'false',
  }),
  prefix: {
    ...text('WABOT_REDIS_PREFIX', {
      summary: "Prefix of this bot's keys in Redis; one per phone number",
      default: 'wabot',
    }),
    parse: parsePrefix,
  },
  replicas: {
    ...text('REDIS_WAIT_REPLICAS', {
      summary:
        'How many replicas must have a message before it counts as accepted: auto (one, while any is connected) or a number (with fewer connected, nothing is accepted)',
      default: 'auto',
    }),
    parse: parseReplicas,
  },
  ca: optionalText('REDIS_TLS_CA', {
    summary: "PEM file of the authority that signed Redis's certificate, if it is a private one",
    example: '/etc/redis/ca.crt',
  }),
  certificate: optionalText('REDIS_TLS_CERT', {
    summary: "PEM file of the bot's client certificate, if Redis requires one",
  }),
  key: optionalText('REDIS_TLS_KEY', { summary: 'PEM file of the key for REDIS_TLS_CERT' }),
  standIn: choice('WABOT_REDIS_FALLBACK', ['none', 'file'], {
    summary:
      'What to do if Redis is unavailable at startup: none (do not start) or file (start with files instead)',
    default: 'none',
  }),
};

export type RedisValues = ValuesOf<typeof redisSettings>;

type Needed = 'address' | 'sentinelName' | 'sentinelPassword' | 'cluster' | 'prefix';

/** What leads to a Redis. Without a number of replicas none is waited for. */
export type RedisWay = Pick<RedisValues, Needed> &
  Partial<Pick<RedisValues, 'replicas' | 'ca' | 'certificate' | 'key' | 'standIn'>>;
