import { integer, optionalText, type ValuesOf } from '../../../core/plugin-api/settings.ts';
import type { Address } from '../../redis/address.ts';
import { redisSettings } from '../../redis/settings.ts';

const { address, sentinelName, sentinelPassword, cluster, prefix, ca, certificate, key } =
  redisSettings;

/** Where the Python bot kept its chats: by the names it read, and one of our own for a Redis besides the new one. */
export const settings = {
  old: {
    ...address,
    env: 'OLD_REDIS_URL',
    summary:
      "The Python bot's Redis, for migrate --from python-redis; REDIS_HOST or REDIS_URL if not set",
  },
  host: optionalText('REDIS_HOST', {
    summary: "Host of the Python bot's Redis, if it is not given as a single address",
  }),
  port: integer('REDIS_PORT', {
    summary: "Port of the Python bot's Redis",
    default: '6379',
    min: 1,
    max: 65_535,
  }),
  database: integer('REDIS_DB', {
    summary: 'Database number of the Python bot in that Redis',
    default: '0',
    min: 0,
    max: 99_999,
  }),
  password: {
    ...optionalText('REDIS_PASSWORD', { summary: "Password of the Python bot's Redis" }),
    secret: true,
    goesTo: [['host']],
  },
  document: optionalText('GOOGLE_DOCS_ID', {
    aliases: ['GOOGLE_DOCUMENT_ID'],
    summary: "The Google document with the Python bot's prompt",
  }),
  address,
  sentinelName,
  sentinelPassword,
  cluster,
  prefix,
  ca,
  certificate,
  key,
};

export type Values = ValuesOf<typeof settings>;

/** Where the chats are, as the settings say; undefined: nowhere. */
export function oldAddress({
  old,
  host,
  port,
  database,
  password,
  address: current,
}: Values): Address | undefined {
  if (old) return old;
  if (host === undefined) return current;
  return {
    how: 'single',
    nodes: [{ host, port }],
    tls: false,
    database,
    ...(password === undefined ? {} : { password }),
  };
}

/** What is wrong with it: a line, or none. */
export function addressProblems(values: Values): string[] {
  const where = oldAddress(values);
  if (!where)
    return ['OLD_REDIS_URL is not set, so it is not known where the Python bot kept its chats'];
  const isCluster = where.how === 'cluster' || (where === values.address && values.cluster);
  return isCluster
    ? ['OLD_REDIS_URL must be set to the one Redis of the Python bot, which a cluster is not']
    : [];
}
