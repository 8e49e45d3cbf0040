import type { Cluster, Redis } from 'ioredis';

/** A client of one Redis (also behind sentinels) or of a cluster; both know the same commands. */
export type RedisClient = Redis | Cluster;
